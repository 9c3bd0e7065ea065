"""The action and the hook: read by the published schemas, and every option they use exists."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec

import pytest
from support import ROOT


@pytest.mark.skipif(find_spec("check_jsonschema") is None, reason="check-jsonschema is not installed")
def test_the_action_follows_the_published_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions"]
    done = subprocess.run([*command, ROOT / "action.yml"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_puts_no_input_into_its_script() -> None:
    script = (ROOT / "action.yml").read_text(encoding="utf-8").split("run: |")[1]
    assert "${{" not in script
    bash = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert bash.returncode == 0, bash.stderr


def test_options_of_the_action_exist() -> None:
    from typer.main import get_command

    from dedup.cli.app import app

    command = get_command(app).commands["check"]  # type: ignore[attr-defined]  # a group has commands
    known = {name for parameter in command.params for name in parameter.opts}
    used = set(
        re.findall(
            r"(?<!\S)--[a-z][a-z-]+", (ROOT / "action.yml").read_text(encoding="utf-8").split("run: |")[1]
        )
    )
    assert used <= known
