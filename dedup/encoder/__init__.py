"""Encoders: sentence and word vectors."""

from __future__ import annotations

from dedup.encoder.interface import Encoder

__all__ = ["load_encoder"]


def load_encoder(model: str | None = None) -> Encoder:
    """The encoder of that name or path, or of the model that comes with dedup.

    Args:
        model: a sentence-transformers model: a folder, or a name on the Hugging Face hub.

    Raises:
        ModelError: there is no such model here, or it cannot be run.
    """
    from dedup.encoder.models import find_model
    from dedup.encoder.sentence_transformer import SentenceTransformerEncoder

    return SentenceTransformerEncoder(find_model(model))
