"""Write the output of `make demo` into README.md, shortened to its first finding groups.

make readme
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = Path("fixtures/articles")
MARKED = re.compile(r"(<!-- demo: .*? -->\n```text\n).*?(```\n<!-- /demo -->)", re.DOTALL)
LINES = 44  # of the comparison: the verdict, the worst findings and some names


def run(*words: str) -> str:
    command = [sys.executable, "-m", "dedup", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def demo() -> str:
    """The two commands of `make demo` with their output, the second one cut in the middle."""
    pair = [str(ARTICLES / "sirte_repost_a.txt"), str(ARTICLES / "sirte_repost_b.txt")]
    scan, compare = run("scan", str(ARTICLES)), run("compare", *pair)
    lines = compare.splitlines()
    end = max(n for n in range(LINES) if not lines[n].strip())
    shown = [*lines[:end], "", "[…]", "", lines[-1]]
    return f"$ dedup scan {ARTICLES}\n{scan}\n$ dedup compare {' '.join(pair)}\n" + "\n".join(shown) + "\n"


def with_demo(readme: str) -> str:
    """The text of the README with the present output between its marks."""
    return MARKED.sub(lambda m: m.group(1) + demo() + m.group(2), readme)


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_demo(path.read_text(encoding="utf-8")), encoding="utf-8")
