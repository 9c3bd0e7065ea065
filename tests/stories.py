"""Two stories written out in every format."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

NAV = """<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li>
<li><a href="/sport">Sport</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to give you the best experience on our site.</p></div>"""
RELATED = """<aside class="related-posts"><h3>Related stories</h3><ul>
<li><a href="/a">Sandstorm shuts the airport for a second day</a></li>
<li><a href="/b">Ten things to know about the southern oases</a></li></ul></aside>"""
COMMENTS = """<section id="comments" class="comments-area"><h2 class="comments-title">2 comments</h2>
<ol class="comment-list"><li class="comment"><p>Thank you for this very interesting report from the region.</p></li>
<li class="comment"><p>I do not agree with a word of it, and my cousin was there.</p></li></ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form id="commentform">
<p>Your email address will not be published. Required fields are marked *</p>
<label>Comment</label><textarea></textarea><button>Post Comment</button></form></div></section>"""
FOOTER = "<footer><p>© 2020 The Desert Courier. All rights reserved.</p></footer>"


@dataclass(frozen=True)
class Story:
    """A headline and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Story:
        title, *rest = [line for line in text.splitlines() if line.strip()]
        return cls(title, tuple(rest))

    @property
    def text(self) -> str:
        return "\n\n".join((self.title, *self.paragraphs))

    @property
    def html(self) -> str:
        return "".join(f"<p>{escape(p, quote=False)}</p>\n" for p in self.paragraphs)

    def page(self, *, amp: bool = False) -> str:
        mark = " amp" if amp else ""
        return f"""<!doctype html><html lang="en"{mark}><head><meta charset="utf-8">
<title>{escape(self.title)} | The Desert Courier</title>
<meta property="og:title" content={quoteattr(self.title)}><meta name="author" content="Ann Lee">
<meta property="og:site_name" content="The Desert Courier">
<meta property="article:published_time" content="2020-06-08T09:00:00+02:00">
<meta property="article:modified_time" content="2020-06-09T10:30:00Z">
<script>var tracking = "We use cookies";</script></head><body>{NAV}
<main><article><h1>{escape(self.title)}</h1>
{self.html}</article>{RELATED}{COMMENTS}</main>{FOOTER}</body></html>"""


Stories = tuple[Story, Story]


def _text(folder: Path, stories: Stories) -> None:
    for name, story in zip("ab", stories, strict=True):
        (folder / f"{name}.txt").write_text(story.text, encoding="utf-8")


def _markdown(folder: Path, stories: Stories) -> None:
    for name, story in zip("ab", stories, strict=True):
        body = "\n\n".join(
            p.replace("*", r"\*").replace("[", r"\[").replace("_", r"\_") for p in story.paragraphs
        )
        (folder / f"{name}.md").write_text(f"# {story.title}\n\n{body}\n", encoding="utf-8")


def _html(folder: Path, stories: Stories) -> None:
    for name, story in zip("ab", stories, strict=True):
        (folder / f"{name}.html").write_text(story.page(), encoding="utf-8")


def _amp(folder: Path, stories: Stories) -> None:
    for name, story in zip("ab", stories, strict=True):
        (folder / f"{name}.html").write_text(story.page(amp=True), encoding="utf-8")


def _rss(folder: Path, stories: Stories) -> None:
    items = "".join(
        f"<item><guid>urn:{n}</guid><title>{xml_escape(s.title)}</title><link>https://e.example/{n}</link>"
        f"<pubDate>Mon, 08 Jun 2020 09:0{n}:00 +0200</pubDate><description>A summary.</description>"
        f"<content:encoded><![CDATA[{s.html}]]></content:encoded></item>"
        for n, s in enumerate(stories)
    )
    (folder / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>The Desert Courier</title><language>en</language>{items}</channel></rss>",
        encoding="utf-8",
    )


def _atom(folder: Path, stories: Stories) -> None:
    entries = "".join(
        f"<entry><id>urn:{n}</id><title>{xml_escape(s.title)}</title><link href='https://e.example/{n}'/>"
        f"<updated>2020-06-09T10:30:00Z</updated><published>2020-06-08T07:00:00Z</published>"
        f"<author><name>Ann Lee</name></author><content type='html'>{xml_escape(s.html)}</content></entry>"
        for n, s in enumerate(stories)
    )
    (folder / "feed.atom").write_text(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>The Desert Courier</title>{entries}</feed>",
        encoding="utf-8",
    )


def _rss1(folder: Path, stories: Stories) -> None:
    items = "".join(
        f'<item rdf:about="https://e.example/{n}"><title>{xml_escape(s.title)}</title>'
        f"<link>https://e.example/{n}</link><description>{xml_escape(s.html)}</description></item>"
        for n, s in enumerate(stories)
    )
    (folder / "feed.rdf").write_text(
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://e.example/"><title>T</title></channel>'
        f"{items}</rdf:RDF>",
        encoding="utf-8",
    )


