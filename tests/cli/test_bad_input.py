"""One bad item never stops the others; the exit code and the messages say so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from string import ascii_lowercase

import pytest
from stories import zip_bomb
from support import ROOT, Ran

HOSTILE: list[bytes] = [
    b"{nope",
    b'["a list"]',
    b'{"id": "BAD"}',
    b'{"id": "BAD", "text": 7}',
    b'{"id": "BAD", "text": null}',
    b'{"id": "BAD", "text": "caf\xe9"}',
    b"[" * 100_000,
    b'{"text": "cut',
    b"\x00\x01\x02",
    b"<html><p>no JSON</p></html>",
]


def corpus(file: Path, count: int = 10_000) -> list[int]:
    """A JSON Lines file with one hostile line in a hundred; gives the numbers of those lines."""
    random = Random(1)
    bad = []
    with file.open("wb") as out:
        for n in range(1, count + 1):
            if n % 100 == 50:
                bad.append(n)
                out.write(HOSTILE[n // 100 % len(HOSTILE)] + b"\n")
            else:
                words = " ".join("".join(random.choices(ascii_lowercase, k=7)) for _ in range(6))
                out.write(json.dumps({"id": f"d{n}", "text": f"Notice {n}: {words}."}).encode() + b"\n")
    return bad


def test_ten_thousand_items_of_which_one_in_a_hundred_is_hostile(
    tmp_path: Path, dedup: Callable[..., Ran]
) -> None:
    bad = corpus(tmp_path / "feed.jsonl")
    ran = dedup("scan", tmp_path / "feed.jsonl", "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)["documents"] == 9_900
    named = [row.split(": ")[1] for row in ran.err.splitlines() if ": " in row and "feed.jsonl:" in row]
    assert named == [f"{tmp_path / 'feed.jsonl'}:{n}" for n in bad]
    assert "100 of 10,000 inputs could not be read" in ran.err.replace("10000", "10,000")


def test_strict_input_stops_at_the_first(tmp_path: Path, dedup: Callable[..., Ran]) -> None:
    bad = corpus(tmp_path / "feed.jsonl", 200)
    ran = dedup("scan", tmp_path / "feed.jsonl", "--strict-input")
    assert (ran.code, ran.out) == (3, "")
    assert f"feed.jsonl:{bad[0]}: " in ran.err
    assert f"feed.jsonl:{bad[1]}: " not in ran.err
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text('{"id": 1, "a": {"text": "One."}}\n{"id": 2}\n', encoding="utf-8")
    ran = dedup("compare", "--pairs", pairs, "--strict-input")
    assert ran.code == 3
    assert ran.err.count("pairs.jsonl") == 1


def test_a_folder_with_broken_files_of_every_format(tmp_path: Path, dedup: Callable[..., Ran]) -> None:
    (tmp_path / "good.txt").write_text(
        "A good text that is read in spite of its neighbours.", encoding="utf-8"
    )
    broken = {
        "a.pdf": b"%PDF-1.4 broken",
        "b.docx": zip_bomb(),
        "c.parquet": b"PAR1 broken",
        "d.warc.gz": b"\x1f\x8b broken",
        "e.xml": b"<rss><channel>",
        "f.json": b"{",
        "g.csv": b"a,b\n1,2\n",
        "h.html": b"<html></html>",
        "i.tmx": b"<tmx>",
        "j.xlf": b"<xliff>",
        "k.txt": b"\x89PNG",
    }
    for name, content in broken.items():
        (tmp_path / name).write_bytes(content)
    ran = dedup("scan", tmp_path, "--format", "json")
    assert ran.code == 3
    assert json.loads(ran.out)["documents"] == 1
    for name in broken:
        assert f"{tmp_path / name}: " in ran.err, ran.err
    assert f"{len(broken)} of {len(broken) + 1} inputs" in ran.err
    assert "Traceback" not in ran.err


def test_names_cannot_steer_the_terminal(tmp_path: Path, dedup: Callable[..., Ran]) -> None:
    file = tmp_path / "evil\x1b[2Jname.jsonl"
    file.write_text("{\n", encoding="utf-8")
    ran = dedup("scan", file)
    assert ran.code == 3
    assert "\x1b" not in ran.err


def test_notes_of_the_readers_are_told_once(tmp_path: Path, dedup: Callable[..., Ran]) -> None:
    long = "The harbour authority of Port Eden closed two piers on Tuesday after divers found cracks in both."
    (tmp_path / "a.csv").write_text(f"nr,meldung\n1,{long}\n2,{long}\n", encoding="utf-8")
    ran = dedup("scan", tmp_path / "a.csv", "--format", "json")
    assert ran.code == 0
    assert ran.err.count("“meldung”") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("sent", "named"), [(signal.SIGINT, "Ctrl-C"), (signal.SIGTERM, "SIGTERM")])
def test_a_signal_ends_cleanly_and_says_what_was_done(
    sent: signal.Signals, named: str, tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "dedup", "scan", "-", "--format", "json", "-o", str(tmp_path / "out")],
        stdin=reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip
    os.close(reading)
    line = json.dumps({"text": "A text that comes from a pipe which stays open."}).encode() + b"\n"
    os.write(writing, line * 200)
    time.sleep(4)
    process.send_signal(sent)
    try:
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
        os.close(writing)
    assert process.returncode == 128 + sent, err
    assert list(tmp_path.iterdir()) == []
    assert out == ""
    assert f"stopped by {named} after" in err
    assert " documents in " in err
    assert "Traceback" not in err
