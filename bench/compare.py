"""How many pairs `dedup compare --pairs` does in a second, start-up left out and in.

    PYTHONPATH=. python bench/compare.py [--pairs 800] [--processes 2]

The pairs are sentences of some 25 words put together from templates, one side edited (a name respelt, numbers
or words changed, a phrase moved); nothing is cached, the model is loaded, all rules are on. Prints pairs a
second by the clock, and milliseconds of processor a pair, which other work on the machine disturbs less.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_BATCH = 28  # pairs of this length that `compare_pairs` takes together
PEOPLE = "Amira Solheim|Tomas Okonjo|Li Weimin|Petra al-Haddad|Oskar Brandt|Yusuf Demirel|Ana Ferreira".split(
    "|"
)
RESPELT = {
    "Solheim": "Solhaim",
    "Okonjo": "Okonio",
    "Weimin": "Weiming",
    "Haddad": "Hadad",
    "Brandt": "Brant",
}
PLACES = "Port Eden|Lower Marsh|Karavel|Saint Orrin|Halvik|Montebruno|the Tessaly valley".split("|")
OFFICES = "harbour master|deputy mayor|regional minister|head of the water board|union secretary".split("|")
DEEDS = (
    "announced that {n} of the {m} ferries would stay in {place} until the {thing} had been repaired",
    "denied on {day} that the council had paid {n} million crowns for the {thing} near {place}",
    "said {n} families from {place} had lost their homes when the {thing} gave way on {day} night",
    "promised to reopen the {thing} in {place} by {day}, although only {n} of {m} engineers had agreed",
    "warned that the {thing} could fail again unless {place} found another {n} million crowns by {day}",
)  # fmt: skip
THINGS = "northern dam|old swing bridge|customs hall|grain terminal|tunnel under the bay|railway depot".split(
    "|"
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TAILS = (
    "and asked residents to be patient for a few more weeks",
    "while critics called the plan hasty and poorly explained",
    "after a meeting that lasted well into the early morning",
    "because nobody had expected the water to rise so quickly",
)
SWAPS = {
    "announced": "suggested",
    "warned": "hoped",
    "said": "doubted",
    "promised": "refused",
    "denied": "confirmed",
    "patient": "calm",
    "hasty": "rushed",
    "quickly": "slowly",
}


def edited(word: str, rng: random.Random) -> str | None:
    """What may stand for a word on the other side."""
    if word.isdigit():
        return str(int(word) + 1)
    if word in DAYS:
        return rng.choice([day for day in DAYS if day != word])
    return RESPELT.get(word) or SWAPS.get(word)


def pair(rng: random.Random) -> tuple[str, str]:
    """A sentence and its edited copy."""
    deed = rng.choice(DEEDS).format(
        n=rng.randint(2, 90), m=rng.randint(91, 400), place=rng.choice(PLACES), thing=rng.choice(THINGS),
        day=rng.choice(DAYS),
    )  # fmt: skip
    name, tail = rng.choice(PEOPLE), rng.choice(TAILS)
    has_tail = rng.random() < 0.15
    one = f"{name}, the {rng.choice(OFFICES)}, {deed}{f', {tail}' * has_tail}."
    words = one.split()
    edits = {at: new for at, word in enumerate(words) if (new := edited(word.strip(",."), rng))}
    for at in rng.sample(sorted(edits), rng.randint(1, min(3, len(edits)))):
        words[at] = words[at].replace(words[at].strip(",."), edits[at])
    other = " ".join(words)
    if has_tail and rng.random() < 0.5:
        other = f"{tail[0].upper()}{tail[1:]}, {other.replace(f', {tail}', '')}"
    return one, other


def write(path: Path, number: int, seed: int) -> float:
    """A pairs file, and the mean number of words a sentence."""
    rng = random.Random(seed)
    made = [pair(rng) for _ in range(number)]
    lines = [json.dumps({"id": n, "a": {"text": a}, "b": {"text": b}}) for n, (a, b) in enumerate(made)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return statistics.mean(len(text.split()) for both in made for text in both)


def timed(path: Path, processes: int) -> tuple[float, list[float]]:
    """Seconds by the clock for the whole command, and when each line came."""
    code = "import dedup.cli, dedup.helpers; dedup.helpers.processes_here = lambda _: {}; dedup.cli.main()"
    begin = time.perf_counter()
    command = [sys.executable, "-c", code.format(processes), "compare", "--no-cache", "--pairs", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as run:
        assert run.stdout is not None
        came = [time.perf_counter() - begin for _ in run.stdout]
    return time.perf_counter() - begin, came


def processor(number: int) -> float:
    """Seconds of processor a pair in one process as `dedup.helpers` has them, all loaded before."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the command line does, before numpy is loaded
    from dedup.documents import Document
    from dedup.work import Options, Work

    work = Work(Options(cache=False, threads=1))
    rng = random.Random(2)
    made = [tuple(map(Document, pair(rng))) for _ in range(number + 64)]
    work.compare(made[:64])
    begin = time.process_time()
    for start in range(64, len(made), _BATCH):
        work.compare(made[start : start + _BATCH])
    return (time.process_time() - begin) / number


def main() -> None:
    """Time a pairs file in several processes, and count the processor's time in one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=800)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "pairs.jsonl")
        size = write(file, args.pairs, 1)
        wall, came = timed(file, args.processes)
        assert len(came) == args.pairs
        # The second half of the lines: by then every process has loaded its model.
        half = args.pairs // 2
        running = (args.pairs - half) / (came[-1] - came[half - 1])
        print(f"{args.pairs} pairs of {size:.1f} words, {args.processes} processes")
        print(f"load of the machine {os.getloadavg()[0]:5.1f}")
        print(f"whole command      {wall:6.2f} s, {args.pairs / wall:5.1f} pairs a second")
        print(f"model loaded              {running:5.1f} pairs a second")
    each = processor(args.pairs // 2)
    print(f"processor          {1000 * each:6.2f} ms a pair, {1 / each:5.1f} pairs a second of one core")


if __name__ == "__main__":
    main()
