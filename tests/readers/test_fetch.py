"""URLs, against a server on this machine: polite, within limits, and never into a private network unasked."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from stories import Story
from support import ARTICLES, Ran

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers import fetch, read, read_one
from dedup.readers.fetch import Fetcher, is_public

STORY = Story.of((ARTICLES / "libya_airlift.txt").read_text(encoding="utf-8"))
Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A small web site: pages by path, and a record of what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[Any], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                answer = site.pages.get(self.path, (404, {}, b"nothing here"))
                status, headers, body = answer(self) if callable(answer) else answer
                try:
                    self.send_response(status)
                    for name, value in {"Content-Length": str(len(body)), **headers}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    pass  # the client had enough

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def page(
        self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> str:
        raw = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = (
            200,
            {"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}},
            raw,
        )
        return self.url + path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = Site()
    yield found
    found.server.shutdown()
    found.server.server_close()


def problem(url: str, **options: Any) -> str:
    with pytest.raises(InputError) as caught:
        read_one(url, allow_private=True, **options)
    return str(caught.value)


def test_a_page_is_read_with_what_it_says(site: Site) -> None:
    document = read_one(site.page("/a", STORY.page()), allow_private=True)
    assert [p.span.of(document.text) for p in document.story()] == [STORY.title, *STORY.paragraphs]
    assert (document.id, document.url) == (site.url + "/a", site.url + "/a")
    agent = site.asked[-1][1]["user-agent"]
    assert agent.startswith("dedup")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_the_header_declares_the_encoding(site: Site) -> None:
    url = site.page("/a", "El señor Muñoz llegó.".encode("iso8859-15"), "text/plain; charset=ISO-8859-15")
    assert read_one(url, allow_private=True).text == "El señor Muñoz llegó."


def test_private_addresses_are_refused_unless_allowed(site: Site) -> None:
    url = site.page("/a", STORY.page())
    with pytest.raises(InputError, match="private or reserved address; give --allow-private"):
        read_one(url)
    with pytest.raises(InputError, match="private"):
        read_one(url.replace("127.0.0.1", "localhost"))
    assert site.asked == []


def test_every_hop_of_a_redirect_is_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name that leads to a private one: only the first hop is let through."""
    site.page("/secret", STORY.page())
    site.pages["/a"] = (302, {"Location": f"http://inside.example:{site.server.server_port}/secret"}, b"")
    real = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **options: Any) -> Any:
        return real("127.0.0.1" if host.endswith(".example") else host, *rest, **options)

    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(fetch, "is_public", lambda address: seen.append(address) or len(seen) <= 2)
    seen: list[str] = []
    with pytest.raises(InputError, match=r"inside\.example” is 127\.0\.0\.1, a private"):
        read_one(f"http://outside.example:{site.server.server_port}/a")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]
    assert site.asked[0][1]["host"] == f"outside.example:{site.server.server_port}"


def test_one_private_address_among_public_ones_is_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = [(socket.AF_INET, 1, 6, "", (a, 80)) for a in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(fetch.socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(InputError, match=r"10\.0\.0\.1, a private"):
        Fetcher(folder=tmp_path).fetch("http://mixed.example/")


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
     ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
     ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False),
     ("fc00::1", False), ("::ffff:127.0.0.1", False), ("::ffff:8.8.8.8", True), ("64:ff9b::7f00:1", False),
     ("::127.0.0.1", False), ("2002:7f00:1::", False), ("::", False)],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://e.example/a", "gopher://e.example/", "http://", "http://[::1", "http://user:secret@e.example/",
     "http://e.example:99999/", "data://text/plain,x"],
)  # fmt: skip
def test_other_schemes_and_odd_addresses_are_refused(url: str) -> None:
    assert problem(url).startswith(url)


