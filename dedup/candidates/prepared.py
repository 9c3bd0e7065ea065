"""A document made ready for judging once, however many pairs it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from dedup.candidates.corpus import line_hash
from dedup.candidates.evidence import MOST_SENTENCES
from dedup.candidates.features import Features, Tokens, tokens
from dedup.documents import Document
from dedup.encoder.interface import Encoder, Vectors
from dedup.text.sentences import sentences


@dataclass(slots=True)
class Prepared:
    """The story of a document, furniture left out, as tokens, features and sentences.

    All but the passages is made when a pair first asks for it. `whole` says that nothing was left out.
    """

    passages: tuple[str, ...]
    whole: bool
    _tokens: list[str] | None = field(default=None, repr=False)
    _features: Features | None = field(default=None, repr=False)
    _sentences: list[str] | None = field(default=None, repr=False)
    _words: list[list[str]] | None = field(default=None, repr=False)
    _vectors: Vectors | None = field(default=None, repr=False)

    @classmethod
    def of(cls, document: Document, without: frozenset[int] = frozenset()) -> Prepared:
        """From a segmented document.

        Args:
            document: with paragraphs.
            without: hashes of passages (`corpus.line_hash`) that are a site's and not the story's.
        """
        passages = [p.span.of(document.text) for p in document.story()]
        if without:
            passages = [passage for passage in passages if line_hash(tokens(passage)) not in without]
        return cls(tuple(passages), not without and len(passages) == len(document.paragraphs))

    @property
    def tokens(self) -> list[str]:
        """The tokens of all passages."""
        if self._tokens is None:
            self._tokens = [token for passage in self.passages for token in tokens(passage)]
        return self._tokens

    @property
    def features(self) -> Features:
        """The features of the tokens."""
        if self._features is None:
            self._features = Tokens.of(self.tokens).features()
        return self._features

    @property
    def sentences(self) -> list[str]:
        """The sentences that hold a word, at most the first `MOST_SENTENCES`."""
        self._split()
        assert self._sentences is not None
        return self._sentences

    @property
    def words(self) -> list[list[str]]:
        """The tokens of each sentence; as many lists as `sentences`."""
        self._split()
        assert self._words is not None
        return self._words

    def vectors(self, encoder: Callable[[], Encoder]) -> Vectors:
        """One unit vector for each sentence, shape (len(sentences), dimension)."""
        if self._vectors is None:
            self._vectors = np.asarray(encoder().encode(self.sentences))
        return self._vectors

    def _split(self) -> None:
        if self._sentences is not None:
            return
        self._sentences, self._words = [], []
        for passage in self.passages:
            for span in sentences(passage):
                text = span.of(passage)
                if found := tokens(text):
                    self._sentences.append(text)
                    self._words.append(found)
                if len(self._sentences) == MOST_SENTENCES:
                    return


def story_text(document: Document) -> str:
    """The text that candidates are found by; furniture is left out where the reader already told it."""
    if not document.paragraphs:
        return document.text
    return "\n".join(p.span.of(document.text) for p in document.story())
