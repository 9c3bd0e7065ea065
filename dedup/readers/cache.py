"""Fetched pages kept on disk, so that a page that has not changed is not sent again."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

_DAYS = 30  # an entry not used for so long is removed


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer of a server.

    Args:
        body: the page.
        url: where it was found after all redirects.
        kind: its Content-Type.
        etag, modified: what its server tells versions apart by.
    """

    body: bytes
    url: str
    kind: str
    etag: str | None
    modified: str | None

    @property
    def validators(self) -> dict[str, str]:
        """The headers of a conditional request (RFC 9110)."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in headers.items() if value}


class PageCache:
    """Answers by the address asked for; a folder that cannot be written only means no cache.

    Args:
        folder: where; None: the user's cache folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is None:
            from platformdirs import user_cache_path

            folder = user_cache_path("dedup") / "pages"
        self._folder = folder
        self._prune()

    def get(self, url: str) -> Kept | None:
        """What was kept of `url`, or None."""
        try:
            path = self._path(url)
            head, _, body = path.read_bytes().partition(b"\n")
            about = json.loads(head)
            if about["asked"] != url:
                return None
            os.utime(path)
            return Kept(body, about["url"], about["kind"], about["etag"], about["modified"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, kept: Kept, *, storable: bool) -> None:
        """Keep an answer, where its server lets us and tells its versions apart."""
        if not storable or not kept.validators:
            return
        about = {
            "asked": url,
            "url": kept.url,
            "kind": kept.kind,
            "etag": kept.etag,
            "modified": kept.modified,
        }
        path = self._path(url)
        part = path.with_suffix(f".{os.getpid()}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(json.dumps(about).encode() + b"\n" + kept.body)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)

    def _path(self, url: str) -> Path:
        return self._folder / hashlib.sha256(url.encode("utf-8", errors="surrogatepass")).hexdigest()

    def _prune(self) -> None:
        try:
            for path in self._folder.iterdir():
                if path.stat().st_mtime < time.time() - _DAYS * 86400:
                    path.unlink(missing_ok=True)
        except OSError:
            return