def test_a_redirect_to_a_file_is_refused(site: Site) -> None:
    site.pages["/a"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert "“file:” address" in problem(site.url + "/a")


def test_redirects_are_followed_within_a_limit(site: Site) -> None:
    site.page("/end", STORY.page())
    site.pages["/start"] = (301, {"Location": "/end"}, b"")
    assert read_one(site.url + "/start", allow_private=True).url == site.url + "/end"
    site.pages["/round"] = (302, {"Location": "/round"}, b"")
    assert "redirects more than 5 times" in problem(site.url + "/round")


def test_robots_txt_is_kept(site: Site) -> None:
    site.page(
        "/robots.txt",
        "User-agent: *\nDisallow: /private/\n\nUser-agent: dedup\nDisallow: /*.pdf$\n",
        "text/plain",
    )
    site.page("/private/a", STORY.page())
    assert "robots.txt" in problem(site.page("/x.pdf", b"%PDF-"))
    assert read_one(site.url + "/private/a", allow_private=True).title == STORY.title
    site.pages["/robots.txt"] = (503, {}, b"")
    assert "robots.txt of the site answers 503" in problem(site.url + "/private/a")


def test_answers_that_are_too_long_too_slow_or_no_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_DOCUMENT", 100_000)
    assert "is longer than" in problem(site.page("/long", b"x" * 200_000))
    packed = gzip.compress(b"x" * 10_000_000)
    assert "is longer than" in problem(site.page("/bomb", packed, Content_Encoding="gzip"))
    monkeypatch.setattr(fetch, "_TIMEOUT", 0.3)
    site.pages["/slow"] = lambda _: time.sleep(1) or (200, {}, b"")  # type: ignore[func-returns-value]
    assert "does not answer within" in problem(site.url + "/slow")
    assert "answers 404" in problem(site.url + "/none")
    site.server.shutdown()
    site.server.server_close()
    assert "cannot be fetched" in problem(site.url + "/a")


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site) -> None:
    def answer(request: Any) -> Answer:
        if request.headers.get("If-None-Match") == '"v1"':
            return 304, {}, b""
        return 200, {"Content-Type": "text/html", "ETag": '"v1"'}, STORY.page().encode()

    site.pages["/a"] = answer
    first = read_one(site.url + "/a", allow_private=True)
    second = read_one(site.url + "/a", allow_private=True)
    assert first == second
    assert site.asked[-1][1]["if-none-match"] == '"v1"'
    site.page("/a", STORY.page().replace("eleven", "twelve"), ETag='"v2"')
    assert "twelve" in read_one(site.url + "/a", allow_private=True).text
    site.page("/b", STORY.page(), ETag='"x"', Cache_Control="no-store")
    read_one(site.url + "/b", allow_private=True)
    read_one(site.url + "/b", allow_private=True)
    assert "if-none-match" not in site.asked[-1][1]


def test_sitemaps_and_bare_feed_items_lead_to_their_pages(site: Site, tmp_path: Path) -> None:
    a = site.page("/a", STORY.page())
    gone = site.url + "/gone"
    index = site.page(
        "/index.xml", f"<sitemapindex><sitemap><loc>{site.url}/map.xml</loc></sitemap></sitemapindex>"
    )
    site.page(
        "/map.xml",
        f"<urlset><url><loc>{a}</loc></url><url><loc>{gone}</loc></url><url><loc>{a}</loc></url></urlset>",
    )
    for start in (index, site.url + "/map.xml"):
        page, error = read([start], fetch=True, allow_private=True)
        assert isinstance(page, Document)
        assert page.title == STORY.title
        assert isinstance(error, InputError)
        assert gone in str(error)
    feed = tmp_path / "feed.xml"
    feed.write_text(
        f"<rss><channel><title>T</title><item><link>{a}</link><guid>1</guid></item>"
        f"<item><guid>2</guid><link>{gone}</link><description>Said here.</description></item></channel></rss>",
        encoding="utf-8",
    )
    page, said = read([str(feed)], fetch=True, allow_private=True)
    assert isinstance(page, Document)
    assert page.title == STORY.title
    assert isinstance(said, Document)
    assert said.text == "Said here."


def test_compare_and_scan_take_urls(site: Site, dedup: Callable[..., Ran]) -> None:
    a = site.page("/a", STORY.page())
    b = site.page("/b", STORY.page().replace("eleven tonnes", "twelve tonnes"))
    ran = dedup("compare", a, b, "--allow-private")
    assert ran.code == 0, ran.err
    assert "twelve" in ran.out
    ran = dedup("scan", a, b, "--allow-private", "--format", "json", "--fail-on-duplicates")
    assert ran.code == 1, ran.err
    ran = dedup("compare", a, b)
    assert ran.code == 3
    assert "--allow-private" in ran.err
