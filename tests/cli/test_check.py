"""`dedup check` as a CI job runs it, and the commands around it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from support import Ran

from dedup.policy.known import read_baseline, read_judgements
from dedup.report import schema

Run = Callable[..., Ran]

STORY = """\
Harbour closes two piers after divers find cracks

The harbour authority of Port Eden closed two piers on Tuesday after divers found 14 cracks in the
concrete.

Ferries to the outer islands will leave from the northern quay until the repairs end in March, its
director Lena Okoro said, and the timber terminal will take no new cargo until then.

The piers were built in 1961 and strengthened twice, most recently after the storm that flooded the fish
market.

Shopkeepers on the eastern side expect a quiet winter; the council promised to waive their rents."""
OTHER = """\
Apple growers fear late frost

Farmers in the upper valley expect the smallest apple harvest in a decade after three cold nights in
April.

Cider makers have begun to buy fruit from the coast, where the trees flowered two weeks later."""


def feed(folder: Path, *versions: str) -> Path:
    file = folder / "feed.jsonl"
    lines = [json.dumps({"id": f"v{n}", "text": text}) for n, text in enumerate((*versions, OTHER))]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def drifted(old: str, new: str) -> str:
    assert old in STORY
    return STORY.replace(old, new)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without any configuration above it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rules(done: Ran) -> list[str]:
    return [f["rule"] for report in json.loads(done.out)["reports"] for f in report["findings"]]


def test_a_planted_drift_turns_the_job_red_its_baseline_green_and_a_second_red(
    dedup: Run, here: Path
) -> None:
    clean = feed(here, STORY, STORY)
    assert dedup("check", clean).code == 0

    planted = feed(here, STORY, drifted("14 cracks", "41 cracks"))
    red = dedup("check", planted, "--format", "json")
    assert (red.code, rules(red)) == (1, ["C201"])
    (report,) = json.loads(red.out)["reports"]
    (finding,) = report["findings"]
    assert finding["a"]["text"].startswith("14")
    assert finding["b"]["text"].startswith("41")

    baseline = here / "baseline.json"
    written = dedup("check", planted, "--baseline", baseline, "--update-baseline")
    assert (written.code, len(read_baseline(baseline))) == (0, 1)
    green = dedup("check", planted, "--baseline", baseline)
    assert green.code == 0
    assert "1 known from the baseline" in " ".join(green.out.split())

    second = feed(
        here, STORY, drifted("14 cracks", "41 cracks"), drifted("take no new cargo", "take new cargo")
    )
    again = dedup("check", second, "--baseline", baseline, "--format", "json")
    assert again.code == 1
    assert set(rules(again)) == {"C204"}

    mended = dedup("check", feed(here, STORY, STORY), "--baseline", baseline)
    assert mended.code == 0
    assert "not found any more" in mended.out
    assert "C201" in mended.out


def test_a_rejected_finding_is_left_out_and_an_accepted_one_stays(dedup: Run, here: Path) -> None:
    planted = feed(here, STORY, drifted("14 cracks", "41 cracks"))
    table = dedup("check", planted, "--format", "csv").out
    fingerprint = table.splitlines()[1].rsplit(",", 1)[1]
    judged = here / "judged.json"
    assert dedup("judge", judged, fingerprint, "accepted").code == 0
    assert dedup("check", planted, "--judgements", judged).code == 1
    assert dedup("judge", judged, fingerprint, "rejected", "--note", "both were counted").code == 0
    assert read_judgements(judged)[fingerprint].note == "both were counted"
    assert "both were counted" in dedup("judge", judged).out
    left = dedup("check", planted, "--judgements", judged)
    assert left.code == 0
    assert "1 rejected as false alarms" in " ".join(left.out.split())
    exported = here / "from-page.json"
    exported.write_text(
        json.dumps(
            {"schema": "dedup-judgements/1", "judgements": [{"fingerprint": "f" * 16, "verdict": "accepted"}]}
        )
    )
    assert dedup("judge", judged, "--merge", exported).code == 0
    assert set(read_judgements(judged)) == {fingerprint, "f" * 16}
    assert dedup("judge", judged, fingerprint, "open").code == 0
    assert set(read_judgements(judged)) == {"f" * 16}
    assert dedup("judge", judged, fingerprint).code == 2
    mistyped = dedup("judge", judged, fingerprint[:-1], "rejected")
    assert (mistyped.code, set(read_judgements(judged))) == (2, {"f" * 16})
    assert f"“{fingerprint[:-1]}” is no fingerprint" in mistyped.err
    # As the last column of a CSV row comes out of a shell.
    assert dedup("judge", judged, fingerprint + "\r", "rejected").code == 0
    assert set(read_judgements(judged)) == {fingerprint, "f" * 16}


def test_the_configuration_file_and_the_command_line_over_it(dedup: Run, here: Path) -> None:
    planted = feed(here, STORY, drifted("14 cracks", "41 cracks"))
    config = here / "dedup.toml"
    config.write_text('ignore = ["changed-number"]\n')
    assert dedup("check", planted).code == 0
    assert dedup("check", planted, "--ignore", "N102").code == 1
    config.write_text('severity.C201 = "minor"\n')
    assert dedup("check", planted).code == 0
    assert dedup("check", planted, "--fail-on", "minor").code == 1
    config.write_text('[per-source."feed.jsonl:2"]\nignore = ["C"]\n')
    assert dedup("check", planted).code == 0
    config.write_text("fail-onn = 1\n")
    refused = dedup("check", planted)
    assert refused.code == 2
    assert "did you mean “fail-on”?" in refused.err
    assert dedup("config", "show").code == 2
    config.write_text('fail-on = "critical"\n')
    shown = dedup("config", "show").out
    assert 'fail-on = "critical"' in shown
    assert str(config) in shown


def test_several_outputs_of_one_run(dedup: Run, here: Path) -> None:
    planted = feed(here, STORY, drifted("14 cracks", "41 cracks"))
    done = dedup(
        "check", planted, "--format", "github", "--also", "sarif=out.sarif", "--also", "html=out.html"
    )
    assert done.out.startswith("::error file=feed.jsonl,line=1")
    assert json.loads((here / "out.sarif").read_text())["version"] == "2.1.0"
    assert "Content-Security-Policy" in (here / "out.html").read_text()
    assert dedup("check", planted, "--also", "sarf=x").code == 2
    assert "did you mean “sarif”?" in dedup("check", planted, "--also", "sarf=x").err
    quiet = dedup("check", planted, "--quiet")
    assert (quiet.code, quiet.out.count("\n")) == (1, 1)


def test_exit_codes(dedup: Run, here: Path) -> None:
    assert dedup("check").code == 4
    assert dedup("check", "missing.jsonl").code == 3
    assert dedup("check", feed(here, STORY), "--baseline", here / "missing.json").code == 3
    assert dedup("check", feed(here, STORY), "--update-baseline").code == 2
    (here / "empty").mkdir()
    assert dedup("check", here / "empty").code == 4


def test_every_policy_schema_is_printed(dedup: Run) -> None:
    for name in ("check", "config", "baseline", "judgements"):
        value = json.loads(dedup("schema", name).out)
        jsonschema.Draft202012Validator.check_schema(value)
        assert json.loads(schema(name)) == value


def test_rules_are_listed_and_explained(dedup: Run, here: Path) -> None:
    listed = dedup("rules").out
    codes = [line.split()[0] for line in listed.splitlines()]
    assert codes == sorted(codes)
    for word in ("N101", "garbled-name"):
        assert dedup("rule", word).out.startswith("# N101 garbled-name")
    assert dedup("rule", "C").out.startswith("C2")
    wrong = dedup("rule", "garbled-nmae")
    assert wrong.code == 2
    assert "did you mean “garbled-name”?" in wrong.err
    assert dedup("rules", "--write", here / "docs").code == 0
    assert {f"{code}.md" for code in codes} < {file.name for file in (here / "docs").iterdir()}


def test_verbose_says_what_was_read_and_compare_leaves_out_what_is_rejected(dedup: Run, here: Path) -> None:
    for name, text in (("a.txt", STORY), ("b.txt", drifted("14 cracks", "41 cracks"))):
        (here / name).write_text(text, encoding="utf-8")
    told = dedup("check", here, "--verbose", "--quiet").err
    assert "b.txt: " in told
    assert "near-duplicate, 1 finding" in told
    table = dedup("compare", "a.txt", "b.txt", "--format", "csv").out
    fingerprint = table.splitlines()[1].rsplit(",", 1)[1]
    assert dedup("judge", "judged.json", fingerprint, "rejected").code == 0
    left = dedup("compare", "a.txt", "b.txt", "--judgements", "judged.json", "--fail-on", "info", "--quiet")
    assert (left.code, left.out) == (0, "No findings.\n")
    assert dedup("compare", "--pairs", "pairs.jsonl", "--watch").code == 2
    assert dedup("compare", "-", "a.txt", "--watch").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_there_for_the_common_shells(shell: str, dedup: Run) -> None:
    from typer._completion_shared import get_completion_script

    assert "dedup" in get_completion_script(prog_name="dedup", complete_var="_DEDUP_COMPLETE", shell=shell)
    assert "--install-completion" in dedup("--help").out


def test_a_repost_is_checked_against_the_index(dedup: Run, here: Path) -> None:
    (here / "archive.txt").write_text(STORY, encoding="utf-8")
    assert dedup("index", "add", "index.db", "archive.txt").code == 0
    (here / "repost.txt").write_text(drifted("14 cracks", "41 cracks"), encoding="utf-8")
    assert dedup("check", "repost.txt").code == 0
    done = dedup("check", "repost.txt", "--index", "index.db", "--format", "json")
    assert (done.code, rules(done)) == (1, ["C201"])
    (report,) = json.loads(done.out)["reports"]
    assert (report["a"]["source"], report["b"]["source"]) == ("repost.txt", "archive.txt")
    assert dedup("check", "archive.txt", "--index", "index.db").code == 0
