"""Pages from the web: politely, within limits, and never from inside the user's own network."""

from __future__ import annotations

import io
import ipaddress
import mimetypes
import socket
import time
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from dedup.errors import InputError
from dedup.readers.cache import Kept, PageCache
from dedup.readers.interface import HEAD, MAX_DOCUMENT, Source
from dedup.readers.whole import GZIP, too_long, unpacked

if TYPE_CHECKING:
    import httpx2

_MAX_REDIRECTS = 5
_TIMEOUT = 10.0  # seconds for connecting, and for each part of the answer
_DEADLINE = 60.0  # seconds for one answer altogether
_MAX_ROBOTS = 500 * 1024  # bytes, as RFC 9309 asks at least
_LONGEST_DELAY = 10.0  # seconds of a crawl delay that are kept
_REDIRECTS = (301, 302, 303, 307, 308)
# Networks in which an IPv4 address stands inside an IPv6 one: NAT64 (RFC 6052), IPv4-compatible.
_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))


class Fetcher:
    """Fetches pages; one for each run.

    Args:
        allow_private: let loopback, private and reserved addresses through.
        folder: of the cache; None: the user's own.
    """

    def __init__(self, *, allow_private: bool = False, folder: Path | None = None) -> None:
        import httpx2

        self._allow_private = allow_private
        self._cache = PageCache(folder)
        self._rules: dict[str, Any] = {}
        self._last: dict[str, float] = {}
        # No proxy and no .netrc from the environment: the address that was checked is the one connected to.
        self._client = httpx2.Client(
            headers={
                "User-Agent": agent(),
                "Accept": "text/html,application/xhtml+xml,application/xml,*/*;q=0.8",
            },
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, url: str) -> Source:
        """The page at `url`, from the cache where its server says that it has not changed.

        Raises:
            InputError: the address is no http(s) URL, is private or forbidden by robots.txt, or the page
                cannot be had within the limits.
        """
        known = self._cache.get(url)
        at = _parts(url, url)
        for _ in range(_MAX_REDIRECTS + 1):
            self._ask_robots(at, url)
            answer, raw = self._get(at, url, known.validators if known else {}, MAX_DOCUMENT)
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                at = _parts(urljoin(urlunsplit(at), answer.headers["location"]), url)
                continue
            if answer.status_code == 304 and known is not None:
                return _source(url, known)
            if not answer.is_success:
                raise InputError(
                    url, f"the server answers {answer.status_code} {answer.reason_phrase}".rstrip()
                )
            kept = Kept(
                body=raw,
                url=urlunsplit(at),
                kind=answer.headers.get("content-type", ""),
                etag=answer.headers.get("etag"),
                modified=answer.headers.get("last-modified"),
            )
            self._cache.put(url, kept, storable="no-store" not in answer.headers.get("cache-control", ""))
            return _source(url, kept)
        raise InputError(url, f"redirects more than {_MAX_REDIRECTS} times")

    def _ask_robots(self, at: SplitResult, url: str) -> None:
        """Keep the rules of the site's robots.txt (RFC 9309), and its crawl delay."""
        from protego import Protego

        site = f"{at.scheme}://{at.netloc}"
        if site not in self._rules:
            self._rules[site] = Protego.parse(self._robots(_parts(f"{site}/robots.txt", url), url))
        rules = self._rules[site]
        if rules is None or not rules.can_fetch(urlunsplit(at), agent()):
            raise InputError(
                url, "robots.txt of the site forbids reading this page; save it and give the file"
            )
        delay = min(float(rules.crawl_delay(agent()) or 0), _LONGEST_DELAY)
        wait = self._last.get(site, -delay) + delay - time.monotonic()
        if site in self._last and wait > 0:
            time.sleep(wait)
        self._last[site] = time.monotonic()

    def _robots(self, at: SplitResult, url: str) -> str:
        for _ in range(_MAX_REDIRECTS + 1):
            answer, raw = self._get(at, url, {}, _MAX_ROBOTS, whole=False)
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                at = _parts(urljoin(urlunsplit(at), answer.headers["location"]), url)
                continue
            if answer.status_code >= 500:
                raise InputError(url, f"robots.txt of the site answers {answer.status_code}; try again later")
            return raw.decode("utf-8", errors="replace") if answer.is_success else ""
        return ""

    def _get(
        self, at: SplitResult, url: str, validators: Mapping[str, str], limit: int, *, whole: bool = True
    ) -> tuple[httpx2.Response, bytes]:
        """One request to the address that was checked; the answer and its body, at most `limit` bytes.

        Args:
            at: where to.
            url: what messages name.
            validators: headers that make the request conditional.
            limit: bytes of the body.
            whole: a longer body is an error; else it is cut.
        """
        import httpx2

        host = at.hostname or ""
        port = at.port or (443 if at.scheme == "https" else 80)
        address = self._address(host, port, url)
        netloc = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        request = self._client.build_request(
            "GET",
            urlunsplit((at.scheme, netloc, at.path or "/", at.query, "")),
            headers={"Host": at.netloc, **validators},
            # The certificate is checked for the name, the connection goes to the address.
            extensions={"sni_hostname": host},
        )
        until = time.monotonic() + _DEADLINE
        body = bytearray()
        try:
            answer = self._client.send(request, stream=True)
            try:
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > limit:
                        if whole:
                            raise InputError(url, too_long(limit))
                        break
                    if time.monotonic() > until:
                        raise InputError(
                            url, f"takes longer than {_DEADLINE:.0f} seconds; save it and give the file"
                        )
            finally:
                answer.close()
        except httpx2.TimeoutException:
            raise InputError(url, f"the server does not answer within {_TIMEOUT:.0f} seconds") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, ValueError, OSError) as error:
            raise InputError(url, f"cannot be fetched ({error or type(error).__name__})") from None
        return answer, bytes(body[:limit])

    def _address(self, host: str, port: int, url: str) -> str:
        """The address to connect to; every address that the name has must be a public one."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InputError(
                url, f"“{host}” cannot be found ({getattr(error, 'strerror', None) or error})"
            ) from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    problem = f"“{host}” is {address}, a private or reserved address"
                    raise InputError(url, f"{problem}; give --allow-private to read it")
        return addresses[0]


def agent() -> str:
    """What we call ourselves, to servers and in robots.txt."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"dedup/{version('dedup')}"
    except PackageNotFoundError:
        return "dedup"


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, an IPv4 address inside an IPv6 one included."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and any(ip in network for network in _EMBEDDING):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _parts(address: str, url: str) -> SplitResult:
    try:
        at = urlsplit(address)
        host, _ = at.hostname, at.port
    except ValueError as error:
        raise InputError(url, f"is no address that can be read ({error})") from None
    if at.scheme not in ("http", "https"):
        raise InputError(url, f"leads to a “{at.scheme}:” address; only http and https are read")
    if not host:
        raise InputError(url, "names no server; check the address")
    if at.username is not None or at.password is not None:
        raise InputError(
            url, "holds a user name or password, which are not sent; save the page and give the file"
        )
    return at


def _source(url: str, kept: Kept) -> Source:
    kind, _, parameters = kept.kind.partition(";")
    charset = None
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip(" \"'") or None
    packed = kept.body.startswith(GZIP)
    stream = cast(BinaryIO, io.BytesIO(kept.body))
    head = unpacked(cast(BinaryIO, io.BytesIO(kept.body)), url).read(HEAD) if packed else kept.body[:HEAD]
    path = PurePosixPath(urlsplit(kept.url).path.lower().removesuffix(".gz"))
    suffix = path.suffix or mimetypes.guess_extension(kind.strip().lower()) or ""
    return Source(
        url, suffix, head, lambda: unpacked(stream, url) if packed else stream, charset=charset, url=kept.url
    )
