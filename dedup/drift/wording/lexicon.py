"""What a word shows by its form alone: closed classes, endings, digits, capitals.

Stands in for a tagger: the closed classes mark where a phrase opens, endings hint at the part of
speech. English only; a word of another language simply belongs to no class.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_CLASSES = {
    "determiner": "a an the this that these those each every any some no another other both all "
    "my your his her its our their whose which what",
    "preposition": "about above across after against along amid among around as at before behind below "
    "beneath beside besides between beyond by despite down during except for from in inside into like "
    "near of off on onto out outside over past per since than through throughout to toward towards under "
    "until up upon via with within without",
    "auxiliary": "am are is was were be been being do does did has have had having can could may might "
    "must shall should will would 's 're 've 'll 'd",
    "conjunction": "and or but nor so yet while when where because although though if unless whereas "
    "who whom",
    "pronoun": "i you he she it we they me him us them himself herself itself themselves there here "
    "one someone something anyone anything nobody nothing everyone everything",
    "negation": "not n't no never none neither nor nobody nothing nowhere without hardly can't cannot "
    "don't doesn't didn't won't wouldn't isn't aren't wasn't weren't hasn't haven't hadn't",
    "quantity": "one two three four five six seven eight nine ten eleven twelve dozen dozens hundred "
    "hundreds thousand thousands million millions billion billions several many few more most less "
    "least half double twice once first second third",
}
_MEMBERS = {name: frozenset(text.split()) for name, text in _CLASSES.items()}
_ENDINGS = ("ing", "ed", "ly", "s")
PROPERTIES = (*_CLASSES, *(f"ends_{e}" for e in _ENDINGS), "digit", "capital", "mark", "length")


@lru_cache(maxsize=65536)
def _properties(word: str) -> tuple[float, ...]:
    low = word.lower().replace("’", "'")
    return (
        *(float(low in members) for members in _MEMBERS.values()),
        *(float(len(low) > len(e) + 2 and low.endswith(e)) for e in _ENDINGS),
        float(any(c.isdigit() for c in word)),
        float(word[:1].isupper()),
        float(not any(c.isalnum() for c in word)),
        float(min(len(word), 20)),
    )


def properties(words: tuple[str, ...]) -> NDArray[np.float32]:
    """Shape (words, len(PROPERTIES)): 0 or 1 each, but `length` in characters, at most 20."""
    return np.array([_properties(w) for w in words], np.float32).reshape(len(words), len(PROPERTIES))
