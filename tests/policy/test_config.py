from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dedup.drift.interface import Severity
from dedup.errors import DedupError, InputError, UsageError
from dedup.policy.config import Config, config_toml, find_config, load_config, parse_config
from dedup.report import schema

FULL = """
select = ["N", "C201", "truncated"]
ignore = ["N102"]
fail-on = "minor"
min-confidence = 0.6
strict = true
reference = ["style"]
variants = [["Serraj", "Sarraj"]]
baseline = "known.json"
judgements = "judged.json"
model = "some/model"

[severity]
N102 = "minor"
C = "critical"

[per-source."wire/*"]
ignore = ["S"]
severity.N101 = "info"
"""
WRONG = [
    ("selct = []", "“selct”; did you mean “select”?"),
    ("fail_on = 'major'", "did you mean “fail-on”?"),
    ("fail-on = 'majr'", "'majr'; did you mean “major”?"),
    ("select = ['garbled-nam']", "did you mean “garbled-name”?"),
    ("select = ['X']", "no rule fits “X”"),
    ("select = 'N101'", "must be a list of rules"),
    ("severity.N1O1 = 'info'", "did you mean “N101”?"),
    ("min-confidence = 2", "from 0 to 1"),
    ("min-confidence = true", "from 0 to 1"),
    ("strict = 1", "true or false"),
    ("per-source.x.ignor = []", "did you mean “ignore”?"),
    ("per-source = []", "table of tables"),
    ("baseline = ''", "must be a string"),
    ("reference = 'a'", "list of paths"),
    ("variants = 3", "list of lists"),
    ("variants = ['a']", "list of lists"),
    ("variants = [['a']]", "list of lists"),
]


def validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads(schema("config")))


def test_a_full_file_is_read_and_follows_its_schema(tmp_path: Path) -> None:
    file = tmp_path / "dedup.toml"
    file.write_text(FULL)
    config = load_config(file)
    assert config.select == ("N", "C201", "S303")
    assert (config.fail_on, config.min_confidence, config.strict) == (Severity.MINOR, 0.6, True)
    assert config.severity == {"N102": Severity.MINOR, "C": Severity.CRITICAL}
    assert config.reference == (str(tmp_path / "style"),)
    assert config.variants == (("Serraj", "Sarraj"),)
    assert config.baseline == str(tmp_path / "known.json")
    (override,) = config.per_source
    assert (override.source, override.ignore, override.severity) == (
        "wire/*",
        ("S",),
        {"N101": Severity.INFO},
    )
    validator().validate(tomllib.loads(FULL))


def test_what_is_shown_reads_back_the_same() -> None:
    config = parse_config(tomllib.loads(FULL), where="here")
    shown = tomllib.loads(config_toml(config))
    assert parse_config(shown, where="there") == config
    validator().validate(shown)
    assert parse_config(tomllib.loads(config_toml(Config())), where="there") == Config()


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_wrong_is_refused_with_the_nearest_right_word(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "dedup.toml"
    file.write_text(text)
    with pytest.raises(UsageError, match=said.replace("?", r"\?")) as error:
        load_config(file)
    assert str(file) in str(error.value)


@pytest.mark.parametrize("text", [text for text, said in WRONG if "rule" not in said and "N101" not in said])
def test_the_schema_refuses_the_same_forms(text: str) -> None:
    if "garbled" not in text:  # which rules there are is not in the schema
        assert not validator().is_valid(tomllib.loads(text))


def test_the_schema_knows_the_same_keys() -> None:
    shown = {line.split(" ")[1 if line.startswith("#") else 0] for line in config_toml(Config()).splitlines()}
    keys = {key.strip("[]") for key in shown if key} | {"per-source"}
    assert keys == set(json.loads(schema("config"))["properties"])


def test_the_nearest_file_counts_and_only_with_a_table(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.dedup]\nfail-on = 'info'\n")
    (inner / "pyproject.toml").write_text("[tool.other]\n")
    assert find_config(inner) == tmp_path / "pyproject.toml"
    assert load_config(tmp_path / "pyproject.toml").fail_on is Severity.INFO
    (tmp_path / "a" / "dedup.toml").write_text("")
    assert find_config(inner) == tmp_path / "a" / "dedup.toml"


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe", None])
def test_unreadable_files_are_told(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "dedup.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=r"dedup\.toml"):
        load_config(file)


def test_a_project_file_without_the_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(DedupError, match=r"no \[tool\.dedup\]"):
        load_config(tmp_path / "pyproject.toml")
