"""Cut WordNet down to the table that the claim rules read.

Source: Debian package `wordnet-base` 3.0 (`apt-get download wordnet-base; dpkg-deb -x ...`), WordNet licence
(permissive; kept beside the table). Run: `python bench/fit/claims_lexicon.py usr/share/wordnet OUT.tsv.gz`.

Lines, tab separated, first field the kind:
  W word senses     senses = space-separated `pos`+`tag count`:`synset,synset…`, most used first
  S synset parents antonyms     hypernyms (of an adjective: its cluster head); synsets of opposite meaning
  A word word     words that WordNet lists as opposites of each other
  E form pos lemma     irregular inflections
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import zipf_frequency

# Words rarer than about one in three million bring size, not decisions.
LEAST_ZIPF = 2.4
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
SENSES = 6


def common(word: str) -> bool:
    return word.replace("-", "").replace("'", "").isalpha() and zipf_frequency(word, "en") >= LEAST_ZIPF


def main(folder: Path, target: Path) -> None:
    parents: dict[str, list[str]] = defaultdict(list)
    opposite: dict[str, set[str]] = defaultdict(set)
    opposite_words: set[tuple[str, str]] = set()
    members: dict[str, list[str]] = {}
    pointers: list[tuple[str, str, str, str]] = []
    for pos, name in FILES.items():
        for line in (folder / f"data.{name}").read_text().splitlines():
            if line.startswith("  "):
                continue
            field = line.split(" | ")[0].split()
            key, count = pos + field[0], int(field[3], 16)
            members[key] = [field[4 + 2 * i].split("(")[0].lower() for i in range(count)]
            rest = field[4 + 2 * count :]
            for i in range(int(rest[0])):
                symbol, other, other_pos, places = rest[1 + 4 * i : 5 + 4 * i]
                pointers.append((key, symbol, other_pos.replace("s", "a") + other, places))
    for key, symbol, other, places in pointers:
        if symbol in ("@", "@i", "&"):
            parents[key].append(other)
        elif symbol == "!":
            opposite[key].add(other)
            x, y = members[key][int(places[:2], 16) - 1], members[other][int(places[2:], 16) - 1]
            opposite_words.add((x, y))
    used: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in (folder / "cntlist.rev").read_text().splitlines():
        sense, _, count = line.split()
        lemma, rest = sense.split("%")
        used[lemma]["?nvara"[int(rest[0])]] += int(count)
    senses: dict[str, list[tuple[int, str, list[str]]]] = defaultdict(list)
    for pos, name in FILES.items():
        for line in (folder / f"index.{name}").read_text().splitlines():
            if line.startswith("  ") or "_" in (field := line.split())[0]:
                continue
            if common(field[0]):
                keys = [pos + f for f in field[-int(field[2]) :]][:SENSES]
                senses[field[0]].append((used[field[0]][pos], pos, keys))
    needed: dict[str, int] = {}
    queue = [k for s in senses.values() for _, _, keys in s for k in keys]
    while queue:
        key = queue.pop()
        if key not in needed:
            needed[key] = len(needed)
            # A cluster's satellites point at the head and the head at them: keep the way up only.
            queue += parents[key] if key[0] != "a" or not opposite[key] else []
    lines = []
    for word, found in sorted(senses.items()):
        shown = [
            f"{pos}{n}:" + ",".join(str(needed[k]) for k in keys)
            for n, pos, keys in sorted(found, key=lambda s: -s[0])
        ]
        lines.append(f"W\t{word}\t{' '.join(shown)}")
    for key, number in needed.items():
        up = [needed[p] for p in parents[key] if p in needed] if key[0] != "a" or not opposite[key] else []
        away = [needed[o] for o in sorted(opposite[key]) if o in needed]
        if up or away:
            lines.append(f"S\t{number}\t{','.join(map(str, up))}\t{','.join(map(str, away))}")
    lines += [f"A\t{x}\t{y}" for x, y in sorted(opposite_words) if x < y and x in senses and y in senses]
    for pos, name in FILES.items():
        for line in (folder / f"{name}.exc").read_text().splitlines():
            form, *lemmas = line.split()
            if pos in {p for _, p, _ in senses.get(lemmas[0], ())} and "_" not in form and form != lemmas[0]:
                lines.append(f"E\t{form}\t{pos}\t{lemmas[0]}")
    with gzip.GzipFile(target, "wb", mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode())
    print(len(senses), "words", len(needed), "synsets", target.stat().st_size, "bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
