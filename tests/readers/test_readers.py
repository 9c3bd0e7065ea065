from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from dedup.documents import Document, DocumentPair, Role
from dedup.errors import InputError, UsageError
from dedup.readers import read, read_one
from dedup.readers.pairs import read_pairs

TEXT = "Headline of the day\n\nThe ferry left at noon with forty passengers."


def only(path: Path | str, **options: str) -> Document:
    (item,) = read([str(path)], **options)
    assert isinstance(item, Document), item
    return item


def problem(path: Path | str) -> str:
    (item,) = read([str(path)])
    assert isinstance(item, InputError), item
    return str(item)


def test_plain_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    document = only(file)
    assert (document.text, document.id) == (TEXT, str(file))


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, bom: bytes, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(bom + TEXT.encode(encoding))
    assert only(file).text == TEXT


def test_line_ends_become_line_feeds(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert only(file).text == TEXT


def test_markdown_gives_the_text_a_reader_sees(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        "---\ntitle: 'Kept'\n---\n# The **headline**\n\n"
        "A [link](https://example.org/x) and *stress*,\nwrapped.\n\n"
        "```\ncode\n```\n\n<script>alert(1)</script>\n\n- Post a comment\n",
        encoding="utf-8",
    )
    document = only(file)
    assert document.text == "The headline\n\nA link and stress,\nwrapped.\n\nPost a comment"
    assert document.title == "Kept"
    assert [p.role for p in document.paragraphs] == [Role.TITLE, Role.BODY, Role.FURNITURE]
    assert document.paragraphs[1].span.of(document.text) == "A link and stress,\nwrapped."


def test_jsonl_bad_lines_do_not_lose_the_good_ones(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    good = {"id": "x", "text": "One.", "title": "T", "url": "https://example.org", "published": "2020-06-08"}
    lines = [
        json.dumps(good),
        "",
        "{nope",
        '["a list"]',
        '{"id": 7}',
        '{"id": "y", "text": 3}',
        '{"text": "Two."}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    items = list(read([str(file)]))
    documents = [item for item in items if isinstance(item, Document)]
    errors = [item for item in items if isinstance(item, InputError)]
    assert [d.id for d in documents] == ["x", f"{file}:7"]
    assert documents[0].title == "T"
    assert [e.source.rpartition(":")[2] for e in errors] == ["3", "4", "5", "6"]
    assert errors[2].item == "7"


def test_a_deeply_nested_line_is_an_error_not_a_crash(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    file.write_text('{"text": "fine"}\n' + "[" * 100_000 + "\n", encoding="utf-8")
    first, second = read([str(file)])
    assert isinstance(first, Document)
    assert isinstance(second, InputError)


def test_content_decides_before_the_name(tmp_path: Path) -> None:
    file = tmp_path / "feed.txt"
    file.write_text('{"id": "x", "text": "One."}\n{"id": "y", "text": "Two."}\n', encoding="utf-8")
    assert [item.id for item in read([str(file)]) if isinstance(item, Document)] == ["x", "y"]
    assert only(file, input_format="text").id == str(file)


def test_an_unknown_input_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"csv, docx, feed, .*, xliff"):
        list(read(["x"], input_format="yaml"))


def test_folders_are_searched_in_order_and_read_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "c.png"):
        (tmp_path / name).write_text("Some text here.", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.md").write_text("More.", encoding="utf-8")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    ids = [item.id for item in read([str(tmp_path), str(tmp_path / "b.txt")]) if isinstance(item, Document)]
    assert [Path(i).name for i in ids] == ["a.txt", "b.txt", "d.md"]


def test_ids_are_made_unique(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    file.write_text('{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}\n', encoding="utf-8")
    assert [item.id for item in read([str(file)]) if isinstance(item, Document)] == ["x", f"x ({file}:2)"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG image"),
        (b"text\x00\x01\x02 with controls", "binary"),
        (b"%PDF-1.7", "PDF"),
        (b"caf\xe9 noir, ", "not valid UTF-8 .byte 0xe9 at offset 3.*iconv"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        raise InputError(*problem(file).split(": ", 1))


@pytest.mark.parametrize("path", ["no/such/file.txt", "nul\0byte", "x" * 5000])
def test_impossible_paths_are_errors_in_their_place(path: str) -> None:
    assert problem(path)


def test_one_document_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    with pytest.raises(InputError, match="dedup scan"):
        read_one(str(file))
    (tmp_path / "empty.txt").touch()
    with pytest.raises(InputError, match="is empty"):
        read_one(str(tmp_path / "empty.txt"))


def test_pairs_by_text_and_by_path(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("From a file.", encoding="utf-8")
    file = tmp_path / "pairs.jsonl"
    lines = [
        {"id": 1, "a": {"text": "One."}, "b": {"path": str(article)}},
        {"id": "bad", "a": {"text": "One."}},
        {"id": "gone", "a": {"text": "One."}, "b": {"path": "no/such"}},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    first, second, third = read_pairs(str(file))
    assert isinstance(first, DocumentPair)
    assert (first.id, first.a.text, first.b.text) == (1, "One.", "From a file.")
    assert isinstance(second, InputError)
    assert second.item == "bad"
    assert isinstance(third, InputError)
    assert "does not exist" in str(third)