def _jsonfeed(folder: Path, stories: Stories) -> None:
    items = [{"id": str(n), "title": s.title, "content_html": s.html} for n, s in enumerate(stories)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Desert Courier", "items": items}
    (folder / "feed.json").write_text(json.dumps(feed), encoding="utf-8")


def _jsonl(folder: Path, stories: Stories) -> None:
    lines = [json.dumps({"id": str(n), "text": s.text}) for n, s in enumerate(stories)]
    (folder / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")


def _jsonl_gz(folder: Path, stories: Stories) -> None:
    lines = [json.dumps({"id": str(n), "text": s.text}) for n, s in enumerate(stories)]
    (folder / "all.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))


def _json(folder: Path, stories: Stories) -> None:
    rows = [{"guid": n, "headline": s.title, "body": s.text} for n, s in enumerate(stories)]
    (folder / "all.json").write_text(json.dumps({"articles": rows}, indent=1), encoding="utf-8")


def _csv(folder: Path, stories: Stories, delimiter: str = ",", name: str = "all.csv") -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["id", "date", "article"])
    writer.writerows([n, "2020-06-08", s.text] for n, s in enumerate(stories))
    (folder / name).write_text(out.getvalue(), encoding="utf-8")


def _tsv(folder: Path, stories: Stories) -> None:
    _csv(folder, stories, "\t", "all.tsv")


def _ninjs(folder: Path, stories: Stories) -> None:
    for n, story in enumerate(stories):
        item = {"uri": f"urn:{n}", "headline": story.title, "body_xhtml": story.html}
        (folder / f"{n}.json").write_text(json.dumps(item), encoding="utf-8")


def _newsml(folder: Path, stories: Stories) -> None:
    items = "".join(
        f'<newsItem guid="urn:{n}" xml:lang="en"><contentMeta><headline>{xml_escape(s.title)}</headline>'
        "<contentCreated>2020-06-08T07:00:00Z</contentCreated></contentMeta><contentSet><inlineXML>"
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{s.html}</body></html>'
        "</inlineXML></contentSet></newsItem>"
        for n, s in enumerate(stories)
    )
    (folder / "news.xml").write_text(
        '<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>'
        f"{items}</itemSet></newsMessage>",
        encoding="utf-8",
    )


def _docx(folder: Path, stories: Stories) -> None:
    import docx

    for name, story in zip("ab", stories, strict=True):
        word = docx.Document()
        word.add_heading(story.title, level=0)
        for paragraph in story.paragraphs:
            word.add_paragraph(paragraph)
        word.save(str(folder / f"{name}.docx"))


def _parquet(folder: Path, stories: Stories) -> None:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"id": ["0", "1"], "content": [s.text for s in stories]})
    pyarrow.parquet.write_table(table, folder / "all.parquet")


def _warc(folder: Path, stories: Stories) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (folder / "crawl.warc.gz").open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for n, story in enumerate(stories):
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            writer.write_record(
                writer.create_warc_record(
                    f"https://e.example/{n}",
                    "response",
                    payload=io.BytesIO(story.page().encode()),
                    http_headers=headers,
                )
            )


FORMATS: dict[str, Callable[[Path, Stories], None]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "amp": _amp,
    "rss": _rss,
    "atom": _atom,
    "rss1": _rss1,
    "jsonfeed": _jsonfeed,
    "jsonl": _jsonl,
    "jsonl.gz": _jsonl_gz,
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "ninjs": _ninjs,
    "newsml": _newsml,
    "docx": _docx,
    "parquet": _parquet,
    "warc": _warc,
}


def pdf_of(story: Story, width: int = 90) -> bytes:
    """A PDF with one text line an operator, as simple word processors write it (Latin-1 text only)."""
    import textwrap

    rows = []
    for paragraph in (story.title, *story.paragraphs):
        rows += [*textwrap.wrap(paragraph, width, break_on_hyphens=False), ""]
    pages = [rows[i : i + 120] for i in range(0, len(rows), 120)]
    objects: list[bytes] = [
        b"",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        drawn = b"BT /F1 5 Tf 6.5 TL 40 780 Td\n"
        for row in page:
            raw = (
                row.encode("cp1252", errors="replace")
                .replace(b"\\", rb"\\")
                .replace(b"(", rb"\(")
                .replace(b")", rb"\)")
            )
            drawn += b"(" + raw + b") Tj T*\n"
        drawn += b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            start,
        )
    )


def zip_bomb() -> bytes:
    """A .docx whose document unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"\0" * 1_000_000)
    return out.getvalue()
