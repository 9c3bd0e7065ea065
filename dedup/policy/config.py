"""The configuration: `[tool.dedup]` of pyproject.toml, or dedup.toml, checked key by key."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from dedup.drift.interface import Severity
from dedup.errors import InputError, UsageError


@dataclass(frozen=True, slots=True)
class Override:
    """What holds for findings of some sources only.

    Args:
        source: a glob over a version's source or id, or the end of its path, as in `wire/*`.
        ignore: rules not reported there.
        severity: severities by rule there.
    """

    source: str
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Config:
    """The policy of a check; a rule is named by its code, its name, or a prefix of its code (`N`, `C2`).

    Args:
        select: rules to report; empty: all.
        ignore: rules not to report; the longer prefix wins over `select`.
        severity: severities to give, by rule.
        fail_on: the severity from which a finding fails the job.
        min_confidence: findings less certain are not reported.
        strict: report what is likely but not sure, too.
        reference: files or folders whose spellings of names are right.
        variants: groups of spellings that stand for each other, each group at least two.
        baseline: findings known already.
        judgements: what editors have said of findings.
        model: a sentence-transformers model.
        per_source: overrides, the last that fits wins.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.MAJOR
    min_confidence: float = 0.0
    strict: bool = False
    reference: tuple[str, ...] = ()
    variants: tuple[tuple[str, ...], ...] = ()
    baseline: str | None = None
    judgements: str | None = None
    model: str | None = None
    per_source: tuple[Override, ...] = ()


def find_config(folder: Path) -> Path | None:
    """The nearest dedup.toml, or pyproject.toml with a `[tool.dedup]`, in `folder` or above it."""
    for place in (folder, *folder.parents):
        own = place / "dedup.toml"
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and _table(project) is not None:
            return project
    return None


def load_config(path: Path) -> Config:
    """The configuration in a file; paths in it are relative to its folder.

    Raises:
        InputError: the file cannot be read or is not TOML.
        UsageError: it holds an unknown key or a wrong value; the message names the nearest right one.
    """
    table = _table(path)
    if table is None:
        raise UsageError(f"{path}: has no [tool.dedup] table")
    return parse_config(table, where=str(path), folder=path.parent)


def parse_config(table: Mapping[str, Any], *, where: str, folder: Path | None = None) -> Config:
    """A configuration from TOML values.

    Raises:
        UsageError: an unknown key or a wrong value.
    """
    values = {
        _attribute(key): _PARSERS[key](value, f"{where}: {key}")
        for key, value in _known(table, tuple(_PARSERS), where)
    }
    config = Config(**values)
    return config if folder is None else _resolved(config, folder)


def select_rules(selectors: object, where: str) -> tuple[str, ...]:
    """Codes, names or prefixes, each checked against the rules there are; names become codes.

    Raises:
        UsageError: one of them fits no rule.
    """
    if not isinstance(selectors, list | tuple) or not all(isinstance(s, str) for s in selectors):
        raise UsageError(f'{where} must be a list of rules, such as ["N101", "C"], not {selectors!r}')
    return tuple(_selector(s, where) for s in selectors)


def config_toml(config: Config) -> str:
    """The configuration as dedup.toml would hold it, every key with its value."""
    lines, tables = [], []
    for key in _PARSERS:
        value = getattr(config, _attribute(key))
        if key == "severity":
            tables += ["", "[severity]", *_severity_lines(value)]
        elif key == "per-source":
            for override in value:
                tables += ["", f"[per-source.{_quoted(override.source)}]"]
                tables += [f"ignore = {_quoted(list(override.ignore))}"]
                tables += [f"severity.{line}" for line in _severity_lines(override.severity)]
        elif value is None:
            lines.append(f"# {key} is not set")
        else:
            lines.append(f"{key} = {_quoted(value.label if isinstance(value, Severity) else value)}")
    return "\n".join([*lines, *tables]) + "\n"


def _severity_lines(severities: Mapping[str, Severity]) -> list[str]:
    return [f"{rule} = {_quoted(severity.label)}" for rule, severity in severities.items()]


def _quoted(value: object) -> str:
    # JSON strings, numbers and lists of them are TOML, too.
    return json.dumps(value, ensure_ascii=False)


