"""XLIFF and TMX: pairs come ready-made."""

from __future__ import annotations

from pathlib import Path

import pytest

from dedup.documents import Document, DocumentPair
from dedup.errors import InputError
from dedup.readers import read
from dedup.readers.pairs import read_pairs

XLIFF_1 = """<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.txt" source-language="en" target-language="de" datatype="plaintext"><body><group>
<trans-unit id="u1"><source>The <g id="1">pier</g> is <bpt id="2">&lt;b&gt;</bpt>closed<ept id="2">&lt;/b&gt;</ept>.</source>
<target state="final">Der Pier ist
  geschlossen.</target></trans-unit>
<trans-unit id="u2"><source>Open.</source></trans-unit></group></body></file></xliff>"""
XLIFF_2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de"><file id="f1">
<unit id="u1"><segment id="s1"><source>The <pc id="1">pier</pc> is<ph id="2"/> closed.</source><target>Der Pier ist
geschlossen.</target></segment></unit></file></xliff>"""
TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en"/><body>
<tu tuid="u1"><tuv xml:lang="en"><seg>The pier is <hi>closed</hi><ph x="1">{0}</ph>.</seg></tuv>
<tuv xml:lang="de"><seg>Der Pier ist geschlossen.</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize("content", [XLIFF_1, XLIFF_2, TMX], ids=["xliff 1.2", "xliff 2", "tmx"])
def test_each_unit_is_a_pair_and_each_language_a_document(content: str, tmp_path: Path) -> None:
    file = tmp_path / "memory.xml"
    file.write_text(content, encoding="utf-8")
    pair, *rest = read_pairs(str(file))
    assert isinstance(pair, DocumentPair)
    assert (pair.a.text, pair.b.text) == ("The pier is closed.", "Der Pier ist geschlossen.")
    assert (pair.a.language, pair.b.language) == ("en", "de")
    assert pair.id in ("u1", "s1")
    assert all(isinstance(error, InputError) and error.item == "u2" for error in rest)
    documents = [item for item in read([str(file)]) if isinstance(item, Document)]
    assert [d.text for d in documents] == [pair.a.text, pair.b.text]
    assert [d.language for d in documents] == ["en", "de"]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET", encoding="utf-8")
    file = tmp_path / "a.tmx"
    for entity in (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', '<!ENTITY y "lol"><!ENTITY x "&y;&y;&y;">'):
        evil = TMX.replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', f"<!DOCTYPE tmx [{entity}]>").replace(
            "The pier", "&x;"
        )
        file.write_text(evil, encoding="utf-8")
        (error,) = read([str(file)])
        assert isinstance(error, InputError)
        assert "entities" in str(error)


def test_a_file_without_translations_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "a.xlf"
    file.write_text('<xliff version="1.2"><file><body/></file></xliff>', encoding="utf-8")
    (error,) = read([str(file)])
    assert isinstance(error, InputError)
