"""The site is built with warnings as errors, and its reference leaves nothing out."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click
import msgspec
import pytest
from blocks import ROOT, commands
from lxml import html
from sphinx.util.inventory import InventoryFile

import newsparse

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the site, built as its keeper builds it, without a network."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "docs", str(folder), "-d", f"{folder}.trees"]
    nowhere = {**os.environ, "https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=nowhere)
    assert done.returncode == 0, done.stderr
    return folder


def page(site: Path, name: str):
    return html.parse(str(site / f"{name}.html")).getroot()


def test_every_command_and_option_is_in_the_reference(site):
    reference = page(site, "reference/command-line")
    for words, command in commands().items():
        if not words:
            continue
        (section,) = reference.xpath("//section[@id=$id]", id="-".join(["newsparse", *words]))
        text = " ".join(section.text_content().split())
        assert " ".join((command.help or "").split()).replace("`", "") in text
        literals = {part for code in section.xpath(".//code") for part in re.split(r"[ ,/]+", code.text_content())}
        context = click.Context(command)
        for option in command.params:
            if isinstance(option, click.Option):
                assert {*option.opts, *option.secondary_opts} <= literals, (words, option.name)
                help_ = option.get_help_record(context)
                assert help_ is not None
                assert " ".join(help_[1].split()).replace("`", "") in text, (words, option.name)


def test_every_public_name_is_in_the_reference_with_its_docstring(site):
    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="")
    listed = {
        name.removeprefix("newsparse.") for kind, names in inventory.data.items() if kind[:2] == "py" for name in names
    }
    assert set(newsparse.__all__) <= listed
    text = " ".join(page(site, "reference/python").text_content().split())
    for name in newsparse.__all__:
        value = getattr(newsparse, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            told = (value.__doc__ or "").split("\n\n")[0]
            assert told.strip(), f"{name} has no docstring"
            assert " ".join(told.split()).replace("`", "") in text, name


def test_the_fields_of_types_are_in_the_reference(site):
    reference = page(site, "reference/python")
    (record,) = reference.xpath("//dl[dt[@id='newsparse.Record']]")
    fields = [code.text_content() for code in record.xpath("(.//table)[1]//td[1]//code")]
    assert fields == list(newsparse.Record.__struct_encode_fields__)


def test_every_page_is_reached_from_the_first_and_asks_for_nothing_elsewhere(site):
    linked = {link for link in page(site, "index").xpath("//a/@href") if ":" not in link}
    for path in (ROOT / "docs").rglob("*.md"):
        name = path.relative_to(ROOT / "docs").with_suffix("").as_posix()
        if not name.startswith("_build"):
            assert name == "index" or f"{name}.html" in linked, name
            loaded = page(site, name).xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
            assert [address for address in loaded if "//" in address] == []


def test_links_to_headings_lead_to_headings(site):
    pages = {path: html.parse(str(path)).getroot() for path in site.rglob("*.html")}
    for path, tree in pages.items():
        for link in tree.xpath("//article//a/@href"):
            target, _, anchor = link.partition("#")
            there = (path.parent / target).resolve() if target else path
            if ":" not in link and anchor and there in pages:
                assert pages[there].xpath("//*[@id=$id]", id=anchor), f"{path.name}: {link}"


def test_no_page_is_wider_than_a_phone(site, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    try:
        tab = context.new_page()
        asked: Counter[str] = Counter()
        tab.on("request", lambda request: asked.update([request.url.partition(":")[0]]))
        for path in sorted(site.rglob("*.html")):
            if path.name not in ("genindex.html", "py-modindex.html", "search.html"):
                tab.goto(path.as_uri())
                assert tab.evaluate("document.documentElement.scrollWidth") <= 390, path.name
        assert set(asked) <= {"file", "data"}
    finally:
        context.close()


def test_types_of_the_record_are_all_public():
    """What a field of the record holds can be looked up in the reference."""
    for name in newsparse.__all__:
        value = getattr(newsparse, name)
        if inspect.isclass(value) and issubclass(value, msgspec.Struct):
            for field in msgspec.structs.fields(value):
                for found in re.findall(r"record\.(\w+)", str(field.type)):
                    assert found in newsparse.__all__, f"{name}.{field.name}"
