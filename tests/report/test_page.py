"""The page in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from samples import GARBLED, Said, build

from dedup.candidates.interface import Evidence, Kind, Pair, ScanResult, Similarity
from dedup.drift.interface import Severity
from dedup.policy.known import Verdict, read_judgements
from dedup.report import render
from dedup.report.interface import CheckResult, Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium; apt-get install chromium"),
    pytest.mark.skipif(find_spec("playwright") is None, reason="playwright is not installed"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


Open = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a result's page; at the end nothing was said on the console and nothing was fetched."""
    trouble: list[str] = []
    contexts = []

    def open_page(result: Report | ScanResult | CheckResult, **options: Any) -> Page:
        file = tmp_path / "page.html"
        file.write_text(render(result, "html"), encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url == file.as_uri() or request.url.startswith("blob:")
                else trouble.append(request.url)
            ),
        )
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert trouble == []


def serious(page: Page) -> list[str]:
    """What axe-core finds that is serious or critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    violations = axe.Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in violations
        if v["impact"] in ("serious", "critical")
    ]


def test_clicking_a_finding_brings_both_passages_into_view(opened: Open, sirte: Report) -> None:
    page = opened(sirte)
    last = page.locator(".finding:visible").last
    last.locator(".go").click()
    assert "current" in (last.get_attribute("class") or "")
    row = page.locator(f"#{last.get_attribute('data-row')}")
    box, height = row.bounding_box(), 900
    assert box is not None
    assert 0 <= box["y"] < height
    page.locator(".finding:visible .go").first.click()
    marks = page.locator("mark.current")
    assert marks.count() == 2
    for n in range(2):
        place = marks.nth(n).bounding_box()
        assert place is not None
        assert 0 <= place["y"] < height


def test_filters_by_severity_and_rule(opened: Open, sirte: Report) -> None:
    page = opened(sirte)
    loud = sirte.at_least(Severity.MINOR)
    assert page.locator(".finding:visible").count() == len(loud)
    page.check("input[name=severity][value=info]")
    assert page.locator(".finding:visible").count() == len(sirte.findings)
    page.click(".menu summary")
    page.uncheck("input[name=rule][value=N101]")
    left = [f for f in sirte.findings if f.rule.code != "N101"]
    assert page.locator(".finding:visible").count() == len(left)
    assert not page.locator(".group:visible:not(:has(.finding:visible))").count()


def test_triage_by_keyboard_is_kept_and_exported(opened: Open, sirte: Report, tmp_path: Path) -> None:
    page = opened(sirte)
    prints = page.locator(".finding:visible").evaluate_all("all => all.map(f => f.dataset.fingerprint)")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.press("n")
    page.keyboard.type("house style: j, k, a and r stay letters")
    page.click("#note-save")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("#at").inner_text() == f"2 of {len(prints)}"
    page.reload()
    assert page.locator(".finding.accepted").count() >= 1
    assert "1 accepted, 1 rejected" in page.locator("#judged").inner_text()
    with page.expect_download() as download:
        page.click("[data-do=export]")
    target = tmp_path / "judgements.json"
    download.value.save_as(target)
    judged = read_judgements(target)
    assert judged[prints[0]].verdict is Verdict.ACCEPTED
    assert judged[prints[1]].verdict is Verdict.REJECTED
    assert judged[prints[1]].note == "house style: j, k, a and r stay letters"
    assert len(judged) == 2


def test_only_open_findings(opened: Open, sirte: Report) -> None:
    page = opened(sirte)
    before = page.locator(".finding:visible").count()
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.check("input[name=open]")
    assert page.locator(".finding:visible").count() == before - 1


def test_200_paragraphs_are_usable_within_a_second(opened: Open, long: Report) -> None:
    page = opened(long)
    times = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
    assert times["domContentLoadedEventEnd"] < 1000 * _patience()
    assert page.locator(".row .cell p").count() == 400
    for key in "jjjk":
        page.keyboard.press(key)
    took = page.evaluate(
        """() => { const start = performance.now();
        const key = () => new KeyboardEvent('keydown', { key: 'j', bubbles: true });
        for (let n = 0; n < 20; n++) document.body.dispatchEvent(key());
        const one = document.querySelector('input[name=severity][value=minor]'); one.click();
        document.body.offsetHeight; return performance.now() - start; }"""
    )
    assert took < 1000 * _patience()  # twenty jumps and a filter


def _patience() -> float:
    """1 on an idle machine; more where a short sum takes longer, or more processes wait than run."""
    start = time.perf_counter()
    sum(range(1_000_000))
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    return max(1.0, (time.perf_counter() - start) / 0.02, waiting)


def test_a_hostile_article_stays_text(opened: Open, hostile: Report) -> None:
    page = opened(hostile)
    assert page.title() != "owned"
    assert page.locator("main img, main script, .texts b:not(.heads b)").count() == 0
    assert page.evaluate("document.scripts.length") == 1
    words = page.locator(".texts").inner_text()
    assert "<script>document.title='owned'</script>" in words
    assert "U+202E" in words
    assert "U+001B" in words
    assert "\u202e" not in words
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_right_to_left_text_runs_right_to_left(opened: Open, hostile: Report) -> None:
    page = opened(hostile)
    direction = page.locator(".cell p", has_text="خليفة").first.evaluate("p => getComputedStyle(p).direction")
    assert direction == "rtl"
    message = page.locator(".message", has_text="حفتر").first
    assert message.evaluate("m => getComputedStyle(m).direction") == "ltr"
    assert message.locator("bdi").all_inner_texts() == ["حفتر", "خليفة"]


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [("sirte", "light", 1400), ("sirte", "dark", 390), ("hostile", "dark", 1400), ("hostile", "light", 390)],
)
def test_axe_finds_nothing_serious(
    opened: Open, name: str, scheme: str, width: int, request: pytest.FixtureRequest
) -> None:
    page = opened(
        request.getfixturevalue(name), color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    if page.locator("input[value=info]").count():
        page.check("input[value=info]")
    page.keyboard.press("j")
    page.keyboard.press("r")
    assert serious(page) == []


def test_moved_passages_stand_joined_and_furniture_is_folded(opened: Open) -> None:
    report = build(
        ["One one.", "Two two.", "Three three.", "Share this"],
        ["Two two.", "Three three.", "One one."],
        [(0, 2, True), (1, 0), (2, 1)],
        [Said(GARBLED, (0, "One"), (2, "One"))],
        furniture=(frozenset({3}), frozenset()),
    )
    page = opened(report)
    moved = page.locator(".row.moved")
    assert moved.locator(".side-a").inner_text().endswith("One one.")
    assert moved.locator(".side-b").inner_text().endswith("One one.")
    assert page.locator(".row.placeholder").inner_text() == "¶3 of b is shown beside ¶1 of a: it was moved"
    assert not page.get_by_text("Share this").is_visible()
    page.locator(".furniture summary").click()
    assert page.get_by_text("Share this").is_visible()


def test_the_page_can_be_read_without_scripts(opened: Open, sirte: Report) -> None:
    page = opened(sirte, java_script_enabled=False)
    assert page.locator(".finding:visible").count() == len(sirte.findings)
    assert not page.locator(".bar:visible, .filters:visible").count()


def test_a_check_of_several_pairs_and_a_clean_one(opened: Open, sirte: Report, long: Report) -> None:
    page = opened(CheckResult(5, (sirte, long), Severity.MAJOR))
    assert page.locator("section.pair").count() == 2
    page.locator(".finding:visible .go").last.click()
    assert "Check failed" in page.locator(".top").inner_text()
    assert serious(page) == []
    clean = build(["One."], ["One."], [(0, 0)])
    assert opened(CheckResult(2, (clean,), Severity.MAJOR)).get_by_text("No findings.").is_visible()


def test_the_corpus_page(opened: Open) -> None:
    why = Evidence(0.1, 0.2, 0.3, ("they share <i>this",))
    pair = Pair("<b>a", "b", Kind.REWORDED, Similarity(0.2, 0.8), why)
    page = opened(ScanResult(3, (pair,), (("<b>a", "b"),)))
    assert re.search("1 story in 3 documents", page.locator("h1").inner_text())
    assert page.locator("blockquote").inner_text() == "they share <i>this"
    assert page.locator("td").first.inner_text() == "<b>a"
    assert serious(page) == []
    assert page.title() == "1 story – dedup scan"


def test_print_shows_findings_and_texts_without_controls(opened: Open, sirte: Report) -> None:
    page = opened(sirte)
    page.emulate_media(media="print")
    assert not page.locator(".bar:visible, .filters:visible, .map:visible").count()
    assert page.locator(".finding:visible").count()
    assert page.locator(".texts").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.list')).overflow") == "visible"
