"""Encoders: sentence and word vectors."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dedup.encoder.models import Model, find_model
from dedup.errors import ModelError

if TYPE_CHECKING:
    from dedup.encoder.interface import Encoder

__all__ = ["load_encoder"]


def load_encoder(model: str | None = None, *, cache: bool = True, threads: int | None = None) -> Encoder:
    """The encoder of that name or path, or of the model that comes with dedup.

    Args:
        model: a sentence-transformers model: a folder, or a name on the Hugging Face hub.
        cache: look into the user's vector cache before computing, and keep there what is computed.
            The model that comes with dedup is then loaded at the first text not found there.
        threads: how many it may use; None: one for each core.

    Raises:
        ModelError: there is no such model here, or it cannot be run.
    """
    found = find_model(model)
    if not cache:
        return _load(found, threads)
    from dedup.encoder.cache import VectorCache
    from dedup.encoder.cached import CachedEncoder

    if found.folder is None:  # It has to be fetched, and only then its revision is known.
        loaded = _load(found, threads)
        found = find_model(model)
        return CachedEncoder(found.name, lambda: loaded, VectorCache())
    return CachedEncoder(found.name, lambda: _load(found, threads), VectorCache())


def _load(found: Model, threads: int | None) -> Encoder:
    if found.is_default:
        try:
            from dedup.encoder.minilm import MiniLM

            return MiniLM(found, threads)
        except (ImportError, ModelError) as error:
            sys.stderr.write(f"dedup: note: slower start, the fast path cannot be used: {error}\n")
    from dedup.encoder.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(found, threads)
