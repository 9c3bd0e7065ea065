"""Bytes become text by what they declare, else by what is certain, else not at all."""

from __future__ import annotations

from pathlib import Path

import ftfy.bad_codecs  # noqa: F401  # registers the sloppy codecs
import pytest
from ftfy.badness import is_bad
from hypothesis import given
from hypothesis import strategies as st

from dedup.documents import Document
from dedup.errors import InputError
from dedup.readers import read
from dedup.readers.decode import decode, opening, repaired

FRENCH = (
    "Le président de la République a déclaré que la réunion prévue à Genève était reportée à l'été prochain. "
    "Les délégués, déçus, ont quitté l'hôtel après minuit."
)
ENGLISH = "“We boiled our gauze,” said Dr Senoussi – the head of the café’s ward. It’s the second such finding this year."
RUSSIAN = "Президент заявил, что встреча в Женеве перенесена на следующее лето. Делегаты покинули гостиницу после полуночи."
SPANISH = "El señor Muñoz declaró que la reunión del próximo miércoles se celebrará en la ciudad de Logroño, según la prensa."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (FRENCH, "iso8859-15"), (ENGLISH, "cp1252"), (SPANISH, "cp1252"), (RUSSIAN, "cp1251"),
     (RUSSIAN, "koi8-r")],
)  # fmt: skip
def test_a_clear_case_is_detected_and_said(text: str, encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    (item,) = read([str(file)])
    assert isinstance(item, Document)
    assert item.text == text
    assert "no encoding was declared" in item.notes[0]


@pytest.mark.parametrize(
    "raw",
    ["Prezydent Łodzi oświadczył, że spotkanie zostało przełożone. Mieszkańcy są źli, mówią o zdradzie.".encode("iso8859-2"),
     b"caf\xe9 noir", bytes(range(128, 256)) * 3],
)  # fmt: skip
def test_a_tie_or_too_little_is_an_error(raw: bytes) -> None:
    with pytest.raises(InputError, match="cannot be told for certain"):
        decode(raw, "x")


def test_a_declaration_goes_before_detection() -> None:
    assert decode("Łódź".encode("iso8859-2"), "x", "ISO-8859-2")[0] == "Łódź"
    # As browsers have it, Latin-1 means Windows-1252, and a UTF-16 without its mark is a slip.
    assert decode(b"\x93so\x94", "x", "latin1")[0] == "“so”"
    assert decode("Łódź".encode(), "x", "utf-16")[0] == "Łódź"
    assert decode("Łódź".encode(), "x", "no-such-thing")[0] == "Łódź"


@given(st.text())
def test_utf8_is_read_as_it_stands(text: str) -> None:
    try:
        found, notes = decode(text.encode(errors="surrogatepass"), "x")
    except InputError:
        return
    assert (found, notes) == (text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), ())


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_input_error(raw: bytes) -> None:
    opening(raw)
    try:
        decode(raw, "x")
    except InputError as error:
        assert error.source == "x"


def test_mojibake_is_repaired_with_a_note_and_only_where_it_is() -> None:
    garbled = ENGLISH.encode().decode("sloppy-windows-1252")
    text, notes = repaired(f"A “plain” line – kept.\n{garbled}\nﬁne")
    assert text == f"A “plain” line – kept.\n{ENGLISH}\nﬁne"
    assert "1 of 3 lines" in notes[0]
    assert "offsets count in the repaired text" in notes[0]
    for fine in (FRENCH, ENGLISH, RUSSIAN, SPANISH, "naïve café"):
        assert repaired(fine) == (fine, ())


PRINT = st.text(st.one_of(st.characters(max_codepoint=0x7F), st.sampled_from("‘’“”–—…")))


@given(PRINT)
def test_plain_print_is_no_mojibake(text: str) -> None:
    assert not is_bad(text)


def test_json_texts_are_never_changed(tmp_path: Path) -> None:
    import json

    garbled = FRENCH.encode().decode("cp1252")
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": garbled}), encoding="utf-8")
    (item,) = read([str(file)])
    assert isinstance(item, Document)
    assert item.text == garbled
