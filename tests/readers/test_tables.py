"""CSV, JSON and Parquet: which field holds the article, and rows that cannot be read."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers import read

LONG = "The harbour authority of Port Eden closed two piers on Tuesday after divers found cracks in the concrete."


def items_of(content: str | bytes, file: Path) -> list[Any]:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([str(file)]))


def test_a_text_column_is_known_by_its_name(tmp_path: Path) -> None:
    rows = 'ID;Headline;Text;Date\n1;Piers;"Two piers; closed.\nYes.";2020-06-08\n'
    (item,) = items_of(rows, tmp_path / "a.csv")
    assert (item.id, item.title, item.text, item.published) == (
        "1",
        "Piers",
        "Two piers; closed.\nYes.",
        "2020-06-08",
    )
    assert item.notes == ()


def test_else_the_longest_column_is_taken_and_said(tmp_path: Path) -> None:
    (item,) = items_of(f"nr\tort\tmeldung\n7\tEden\t{LONG}\n", tmp_path / "a.tsv")
    assert item.text == LONG
    assert "“meldung”" in item.notes[0]
    (error,) = items_of("a,b\n1,2\n", tmp_path / "b.csv")
    assert isinstance(error, InputError)
    assert "found: a, b" in str(error)


def test_broken_rows_are_named_by_their_line(tmp_path: Path) -> None:
    rows = b'id,text\n1,"One\nline."\n2,a,b\n3,caf\xe9\n4,Four.\n'
    found = items_of(
        b"\xef\xbb\xbf" + b"id,text\n" + b"0,padding\n" * 200_000 + rows.partition(b"\n")[2],
        tmp_path / "a.csv",
    )
    errors = [item for item in found if isinstance(item, InputError)]
    assert [error.source.rpartition(":")[2] for error in errors] == ["200004", "200005"]
    assert found[-1].text == "Four."


def test_a_table_in_another_encoding_is_read_whole(tmp_path: Path) -> None:
    text = "El señor Muñoz declaró que la reunión del próximo miércoles será en Logroño, según la prensa."
    (item,) = items_of(f'id,text\n1,"{text}"\n'.encode("cp1252"), tmp_path / "a.csv")
    assert item.text == text
    (item,) = items_of(f'id,text\n1,"{text}"\n'.encode("utf-16"), tmp_path / "b.csv")
    assert item.text == text


@pytest.mark.parametrize(
    "value",
    [{"id": 1, "body": LONG}, [{"id": 1, "content": LONG}], {"articles": [{"id": 1, "article_text": LONG}], "n": 1},
     {"id": 1, "meldung": LONG}],
)  # fmt: skip
def test_json_in_its_usual_shapes(value: object, tmp_path: Path) -> None:
    for indent in (None, 1):
        (item,) = items_of(json.dumps(value, indent=indent), tmp_path / "a.json")
        assert (item.id, item.text) == ("1", LONG)


def test_json_rows_that_are_no_articles_are_named(tmp_path: Path) -> None:
    found = items_of(
        json.dumps([{"text": LONG}, 3, {"id": "x"}, {"id": "y", "text": [1]}]), tmp_path / "a.json"
    )
    assert [type(item) for item in found] == [Document, InputError, InputError, InputError]
    assert [item.source.rpartition("#")[2] for item in found[1:]] == ["2", "3", "4"]
    assert found[2].item == "x"
    assert "has an array as “text”" in str(found[3])


@pytest.mark.parametrize("content", ["{", "[" * 100_000, "3", '{"a": 1}', "[]", '"text"', "null"])
def test_json_without_an_article_is_an_error(content: str, tmp_path: Path) -> None:
    (error,) = items_of(content, tmp_path / "a.json")
    assert isinstance(error, InputError)


def test_json_lines_under_another_name(tmp_path: Path) -> None:
    found = items_of('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', tmp_path / "a.json")
    assert [item.id for item in found] == ["a", "b"]


def test_parquet_with_dates_and_broken_text(tmp_path: Path) -> None:
    broken = pyarrow.array([LONG.encode(), b"caf\xe9 noir"], type=pyarrow.binary()).view(pyarrow.string())
    table = pyarrow.table(
        {"guid": [5, 6], "text": broken, "date": [datetime.date(2020, 6, 8)] * 2, "tags": [["a"], ["b"]]}
    )
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    good, bad = read([str(tmp_path / "a.parquet")])
    assert isinstance(good, Document)
    assert (good.id, good.text, good.published) == ("5", LONG, "2020-06-08")
    assert isinstance(bad, InputError)


@pytest.mark.parametrize(("name", "module", "head"), [("pdf", "pypdf", b"%PDF-1.4"), ("parquet", "pyarrow", b"PAR1"), ("warc", "warcio.archiveiterator", b"WARC/1.0")])  # fmt: skip
def test_a_missing_extra_is_named(
    name: str, module: str, head: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, module, None)
    (error,) = items_of(head, tmp_path / f"a.{name}")
    assert f"pip install 'dedup[{name}]'" in str(error)
