"""Feeds: what they say of an item, and which of its texts is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers import read


def items_of(content: str, folder: Path, name: str = "feed.xml", **options: Any) -> list[Any]:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return list(read([str(file)], **options))


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title><language>en-gb</language>'
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    )


def test_what_an_item_says_of_itself_is_carried_through(tmp_path: Path) -> None:
    (item,) = items_of(
        rss(
            "<guid>urn:1</guid><title>Piers &amp;amp; quays</title><link>https://e.example/1</link>"
            "<dc:creator>Ann Lee</dc:creator><pubDate>Mon, 08 Jun 2020 09:00:00 +0200</pubDate>"
            "<description>&lt;p&gt;Two piers closed.&lt;/p&gt;</description>"
        ),
        tmp_path,
    )
    assert item.text == "Piers & quays\n\nTwo piers closed."
    assert (item.id, item.url, item.byline, item.site) == (
        "urn:1",
        "https://e.example/1",
        "Ann Lee",
        "The Courier",
    )
    assert (item.published, item.language) == ("2020-06-08T07:00:00Z", "en-gb")


def test_full_content_goes_before_the_summary_and_the_summary_before_the_page(tmp_path: Path) -> None:
    full, short, bare = items_of(
        rss(
            "<guid>1</guid><description>Short.</description><content:encoded>Full text here.</content:encoded>",
            "<guid>2</guid><description>Short.</description>",
            "<guid>3</guid><title>Bare</title><link>https://e.example/3</link>",
        ),
        tmp_path,
    )
    assert (full.text, short.text) == ("Full text here.", "Short.")
    assert isinstance(bare, InputError)
    assert "--fetch" in str(bare)
    assert "https://e.example/3" in str(bare)


def test_the_same_item_twice_is_one_document(tmp_path: Path) -> None:
    found = items_of(
        rss(
            "<guid>1</guid><link>https://e.example/1</link><description>First reading.</description>"
            "<pubDate>Mon, 08 Jun 2020 09:00:00 +0200</pubDate>",
            "<guid>2</guid><link>https://e.example/2</link><description>Another story.</description>",
            "<guid>1</guid><link>https://e.example/1</link><description>Corrected reading.</description>"
            "<pubDate>Tue, 09 Jun 2020 09:00:00 +0200</pubDate>",
            "<guid>other</guid><link>https://e.example/2</link><description>Another story.</description>",
        ),
        tmp_path,
    )
    assert [item.text for item in found] == ["Corrected reading.", "Another story."]
    assert "2 times" in found[0].notes[-1]


def test_a_broken_feed_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (item,) = items_of(rss("<guid>1</guid><description>Kept & whole.</description>")[:-20], tmp_path)
    assert item.text == "Kept & whole."
    assert "not well-formed" in item.notes[0]


@pytest.mark.parametrize("content", ["<rss></rss>", "<feed/>", rss()])
def test_a_feed_without_items_is_an_error(content: str, tmp_path: Path) -> None:
    (item,) = items_of(content, tmp_path)
    assert isinstance(item, InputError)


def test_entities_of_a_feed_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET", encoding="utf-8")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE rss [<!ENTITY l0 "lol"><!ENTITY file SYSTEM "{secret.as_uri()}">{bomb}]>'
    body = rss("<guid>1</guid><description>Text &file; and &l9; end.</description>").partition("?>")[2]
    for item in items_of(f'<?xml version="1.0"?>{head}{body}', tmp_path):
        assert "TOP SECRET" not in str(item)
        assert "lol" not in str(item)


def test_json_feed_items(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "title": "The Courier",
        "items": [
            {"id": 1, "title": "T", "content_html": "<p>One &amp; two.</p><p>Three.</p>", "date_modified": "2020-06-08T09:00:00+02:00",
             "authors": [{"name": "Ann"}, {"name": "Bo"}]},
            {"id": 2, "content_text": "Plain.\nText."},
            {"id": 3},
            "no item",
            {"id": 1, "content_text": "again", "date_modified": "2019-01-01T00:00:00Z"},
        ],
    }  # fmt: skip
    one, two, three, four = items_of(json.dumps(feed), tmp_path, "one-line.json")
    assert one.text == "T\n\nOne & two.\n\nThree."
    assert (one.id, one.updated, one.byline, one.site) == (
        "1",
        "2020-06-08T07:00:00Z",
        "Ann, Bo",
        "The Courier",
    )
    assert two.text == "Plain.\n\nText."
    assert isinstance(three, InputError)
    assert three.item == "3"
    assert isinstance(four, InputError)


def test_a_sitemap_needs_fetching(tmp_path: Path) -> None:
    (item,) = items_of(
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://e.example/1</loc></url><url><loc>https://e.example/2</loc></url></urlset>",
        tmp_path,
    )
    assert isinstance(item, InputError)
    assert "2 items link" in str(item)


def test_newsml_and_ninjs_say_what_they_know(tmp_path: Path) -> None:
    newsml = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:x" xml:lang="de"><itemMeta>'
        "<versionCreated>2020-06-09T08:00:00Z</versionCreated></itemMeta><contentMeta><headline>Titel</headline>"
        "<contentCreated>2020-06-08T08:00:00Z</contentCreated><by>Ann Lee</by></contentMeta><contentSet><inlineXML>"
        "<nitf><body><body.head><hedline><hl1>Titel</hl1></hedline></body.head><body.content><p>Ein Satz.</p>"
        "</body.content></body></nitf></inlineXML></contentSet></newsItem>"
    )
    (item,) = items_of(newsml, tmp_path, "a.xml")
    assert isinstance(item, Document)
    assert (item.id, item.text, item.language, item.byline) == (
        "tag:x",
        "Titel\n\nEin Satz.",
        "de",
        "Ann Lee",
    )
    assert (item.published, item.updated) == ("2020-06-08T08:00:00Z", "2020-06-09T08:00:00Z")
    ninjs = {
        "uri": "u",
        "headlines": [{"role": "main", "value": "T"}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": "<p>One.</p>"}],
        "versionCreated": "2020-06-09T08:00:00Z",
    }
    (item,) = items_of(json.dumps(ninjs), tmp_path, "b.json")
    assert (item.id, item.text, item.updated) == ("u", "T\n\nOne.", "2020-06-09T08:00:00Z")
