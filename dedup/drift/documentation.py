"""What each rule means, for people: the source of `dedup rule`, of docs/rules and of SARIF help.

The texts stand in `rules/*.toml`, one file a family; measured precision in `rules/precision.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dedup.drift.interface import Rule


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a finding of the rule is right.

    Args:
        value: share of findings that are right, 0 to 1.
        measured: on what, and when.
    """

    value: float
    measured: str


@dataclass(frozen=True, slots=True)
class RuleDoc:
    """The documentation of one rule.

    Args:
        code: of the rule.
        meaning: what a finding says.
        why: why an editor should care.
        bad: two versions, a and b, that the rule reports; the words in question between ‹ and ›,
            a paragraph after ¶.
        good: two versions that it leaves alone, and must.
        decides: from what evidence, in words.
        mqm: the MQM error type (https://themqm.org/error-types-2/typology/).
        precision: None where it has not been measured yet.
    """

    code: str
    meaning: str
    why: str
    bad: tuple[str, str]
    good: tuple[str, str]
    decides: str
    mqm: str
    precision: Precision | None

    def markdown(self, rule: Rule) -> str:
        """The page of docs/rules, which is also what `dedup rule CODE` prints."""
        if self.precision is None:
            precision = "not measured yet"
        else:
            precision = f"{100 * self.precision.value:.0f} % ({self.precision.measured})"
        return f"""# {rule.code} {rule.name}

{self.meaning}

- Severity: {rule.severity.label}, unless the case itself weighs more or less.
- MQM class: {self.mqm}.
- Measured precision: {precision}.

## Why it matters

{self.why}

## Reported

- a: {self.bad[0]}
- b: {self.bad[1]}

## Left alone

- a: {self.good[0]}
- b: {self.good[1]}

## How it decides

{self.decides}

## How to silence it

For everything, in `pyproject.toml` or (without `tool.dedup.`) in `dedup.toml`:

```toml
[tool.dedup]
ignore = ["{rule.code}"]

[tool.dedup.severity]
{rule.code} = "info"          # or keep it, but never let it fail a job
```

For some sources only:

```toml
[tool.dedup.per-source."wire/*"]
ignore = ["{rule.code}"]
```

For one finding: reject it in the HTML page or with `dedup judge FILE FINGERPRINT rejected`, or take it into
the baseline with `dedup check --baseline FILE --update-baseline`.
"""


@cache
def documentation() -> Mapping[str, RuleDoc]:
    """Every documented rule by its code."""
    folder = files("dedup.drift").joinpath("rules")
    measured = tomllib.loads(folder.joinpath("precision.toml").read_text(encoding="utf-8"))
    docs = {}
    for family in ("names", "claims", "structure"):
        for code, entry in tomllib.loads(
            folder.joinpath(f"{family}.toml").read_text(encoding="utf-8")
        ).items():
            figures = measured.get(code)
            docs[code] = RuleDoc(
                code=code,
                meaning=entry["meaning"],
                why=entry["why"],
                bad=(entry["bad"]["a"], entry["bad"]["b"]),
                good=(entry["good"]["a"], entry["good"]["b"]),
                decides=entry["decides"],
                mqm=entry["mqm"],
                precision=Precision(figures["value"], figures["measured"]) if figures else None,
            )
    return docs


def pages(rules: Iterable[Rule]) -> dict[str, str]:
    """The files of docs/rules by name: an index, and a page for each rule."""
    made = {}
    lines = ["# Rules", "", "| code | name | severity | says |", "| --- | --- | --- | --- |"]
    for rule in rules:
        lines.append(
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.label} | {rule.summary} |"
        )
        made[f"{rule.code}.md"] = documentation()[rule.code].markdown(rule)
    made["README.md"] = "\n".join(lines) + "\n"
    return made
