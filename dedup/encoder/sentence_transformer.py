"""Any sentence-transformers model, by name or path: cheap to import, slow to load."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from dedup.encoder.interface import Vectors
from dedup.encoder.models import Model
from dedup.encoder.words import well_formed, word_means
from dedup.errors import ModelError

_BATCH = 64
_PATIENCE = 10.0  # seconds for the hub to answer


class SentenceTransformerEncoder:
    """A model run by sentence-transformers on torch, on a GPU where there is one (see `Encoder`).

    Args:
        model: which one.
        threads: that torch may use in this process; None: as many as it likes.

    Raises:
        ModelError: the model is not there, or is none that sentence-transformers can run.
    """

    def __init__(self, model: Model, threads: int | None = None) -> None:
        self.name = model.name
        with _quiet():
            self._model = _load(model)
        if threads:
            import torch

            torch.set_num_threads(threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension); sentence-transformers batches them by length."""
        vectors = np.zeros((len(texts), self._dimension()), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        if filled:
            with _quiet():
                vectors[filled] = self._model.encode(
                    [well_formed(texts[i]) for i in filled],
                    batch_size=_BATCH,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
        return vectors

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """Hidden states of each word (mean over its pieces), shape (words, layers, dimension) a text.

        Words past the model's longest input, and words it has no piece for, are zero.
        """
        found: list[Vectors | None] = [None] * len(texts)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(texts), _BATCH):
            batch = by_length[start : start + _BATCH]
            for i, states in zip(
                batch, self._word_states([list(map(well_formed, texts[i])) for i in batch]), strict=True
            ):
                found[i] = states
        return [states for states in found if states is not None]

    def _dimension(self) -> int:
        size = self._model.get_embedding_dimension()
        if size is None:
            raise ModelError(f"{self.name} does not say how long its vectors are; name another model")
        return int(size)

    def _word_states(self, batch: list[list[str]]) -> Iterator[Vectors]:
        import torch

        tokenizer, module = self._model.tokenizer, self._model[0].auto_model
        pieces = tokenizer(
            [words or [""] for words in batch],
            is_split_into_words=True,
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_tensors="pt",
        )
        with torch.inference_mode():
            layers = module(**pieces.to(self._model.device), output_hidden_states=True).hidden_states
        states = torch.stack(layers, dim=2).float().cpu().numpy()
        for row, words in enumerate(batch):
            yield word_means(states[row], pieces.word_ids(row), len(words))


def _load(model: Model) -> Any:
    try:
        if model.folder is None:
            _ask_hub(model.location)
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            f"the model {model.location} needs sentence-transformers, which cannot be imported ({error}); "
            "pip install sentence-transformers"
        ) from error
    try:
        return SentenceTransformer(model.location, local_files_only=model.folder is not None)
    except Exception as error:  # The library raises whatever its backends raise; all mean the same here.
        reason = str(error).strip().splitlines()
        raise _cannot_load(model.location, reason[0] if reason else type(error).__name__) from error


def _ask_hub(name: str) -> None:
    """Whether the hub answers at all, before libraries are loaded that would try to reach it for a minute."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        HfApi().model_info(name, timeout=_PATIENCE)
    except (HfHubHTTPError, ValueError):
        return  # it did, or the name is none: that is for the library to say, which reads short names, too
    except Exception as error:  # that of whatever speaks HTTP for the hub's client
        raise _cannot_load(name, f"huggingface.co cannot be reached ({error}).") from error


def _cannot_load(name: str, reason: str) -> ModelError:
    return ModelError(
        f"cannot load the model {name!r}: {reason} "
        "Give --model the folder of a sentence-transformers model, or its name on huggingface.co "
        "(which needs the network once), or leave it out for the model that comes with dedup."
    )


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Hide the progress bars and load reports that transformers prints on standard error."""
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        logging.disable(before)
