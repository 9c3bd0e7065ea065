"""Encoders: sentence and word vectors."""

from __future__ import annotations

import sys

from dedup.encoder.interface import Encoder
from dedup.errors import ModelError

__all__ = ["load_encoder"]


def load_encoder(model: str | None = None) -> Encoder:
    """The encoder of that name or path, or of the model that comes with dedup.

    Args:
        model: a sentence-transformers model: a folder, or a name on the Hugging Face hub.

    Raises:
        ModelError: there is no such model here, or it cannot be run.
    """
    from dedup.encoder.models import find_model

    found = find_model(model)
    if found.is_default:
        try:
            from dedup.encoder.minilm import MiniLM

            return MiniLM(found)
        except (ImportError, ModelError) as error:
            sys.stderr.write(f"dedup: note: slower start, the fast path cannot be used: {error}\n")
    from dedup.encoder.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(found)
