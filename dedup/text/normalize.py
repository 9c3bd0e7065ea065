"""One folding for all keys: two spellings that print alike become equal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        # Soft hyphens, zero-width characters and direction marks carry no reading.
        **dict.fromkeys(
            "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
        ),
    }
)


def fold(text: str) -> str:
    """`text` in NFKC, case folded, with plain quotes and dashes and single spaces.

    Idempotent. Use it for keys and equality, never for anything whose offsets are reported.
    """
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        # The same, but for the steps that leave ASCII as it is: most texts are.
        return " ".join(text.replace("`", "'").lower().split())
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold().translate(_QUOTES)
    return " ".join(unicodedata.normalize("NFKC", folded).split())


# Words recur: some 8 MB of them.
_SHORT = 32
_remembered = lru_cache(maxsize=1 << 15)(_folded)
