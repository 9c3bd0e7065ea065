"""How many pairs `dedup compare --pairs` does in a second, start-up left out and in.

    PYTHONPATH=. python bench/compare.py [--pairs 800] [--processes 2]

The pairs are sentences of some 25 words put together from templates, one side edited (a name respelt, numbers
or words changed, a phrase moved); nothing is cached, the model is loaded, all rules are on. Prints pairs a
second by the clock, and milliseconds of processor a pair in all processes together, which other work on
the machine disturbs less.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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


def timed(path: Path, processes: int) -> tuple[float, float, list[float]]:
    """Seconds by the clock and of processor for the whole command, and when each line came."""
    code = "import dedup.cli, dedup.helpers; dedup.helpers.processes_here = lambda: {}; dedup.cli.main()"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    command = [sys.executable, "-c", code.format(processes), "compare", "--no-cache", "--pairs", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as run:
        assert run.stdout is not None
        came = [time.perf_counter() - begin for _ in run.stdout]
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begin, processor, came


def main() -> None:
    """Time two files of different length, so that what both pay for starting can be taken off."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=800)
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        long, short = Path(folder, "long.jsonl"), Path(folder, "short.jsonl")
        size = write(long, args.pairs, 1)
        write(short, args.pairs // 4, 2)
        wall, processor, came = timed(long, args.processes)
        _, start, _ = timed(short, args.processes)
        assert len(came) == args.pairs
        # The second half of the lines: by then every process has loaded its model.
        half = args.pairs // 2
        running = (args.pairs - half) / (came[-1] - came[half - 1])
        each = 1000 * (processor - start) / (args.pairs - args.pairs // 4)
        print(f"{args.pairs} pairs of {size:.1f} words, {args.processes} processes")
        print(f"load of the machine {os.getloadavg()[0]:5.1f}")
        print(f"whole command      {wall:6.2f} s, {args.pairs / wall:5.1f} pairs a second")
        print(f"model loaded              {running:5.1f} pairs a second")
        print(f"processor          {each:6.2f} ms a pair, {1000 / each:5.1f} pairs a second of one core")


if __name__ == "__main__":
    main()
