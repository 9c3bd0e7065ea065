"""How big the HTML page is, how long it takes to write, and how soon a browser can use it.

python bench/page.py [PARAGRAPHS ...]      (needs Debian's chromium and playwright)
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import dedup
from dedup.align.interface import Alignment, Link
from dedup.candidates.interface import Kind, Similarity
from dedup.documents import Document
from dedup.drift.interface import Finding
from dedup.drift.registry import rules
from dedup.readers import read_one
from dedup.report.interface import Report
from dedup.text.segment import segment

ARTICLES = Path(__file__).resolve().parent.parent / "fixtures" / "articles"
RUNS = 7


def long_pair(paragraphs: int) -> Report:
    """Two versions of that many paragraphs of 40 words, with a finding in each."""
    sides = []
    for name in ("Okoro", "Okora"):
        line = f"Director {name} said that the ships waited off the harbour {'while the divers worked ' * 7}."
        sides.append(
            segment(Document("\n\n".join(f"{n}. {line}" for n in range(paragraphs)), id=name, source=name))
        )
    a, b = sides
    links = tuple(Link((p.span,), (q.span,), 0.9) for p, q in zip(a.paragraphs, b.paragraphs, strict=True))
    rule = rules()[0]
    findings = tuple(
        Finding(rule, rule.severity, 0.9, "a name", link.a[0], link.b[0], "Okoro", {"likeness": 0.8})
        for link in links
    )
    return Report(a, b, Kind.REWORDED, 0.9, Similarity(0.4, 0.9), Alignment(links, ()), findings)


def main() -> None:
    from playwright.sync_api import sync_playwright

    sizes = [int(word) for word in sys.argv[1:]] or [200, 1000]
    pair = [read_one(str(ARTICLES / f"sirte_repost_{side}.txt")) for side in "ab"]
    reports = {"sirte": dedup.compare(*pair)} | {f"{n} paragraphs": long_pair(n) for n in sizes}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for name, report in reports.items():
            written = []
            for _ in range(RUNS):
                start = time.perf_counter()
                text = dedup.render(report, "html")
                written.append(time.perf_counter() - start)
            file = Path(folder, "page.html")
            file.write_text(text, encoding="utf-8")
            ready, jump = [], []
            for _ in range(RUNS):
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                page.goto(file.as_uri())
                entry = "performance.getEntriesByType('navigation')[0]"
                ready.append(page.evaluate(f"{entry}.domContentLoadedEventEnd - {entry}.responseEnd"))
                jump.append(page.evaluate(_JUMP))
                page.close()
            print(
                f"{name}: {len(text) / 1000:.0f} kB, written in {1000 * statistics.median(written):.0f} ms, "
                f"ready after {statistics.median(ready):.0f} ms, a jump {statistics.median(jump):.1f} ms"
            )
        browser.close()


_JUMP = """() => { const start = performance.now();
for (let n = 0; n < 20; n++) {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
  document.body.offsetHeight;
}
return (performance.now() - start) / 20; }"""


if __name__ == "__main__":
    main()
