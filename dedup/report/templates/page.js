"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = {
    // Mail readers and private windows may refuse storage: the page works without.
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* nothing to do */ } },
  };
  $$(".js").forEach((element) => { element.hidden = false; });

  const theme = $("#theme");
  const dark = () => document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  const nameTheme = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  const known = store.get("dedup-theme");
  if (known === "dark" || known === "light") document.documentElement.dataset.theme = known;
  nameTheme();
  theme.addEventListener("click", () => {
    const chosen = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    store.set("dedup-theme", chosen);
    nameTheme();
  });

  const findings = $$(".finding");
  if (!findings.length) return;
  const key = `dedup-judgements/1:${document.body.dataset.page}`;
  let judgements = {};
  try { judgements = JSON.parse(store.get(key) || "{}"); } catch { /* a damaged entry counts as none */ }
  let current = null;

  const judgementOf = (finding) => judgements[finding.dataset.fingerprint] || {};
  const shown = () => findings.filter((finding) => !finding.hidden);
  const checked = (name) => new Set($$(`input[name=${name}]:checked`).map((box) => box.value));
  const isOn = (name) => $(`input[name=${name}]`).checked;
  const marksOf = (finding) => $$(`[data-f~="${finding.id}"]`);

  function filter() {
    const severities = checked("severity"), rules = checked("rule"), onlyOpen = isOn("open");
    for (const finding of findings) {
      finding.hidden = !severities.has(finding.dataset.severity) || !rules.has(finding.dataset.code)
        || (onlyOpen && Boolean(judgementOf(finding).verdict) && finding !== current);
    }
    for (const box of $$(".group")) box.hidden = !$(".finding:not([hidden])", box);
    for (const box of $$(".kind")) box.hidden = !$(".finding:not([hidden])", box);
    for (const list of $$(".list")) {
      const note = $(".filtered", list);
      note.hidden = !$(".finding", list) || Boolean($(".finding:not([hidden])", list));
    }
    const list = shown();
    const visible = new Set(list.map((finding) => finding.id)), rows = new Set(list.map((finding) => finding.dataset.row));
    for (const mark of $$("mark[data-f]")) {
      mark.classList.toggle("off", !mark.dataset.f.split(" ").some((id) => visible.has(id)));
    }
    for (const tick of $$(".tick")) {
      tick.classList.toggle("off", !rows.has(tick.dataset.row));
    }
    document.body.classList.toggle("show-words", isOn("words"));
    count();
  }

  function count() {
    const list = shown(), at = list.indexOf(current);
    $("#at").textContent = at < 0 ? `${list.length} findings` : `${at + 1} of ${list.length}`;
    const all = findings.map((finding) => judgementOf(finding).verdict);
    const accepted = all.filter((verdict) => verdict === "accepted").length;
    const rejected = all.filter((verdict) => verdict === "rejected").length;
    $("#judged").textContent = accepted + rejected
      ? `${accepted} accepted, ${rejected} rejected, ${all.length - accepted - rejected} open.` : "";
  }

  function select(finding, { focus = true } = {}) {
    if (!finding) return;
    $$(".current").forEach((element) => element.classList.remove("current"));
    if (current) $(".go", current).removeAttribute("aria-current");
    current = finding;
    finding.classList.add("current");
    $(".go", finding).setAttribute("aria-current", "true");
    const row = document.getElementById(finding.dataset.row);
    if (row) {
      if (row.tagName === "DETAILS") row.open = true;
      row.classList.add("current");
      const marks = marksOf(finding);
      marks.forEach((mark) => mark.classList.add("current"));
      const target = marks.find((mark) => mark.tagName === "MARK") || row;
      target.scrollIntoView({ block: "center" });
    }
    const list = finding.closest(".list");
    if (list.scrollHeight > list.clientHeight + 1) {
      const box = finding.getBoundingClientRect(), frame = list.getBoundingClientRect();
      if (box.top < frame.top + 8 || box.bottom > frame.bottom - 70) {
        list.scrollTop += box.top - frame.top - frame.height / 3;
      }
    }
    $(".said").textContent = $(".message", finding).textContent;
    if (focus) $(".go", finding).focus({ preventScroll: true });
    count();
  }

  function step(by) {
    const list = shown();
    const at = list.indexOf(current);
    select(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))]);
  }

  function paint(finding) {
    const { verdict, note } = judgementOf(finding);
    finding.classList.toggle("accepted", verdict === "accepted");
    finding.classList.toggle("rejected", verdict === "rejected");
    const badge = $(".verdict-badge", finding), said = $(".note", finding);
    badge.hidden = !verdict;
    badge.textContent = verdict || "";
    said.hidden = !note;
    said.textContent = note || "";
  }

  function change(values) {
    if (!current) return step(1);
    const print = current.dataset.fingerprint;
    const changed = { ...judgements[print], ...values };
    if (!changed.verdict && !changed.note) delete judgements[print];
    else judgements[print] = changed;
    store.set(key, JSON.stringify(judgements));
    findings.filter((finding) => finding.dataset.fingerprint === print).forEach(paint);
    $("#live").textContent = changed.verdict || "open again";
    filter();
  }

  const judge = (verdict) => change({ verdict: current && judgementOf(current).verdict === verdict ? null : verdict });

  const box = $("#note-box");
  function note() {
    if (!current) step(1);
    $("#note-text").value = judgementOf(current).note || "";
    box.showModal();
  }
  $("#note-save").addEventListener("click", () => { change({ note: $("#note-text").value.trim() }); box.close(); });
  $("#note-cancel").addEventListener("click", () => box.close());

  function save() {
    const entries = new Map();
    for (const finding of findings) {
      const { verdict, note: why } = judgementOf(finding);
      if (!verdict && !why) continue;
      entries.set(finding.dataset.fingerprint, {
        fingerprint: finding.dataset.fingerprint, verdict: verdict || null, note: why || "",
        rule: finding.dataset.code, message: $(".message", finding).textContent,
      });
    }
    const file = { schema: "dedup-judgements/1", judgements: [...entries.values()] };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2) + "\n"], { type: "application/json" }));
    link.download = "dedup-judgements.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const actions = {
    next: () => step(1), previous: () => step(-1), accept: () => judge("accepted"), reject: () => judge("rejected"),
    note, export: save,
  };
  const keys = { j: "next", k: "previous", a: "accept", r: "reject", n: "note", x: "export" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || box.open || !isOn("keys")) return;
    if (event.target.matches("textarea, input:not([type=checkbox])")) return;
    const action = keys[event.key];
    if (action) { event.preventDefault(); actions[action](); }
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) return actions[button.dataset.do]();
    const go = event.target.closest(".go");
    if (go) return select(go.closest(".finding"));
    const mark = event.target.closest("mark[data-f]");
    if (mark) return select(shown().find((finding) => mark.dataset.f.split(" ").includes(finding.id)), { focus: false });
    const tick = event.target.closest(".tick");
    if (tick) return select(shown().find((finding) => finding.dataset.row === tick.dataset.row), { focus: false });
    const menu = $(".menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
    return undefined;
  });
  $(".filters").addEventListener("change", filter);

  // The page knows the rows' true heights only now.
  function measure() {
    const places = []; // read every place before the first is written: one layout, not one a tick
    for (const pair of $$(".pair")) {
      const texts = $(".texts", pair), whole = texts.scrollHeight || 1;
      for (const tick of $$(".tick", pair)) {
        places.push([tick, 1000 * (document.getElementById(tick.dataset.row).offsetTop - texts.offsetTop) / whole]);
      }
    }
    for (const [tick, y] of places) tick.setAttribute("y", y);
    scrolled();
  }
  function scrolled() {
    for (const pair of $$(".pair")) {
      const texts = $(".texts", pair).getBoundingClientRect(), view = $(".view", pair);
      view.setAttribute("y", Math.max(0, -1000 * texts.top / texts.height));
      view.setAttribute("height", Math.max(0, 1000 * innerHeight / texts.height));
    }
  }
  let waiting = false;
  addEventListener("scroll", () => {
    if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; scrolled(); }); }
  }, { passive: true });
  addEventListener("resize", measure);

  findings.forEach(paint);
  filter();
  measure();
})();
