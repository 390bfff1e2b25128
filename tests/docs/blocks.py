"""The code blocks of README and docs: found, told apart, and run as a reader would.

Each page has a folder of its own, in which its blocks run one after another. In it are `examples/`, the same pages as
`archive/`, and what the page says that its reader has: `<!-- given: out/, page.html -->`. An HTML comment before a block says what it is:

- none: it is run. Shell blocks run in bash, Python blocks in one namespace a page, SQL in DuckDB; it must succeed.
- `<!-- exit: 1 -->`: it ends with this exit code.
- `<!-- output -->`: what the block before it printed; JSON is compared by value. `<!-- output: part -->`: … stands
  for anything left out.
- `<!-- not run: WHY -->`: it cannot run here. It must still be well formed and use options that there are.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsparse.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "README.vi.md",
    *sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "docs").rglob("*.md")
        if "_build" not in path.relative_to(ROOT).parts
    ),
]
SHELL = ("sh", "bash")
_COMMENT = re.compile(r"\s*<!-- (.+?) -->\s*")
_FENCE = re.compile(r"( *)(```+)(.*)")
# A reader installs first; here that is done.
_INSTALL = re.compile(r"python3 -m venv \.venv(?: && |\n)\.venv/bin/pip install -q (?:-e )?(\S+)(?: && |\n|$)")


@dataclass(frozen=True)
class Block:
    """A fenced block: where it stands, its language, its code, and the comment before it."""

    page: str
    line: int
    language: str
    code: str
    mark: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def reason(self) -> str | None:
        """Why it is not run, or None where it is."""
        return self.mark.partition("not run:")[2].strip() if self.mark.startswith("not run:") else None

    @property
    def is_output(self) -> bool:
        return self.mark.startswith("output")


def blocks_of(page: str) -> list[Block]:
    """Return the blocks of a page, without the directives of the site's generator."""
    found = []
    mark = ""
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        if (fence := _FENCE.fullmatch(line)) is not None:
            end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == fence[2])
            if not fence[3].startswith("{"):
                code = textwrap.dedent("\n".join(lines[at + 1 : end])) + "\n"
                found.append(Block(page, at + 1, fence[3].strip(), code, mark))
            at, mark = end, ""
        elif line.strip():
            comment = _COMMENT.fullmatch(line)
            mark = comment[1] if comment is not None else ""
        at += 1
    return found


def given(page: str) -> list[str]:
    """Return what a page's reader has, as its comment says."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [name.strip() for found in re.findall(r"<!-- given: (.+?) -->", text) for name in found.split(",")]


class Reader:
    """Somebody who reads a page in a folder of his own and does what it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, object] = {"__name__": "__example__"}
        self.printed = ""
        tools = folder / ".venv" / "bin"
        tools.mkdir(parents=True)
        for name, command in {"newsparse": "-m newsparse", "python": "", "python3": ""}.items():
            script = tools / name
            script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {command} "$@"\n', encoding="utf-8")
            script.chmod(0o755)
        (tools / "activate").touch()  # the tools are in the path anyway
        self.environment = {
            **os.environ,
            "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
            "BROWSER": "true",  # `--open` is taken at its word by a browser that shows nothing
            "LC_ALL": "C.UTF-8",
        }

    def do(self, block: Block) -> None:
        """Run a block, or compare it with what the last one printed."""
        if block.is_output:
            self.compare(block)
        elif block.language in SHELL:
            self.shell(block)
        elif block.language == "python":
            self.python(block)
        elif block.language == "sql":
            import duckdb

            with contextlib.chdir(self.folder):
                duckdb.sql(block.code).fetchall()
        else:
            raise AssertionError(f"{block}: nobody knows how to run {block.language!r}; mark it as output or not run")

    def shell(self, block: Block) -> None:
        code = _INSTALL.sub("", block.code)
        wanted = int(block.mark.partition("exit:")[2] or 0)
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        self.printed = done.stdout.decode()
        assert done.returncode == wanted, f"{block} ended with {done.returncode}:\n{self.printed}"

    def python(self, block: Block) -> None:
        shown = io.StringIO()
        code = "\n" * block.line + block.code
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(shown):
            exec(compile(code, block.page, "exec"), self.names)
        self.printed = shown.getvalue()

    def compare(self, block: Block) -> None:
        if block.language == "json" and block.mark != "output: part":
            assert json.loads(self.printed) == json.loads(block.code), f"{block} shows something else:\n{self.printed}"
            return
        shown, printed = _trimmed(block.code), _trimmed(self.printed)
        if block.mark == "output: part":
            pattern = ".*".join(re.escape(piece.strip()) for piece in shown.split("…"))
            assert re.fullmatch(rf"\s*{pattern}\s*", printed, re.DOTALL), f"{block} shows something else:\n{printed}"
        else:
            assert printed == shown, f"{block} shows something else:\n{printed}"


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def commands() -> dict[tuple[str, ...], click.Command]:
    """Return all commands of newsparse by their words: `("lexicon", "check")`."""
    found: dict[tuple[str, ...], click.Command] = {}

    def walk(words: tuple[str, ...], command: click.Command) -> None:
        found[words] = command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                walk((*words, name), below)

    walk((), main)
    return found


def options_of(command: click.Command) -> set[str]:
    """Return the spellings of a command's options."""
    return {
        name
        for parameter in command.get_params(click.Context(command))
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
    }


def calls(code: str) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Yield the calls of newsparse in shell code: the words of the command, and the options that it is given."""
    known = commands()
    for line in code.replace("\\\n", " ").splitlines():
        for part in re.split(r"\||&&|;|\$\(", re.sub(r"(^|\s)#.*", "", line)):
            words = part.split()
            at = next((n for n, word in enumerate(words) if word.rpartition("/")[2] == "newsparse"), None)
            if at is None or (at and words[at - 1] in ("install", "import", "from")):
                continue
            name: tuple[str, ...] = ()
            rest = words[at + 1 :]
            while rest and (*name, rest[0]) in known:
                name = (*name, rest.pop(0))
            yield name, [word.partition("=")[0].rstrip(")`'\".,") for word in rest if re.match(r"--?[a-zA-Z]", word)]


def check_form(block: Block) -> None:
    """Check a block that cannot run here: it can be read, and what it calls is there."""
    if block.language in SHELL:
        done = subprocess.run(["bash", "-n"], input=block.code.encode(), capture_output=True, check=False)
        assert done.returncode == 0, f"{block}: {done.stderr.decode()}"
        for name, options in calls(block.code):
            known = commands()[name]
            assert set(options) <= options_of(known), f"{block}: newsparse {' '.join(name)} has no such option"
    elif block.language == "python":
        ast.parse(block.code, str(block))
    elif block.language == "json":
        json.loads(block.code)


def installed_extras(code: str) -> set[str]:
    """Return the extras of newsparse that code or text tells to install."""
    return {
        extra.strip()
        for found in re.findall(r"(?:newsparse|(?<=')\.|(?<=\s)\.)\[([\w, -]+)\]", code)
        for extra in found.split(",")
    }


def copy_tree(name: str, folder: Path) -> None:
    """Copy a folder of the repository as a reader has it."""
    shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
