from __future__ import annotations

import json
from collections.abc import Callable

import jsonschema
import pytest
from support import Ran

from dedup.errors import UsageError
from dedup.report import SCHEMAS, schema


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_printed_and_is_a_schema(dedup: Callable[..., Ran], name: str) -> None:
    value = json.loads(dedup("schema", name).out)
    jsonschema.Draft202012Validator.check_schema(value)
    assert value["title"] == f"dedup-{name}/1"


def test_an_unknown_schema_is_refused(dedup: Callable[..., Ran]) -> None:
    assert dedup("schema", "nothing").code == 2
    with pytest.raises(UsageError, match="report, scan, check, name, names, error"):
        schema("nothing")
