"""The examples of the docs run, and the docs name what the code knows."""

import contextlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

from archives import pages, put_folder

from newsparse.batch.items import REASONS
from newsparse.batch.tables import TABLES

DOC = (Path(__file__).resolve().parents[2] / "docs" / "batch.md").read_text(encoding="utf-8")


def test_the_examples_run_one_after_another(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put_folder(tmp_path / "archive", pages(6))
    blocks = re.findall(r"<!-- run -->\n```(\w+)\n(.*?)```", DOC, re.DOTALL)
    assert [kind for kind, _ in blocks] == ["sh", "python", "python", "python"]
    for kind, code in blocks:
        if kind == "sh":
            for line in code.splitlines():
                command = [sys.executable, "-m", *shlex.split(line)]
                subprocess.run(command, check=True, capture_output=True)
        else:
            shown = io.StringIO()
            with contextlib.redirect_stdout(shown):
                exec(compile(code, "docs/batch.md", "exec"), {})
            assert "Khuyến học" in shown.getvalue() or "urn:newsparse" in shown.getvalue()


def test_every_reason_and_table_is_documented():
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", DOC, re.MULTILINE))
    assert {name: rows.get(name) for name in REASONS} == REASONS
    assert all(f"`{table}`" in DOC for table in TABLES)
