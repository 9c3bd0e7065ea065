"""Libraries that only some users need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dedup.errors import InputError


def need(module: str, extra: str, source: str) -> Any:
    """The module that reads this format.

    Raises:
        InputError: it is not installed; the message says how to get it.
    """
    try:
        return import_module(module)
    except ImportError:
        raise InputError(
            source, f"needs a reader that is not installed; run: pip install 'dedup[{extra}]'"
        ) from None
