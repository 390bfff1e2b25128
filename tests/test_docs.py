"""The docs say what the code does."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from newsparse import WARNINGS

ROOT = Path(__file__).resolve().parent.parent


def test_every_warning_is_documented_in_its_own_words():
    text = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", text, re.MULTILINE))
    assert {name: rows.get(name) for name in WARNINGS} == WARNINGS


def test_the_readme_shows_what_its_command_prints():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = re.search(r"<!-- command: example -->\n+```sh\n(.+?)\n```", readme, re.DOTALL)
    shown = re.search(r"<!-- output: example -->\n+```text\n(.+?)\n```", readme, re.DOTALL)
    assert command is not None
    assert shown is not None
    arguments = shlex.split(command[1].split(".venv/bin/newsparse ", 1)[1])
    done = subprocess.run([sys.executable, "-m", "newsparse", *arguments], cwd=ROOT, capture_output=True, check=True)
    printed = "\n".join(line.rstrip() for line in done.stdout.decode().rstrip().splitlines())
    assert printed == shown[1]


def test_the_python_blocks_of_the_readmes_run(monkeypatch):
    monkeypatch.chdir(ROOT)
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.findall(r"^```python\n(.+?)^```", text, re.DOTALL | re.MULTILINE)
        assert blocks
        for block in blocks:
            exec(compile(block, name, "exec"), {})
