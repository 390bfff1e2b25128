"""The page about fetching says what the code does."""

import dataclasses
import re
from pathlib import Path

import pytest

from newsparse import FetchOptions
from newsparse.cli.fetch import command

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "fetching.md").read_text(encoding="utf-8")


def test_every_option_is_documented():
    table = TEXT.split("## Options")[1].split("## Errors")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == [
        field.name for field in dataclasses.fields(FetchOptions)
    ]


def test_every_option_named_is_one_of_the_command():
    known = {name for parameter in command.params for name in parameter.opts}
    assert set(re.findall(r"(?<!-)(--[a-z][a-z-]*)", TEXT)) <= known


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL))
def test_the_examples_run(code, capsys):
    exec(compile(code, "docs/fetching.md", "exec"), {"__name__": "example"})
