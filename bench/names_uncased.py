"""How often two spellings of one name in Arabic or Hebrew letters are called garbled, and how many slips are.

    python bench/fit/names_uncased.py PERSONS dedup/drift/names/uncased/listed.npz --share 0.5
    python bench/names_uncased.py PERSONS        # then fit again without --share

PERSONS is `persons.txt` of rigour 1.2.0 (see the script above). Reported is the half that is not listed then:
spellings that Wikidata gives one name, and names with one slip made here (a letter lost, put in, replaced, or
exchanged with its neighbour).
"""

from __future__ import annotations

import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from random import Random

import regex

sys.path.insert(0, str(Path(__file__).parent / "fit"))

from name_pairs import share_of
from names_uncased import groups

from dedup.drift.names.compare import compare_many
from dedup.drift.names.uncased.writing import bare, key, script_of

_LETTERS = {"arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "hebrew": "אבגדהוזחטיכלמנסעפצקרשת"}
_NOT_ARABIC = regex.compile("[پچگژٹڈڑںےۆۇێەڤکیہھۀۂ]")
_SLIPS = 600


def slip(word: str, random: Random) -> str:
    """The word with one slip."""
    at = random.randrange(len(word) - 1)
    letter = random.choice(_LETTERS[script_of(word) or ""])
    return random.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def main() -> None:
    random = Random(5)
    named = [(n, forms) for n, forms in groups(Path(sys.argv[1])) if share_of(n) >= 0.5]
    honest: dict[str, list[tuple[str, str]]] = {"Arabic": [], "Persian, Urdu or mixed": [], "Hebrew": []}
    for _, forms in named:
        for x, y in combinations(sorted({bare(f) for f in forms if "-" not in f}), 2):
            if script_of(x) == script_of(y):
                other = "Persian, Urdu or mixed" if _NOT_ARABIC.search(x + y) else "Arabic"
                honest["Hebrew" if script_of(x) == "hebrew" else other].append((x, y))
    slips: dict[str, list[tuple[str, str]]] = {}
    for script in _LETTERS:
        known = sorted({bare(f) for _, forms in named for f in forms if script_of(f) == script})
        known = [w for w in known if 4 <= len(w) <= 9 and not _NOT_ARABIC.search(w)]
        pairs = [(w, slip(w, random)) for w in random.sample(known, _SLIPS)]
        slips[f"slips, {script}"] = [(w, s) for w, s in pairs if key(w) != key(s)]
    for label, rows in (honest | slips).items():
        found = Counter(v.verdict for v in compare_many(rows))
        shares = ", ".join(
            f"{v} {found[v] / len(rows):.3f}" for v in ("same", "variant", "garbled", "different")
        )
        print(f"{label} ({len(rows)}): {shares}")


if __name__ == "__main__":
    main()
