"""What pages say in words and figures is what the code says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from blocks import ROOT

from newsparse import WARNINGS, Limits, PageLimits, json_schema
from newsparse.batch.duplicates import COLUMNS
from newsparse.batch.items import REASONS
from newsparse.batch.tables import TABLES
from newsparse.fetching.options import FetchOptions

DOCS = ROOT / "docs"


def rows(page: str) -> list[list[str]]:
    """Return the cells of all rows of tables on a page."""
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]


def test_every_warning_is_explained_in_the_code_s_own_words_and_says_what_to_do():
    told = {row[0].strip("`"): row for row in rows("warnings.md") if row[0].startswith("`")}
    assert {name: row[1] for name, row in told.items()} == WARNINGS
    assert all(len(row[2]) > 20 for row in told.values())


def test_figures_of_quality_are_kept_by_the_floors_and_not_far_below_them():
    """A floor may rise without a change of the page, but not fall below what the page promises."""
    floors = json.loads((ROOT / "tests" / "gold" / "floors.json").read_text(encoding="utf-8"))
    told = {row[0]: float(row[1]) for row in rows("limits.md") if row[0] in floors}
    assert set(told) == set(floors)
    for field, figure in told.items():
        assert floors[field] - 0.1 <= figure <= floors[field], field


def test_bounds_are_those_of_the_code():
    text = (DOCS / "limits.md").read_text(encoding="utf-8").split("## Bounds")[1]
    limits, page, fetching = Limits(), PageLimits(), FetchOptions()
    for said in (
        f"| bytes of a page | {limits.max_bytes >> 20} MiB |",
        f"| nesting | {limits.max_depth} levels |",
        f"| attributes of a tag | {limits.max_attributes} |",
        f"| text looked through | {limits.max_text:,} code points |",
        f"| {page.seconds:g} s, {page.memory >> 30} GiB |",
        f"| {fetching.max_redirects}, {fetching.max_bytes >> 20} MiB, {fetching.timeout:g} s |",
    ):
        assert said in text


def test_every_field_and_value_of_the_record_is_on_its_page():
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`(?:\w+\[\]\.)?([\w.-]+)`", text))
    for name, type_ in json_schema()["$defs"].items():
        for field, schema in type_["properties"].items():
            assert field in known or any(word.endswith(f".{field}") for word in known), f"{name}.{field}"
            values = schema.get("enum") or next((v["enum"] for v in schema.get("anyOf", ()) if "enum" in v), ())
            assert set(values) - {None} <= known, f"{name}.{field}"


FIRST = json.loads((Path(__file__).parent / "newsparse-1.json").read_text(encoding="utf-8"))


def shape(schema: Any) -> Any:
    """Return a schema without what may change: defaults, descriptions, and the values of closed lists."""
    if isinstance(schema, dict):
        return {key: shape(value) for key, value in schema.items() if key not in ("default", "description", "enum")}
    return [shape(value) for value in schema] if isinstance(schema, list) else schema


@pytest.mark.parametrize("name", FIRST)
def test_the_record_has_changed_only_as_its_rules_allow(name):
    """`newsparse-1.json` is the schema as it was first published; it never changes within the major version."""
    now = json_schema()["$defs"][name]
    for field, schema in FIRST[name]["properties"].items():
        assert shape(now["properties"][field]) == shape(schema), f"{name}.{field} has changed"
        assert set(schema.get("enum", ())) <= set(now["properties"][field].get("enum", ()))
    assert set(now.get("required", ())) <= set(FIRST[name].get("required", ())), "a new field needs a default"


def test_a_record_of_the_first_version_is_still_read():
    from newsparse import Record

    bare = {"text": "Một dòng."}
    record = Record.from_json(msgspec.json.encode(bare))
    assert record.officials == ()


def test_every_reason_and_table_of_a_batch_is_documented():
    told = {row[0].strip("`"): row[1] for row in rows("batch.md") if len(row) == 2}
    assert {name: told.get(name) for name in REASONS} == REASONS
    text = (DOCS / "batch.md").read_text(encoding="utf-8")
    assert all(f"`{table}`" in text for table in TABLES)


def test_the_columns_of_the_tables_are_those_of_the_code():
    kinds = {"text": "str", "integer": "int", "float": "float", "boolean": "bool", "list of texts": "list"}
    text = (DOCS / "reference" / "tables.md").read_text(encoding="utf-8")
    told = {}
    for part in text.split("\n## `")[1:]:
        columns = re.findall(r"^\| `(\w+)` \| ([a-z ]+) \|", part, re.MULTILINE)
        told[part.partition("`")[0]] = [(name, kinds[kind]) for name, kind in columns]
    assert told == {name: list(columns.items()) for name, columns in {**TABLES, "duplicates": COLUMNS}.items()}


def test_links_from_the_readmes_lead_to_files():
    for name in ("README.md", "README.vi.md", "SECURITY.md", "CHANGELOG.md", "corpus/README.md"):
        page = ROOT / name
        for link in re.findall(r"\]\(([^)#]+)(?:#[\w-]+)?\)", page.read_text(encoding="utf-8")):
            assert "://" in link or (page.parent / link).exists(), f"{name}: {link}"


def test_every_option_of_fetching_is_documented():
    import dataclasses

    table = (DOCS / "fetching.md").read_text(encoding="utf-8").split("## Options")[1].split("## Errors")[0]
    told = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert told == [field.name for field in dataclasses.fields(FetchOptions)]


def test_every_option_named_is_one_of_some_command():
    """Options named alone in running text, such as `--render shells`, are there too."""
    from blocks import PAGES, blocks_of, commands, options_of

    known = {option for command in commands().values() for option in options_of(command)}
    foreign = {"--nthreads", "--nworkers"}  # of Dask
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for block in blocks_of(page):
            text = text.replace(block.code, "")
        named = {
            word for code in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"(?<![\w-])--[a-z][\w-]*", code)
        }
        assert named <= known | foreign, page


def test_the_two_readmes_tell_the_same_commands():
    from blocks import SHELL, blocks_of, commands

    english, vietnamese = blocks_of("README.md"), blocks_of("README.vi.md")
    for languages in (SHELL, ("python",)):
        assert [b.code for b in english if b.language in languages] == [
            b.code for b in vietnamese if b.language in languages
        ]
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [words[0] for words in commands() if words and not re.search(rf"`(newsparse )?{words[0]}\b", text)] == []


def test_modules_and_tables_named_on_the_pages_are_there():
    source = ROOT / "src" / "newsparse"
    known = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    names = {path.rpartition("/")[2] for path in known} | {path.name for path in DOCS.rglob("*.py")}
    tables = {path.stem for path in (source / "data").glob("*.tsv")}
    for page in DOCS.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        for module in re.findall(r"`(?:src/newsparse/)?([\w/]+\.py)`", text):
            assert module in known or (ROOT / module).is_file() or module in names, f"{page.name}: {module}"
        for table in re.findall(r"`(?:src/newsparse/data/)?(\w+)\.tsv`", text):
            assert table in tables, f"{page.name}: {table}"
    title = (DOCS / "how-to" / "add-a-title.md").read_text(encoding="utf-8").split("## Other words")[1]
    cells = [row[1] for row in rows("how-to/add-a-site.md")] + re.findall(r"^\| [^|]+ \| (.+) \|$", title, re.MULTILINE)
    named = {table for cell in cells for table in re.findall(r"`(\w+)`", cell)}
    assert len(named) > 10
    assert named <= tables