def _table(path: Path) -> dict[str, Any] | None:
    try:
        with path.open("rb") as stream:
            value = tomllib.load(stream)
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), f"is not TOML ({error}); mend it or take it away") from None
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 ({error.reason} at byte {error.start})") from None
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror or error}); check the path") from None
    if path.name != "pyproject.toml":
        return value
    tool = value.get("tool")
    table = tool.get("dedup") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _known(table: object, keys: tuple[str, ...], where: str) -> list[tuple[str, Any]]:
    """The items of a table, each key checked."""
    if not isinstance(table, Mapping):
        raise UsageError(f"{where} must be a table, not {table!r}")
    for key in table:
        if key not in keys:
            raise UsageError(f"{where}: there is no key “{key}”; {nearest(str(key), keys)}")
    return list(table.items())


def nearest(word: str, choices: tuple[str, ...]) -> str:
    """`did you mean “x”?`, or all choices where none is near."""
    near = get_close_matches(word.lower().replace("_", "-"), choices, n=1, cutoff=0.6)
    return f"did you mean “{near[0]}”?" if near else f"choose one of: {', '.join(choices)}"


def _selector(given: str, where: str) -> str:
    # The rules stand with their checkers, which are heavy: opened only where a configuration names one.
    from dedup.drift.registry import rules

    known = rules()
    for rule in known:
        if given == rule.name:
            return rule.code
    code = given.upper()
    if code and any(rule.code.startswith(code) for rule in known):
        return code
    choices = tuple(r.code for r in known) + tuple(r.name for r in known)
    near = get_close_matches(code, choices, n=1) or get_close_matches(given.lower(), choices, n=1, cutoff=0.5)
    hint = f"did you mean “{near[0]}”?" if near else "“dedup rules” lists them"
    raise UsageError(f"{where}: no rule fits “{given}”; {hint}")


def _severity(value: object, where: str) -> Severity:
    labels = tuple(s.label for s in Severity)
    if not isinstance(value, str) or value not in labels:
        raise UsageError(f"{where}: there is no severity {value!r}; {nearest(str(value), labels)}")
    return Severity[value.upper()]


def _severities(value: object, where: str) -> dict[str, Severity]:
    if not isinstance(value, Mapping):
        raise UsageError(f'{where} must be a table such as {{ N102 = "minor" }}, not {value!r}')
    return {_selector(str(rule), where): _severity(label, f"{where}.{rule}") for rule, label in value.items()}


def _confidence(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(f"{where} must be a number from 0 to 1, not {value!r}")
    return float(value)


def _boolean(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise UsageError(f"{where} must be true or false, not {value!r}")
    return value


def _paths(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"{where} must be a list of paths, not {value!r}")
    return tuple(value)


def _variants(value: object, where: str) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or not all(_is_group(group) for group in value):
        raise UsageError(f'{where} must be a list of lists, such as [["Serraj", "Sarraj"]], not {value!r}')
    return tuple(tuple(group) for group in value)


def _is_group(value: object) -> bool:
    return (
        isinstance(value, list) and len(value) >= 2 and all(isinstance(s, str) and s.strip() for s in value)
    )


def _string(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise UsageError(f"{where} must be a string, not {value!r}")
    return value


def _per_source(value: object, where: str) -> tuple[Override, ...]:
    if not isinstance(value, Mapping):
        raise UsageError(f'{where} must be a table of tables, such as [per-source."wire/*"], not {value!r}')
    made = []
    for source, table in value.items():
        here = f'{where}."{source}"'
        entries = dict(_known(table, ("ignore", "severity"), here))
        made.append(
            Override(
                str(source),
                select_rules(entries.get("ignore", []), f"{here}.ignore"),
                _severities(entries.get("severity", {}), f"{here}.severity"),
            )
        )
    return tuple(made)


_PARSERS: dict[str, Callable[[Any, str], Any]] = {
    "select": select_rules,
    "ignore": select_rules,
    "fail-on": _severity,
    "min-confidence": _confidence,
    "strict": _boolean,
    "reference": _paths,
    "variants": _variants,
    "baseline": _string,
    "judgements": _string,
    "model": _string,
    "severity": _severities,
    "per-source": _per_source,
}


def _attribute(key: str) -> str:
    return key.replace("-", "_")


def _resolved(config: Config, folder: Path) -> Config:
    def at(path: str | None) -> str | None:
        return None if path is None else str(folder / path)

    values = {f.name: getattr(config, f.name) for f in fields(config)}
    values["reference"] = tuple(str(folder / path) for path in config.reference)
    values["baseline"], values["judgements"] = at(config.baseline), at(config.judgements)
    return Config(**values)
