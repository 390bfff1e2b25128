"""Every code block of README and docs does what the page says."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING

import pytest
from blocks import (
    PAGES,
    ROOT,
    SHELL,
    Reader,
    blocks_of,
    calls,
    check_form,
    commands,
    copy_tree,
    given,
    installed_extras,
    options_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ARCHIVE = sorted((ROOT / "examples" / "archive").glob("*.html"))


def put_folder(folder: Path, name: str) -> None:
    shutil.copytree(ROOT / "examples" / "archive", folder / name)


def put_zip(folder: Path, name: str) -> None:
    with zipfile.ZipFile(folder / name, "w") as archive:
        for page in ARCHIVE:
            archive.write(page, page.name)


def put_warc(folder: Path, name: str) -> None:
    members = []
    for number, page in enumerate(ARCHIVE):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.read_bytes()
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Date: 2024-07-01T00:00:00Z\r\nWARC-Target-URI: https://lamson.example.vn/{page.name}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        members.append(gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0))
    (folder / name).write_bytes(b"".join(members))


def put_damaged(folder: Path, name: str) -> None:
    """Make a WARC in which some bytes in the middle are lost."""
    put_warc(folder, name)
    whole = bytearray((folder / name).read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 40] = bytes(40)
    (folder / name).write_bytes(whole)


def put_page(folder: Path, name: str) -> None:
    shutil.copy(ROOT / "examples" / "pages" / "thanh-uy.html", folder / name)


def put_records(folder: Path, name: str) -> None:
    with (folder / name).open("wb") as file:
        subprocess.run([sys.executable, "-m", "newsparse", "parse", "page.html"], cwd=folder, stdout=file, check=True)


def put_out(folder: Path, name: str) -> None:
    command = [sys.executable, "-m", "newsparse", "batch", "archive/", "-o", name, "-w", "1", "-q"]
    subprocess.run(command, cwd=folder, check=True)


def put_checkout(folder: Path, name: str) -> None:
    for part in ("src", "tests/page", "tests/fixtures"):
        copy_tree(part, folder)


GIVEN: dict[str, Callable[[Path, str], None]] = {
    "page.html": put_page,
    "records.jsonl": put_records,
    "archive.zip": put_zip,
    "archive.warc.gz": put_warc,
    "damaged.warc.gz": put_damaged,
    "out/": put_out,
    "checkout": put_checkout,
    "tests/gold": lambda folder, name: copy_tree(name, folder),
}


@pytest.mark.parametrize("page", [page for page in PAGES if any(block.reason is None for block in blocks_of(page))])
def test_the_blocks_of_a_page_run_one_after_another(page, tmp_path):
    copy_tree("examples", tmp_path)
    put_folder(tmp_path, "archive")
    for name in given(page):
        GIVEN[name](tmp_path, name.rstrip("/"))
    reader = Reader(tmp_path)
    if "checkout" in given(page):
        reader.environment["PYTHONPATH"] = str(tmp_path / "src")
    for block in blocks_of(page):
        if block.reason is None:
            reader.do(block)


@pytest.mark.parametrize("page", PAGES)
def test_a_block_that_is_not_run_says_why_and_is_well_formed(page):
    for block in blocks_of(page):
        if block.reason is not None:
            assert len(block.reason) >= 8, f"{block}: say why it is not run"
            check_form(block)


@pytest.mark.parametrize("page", PAGES)
def test_what_is_named_in_running_text_is_there(page):
    """Calls of newsparse between backticks, and extras to install, are real."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for block in blocks_of(page):
        if block.language in SHELL:
            text += "".join(f"\n`{line}`" for line in block.code.splitlines())
    known = commands()
    for code in (part for line in text.splitlines() for part in line.split("`")[1::2]):
        if code.startswith("newsparse "):
            for name, options in calls(code):
                assert set(options) <= options_of(known[name]), f"{page}: {code}"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert installed_extras(text) <= set(project["optional-dependencies"])


def test_the_checks_themselves_find_what_is_wrong():
    assert list(calls("newsparse parse --prety a.html | newsparse lexicon check")) == [
        (("parse",), ["--prety"]),
        (("lexicon", "check"), []),
    ]
    assert installed_extras("pip install 'newsparse[batch,nonsense]' and -e '.[test]'") == {"batch", "nonsense", "test"}
    assert "--prety" not in options_of(commands()[("parse",)])
