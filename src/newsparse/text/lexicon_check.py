r"""The rules that lexicon tables keep, checked: encoding, header, order, uniqueness, values, references.

A table is UTF-8 without a byte order mark, in NFC, with `\n` as its line end. Its first line names the columns. Each
row has as many cells as the header, separated by one tab, none empty (but see `_OPTIONAL`), none with spaces at its
ends. The first column is the table's key: rows are sorted by it, code point by code point, and no two are equal.
In the tables of names (`_FOLDED`) forms that differ in case or in the place of the tone mark alone are equal, too:
the grammar compares them so, and of two such rows only one would be read.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, get_args

from newsparse.record import OrganisationKind
from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_FOLDED = frozenset(
    {
        "acronyms",
        "bodies",
        "compounds",
        "entity_cues",
        "org_fields",
        "org_heads",
        "org_levels",
        "place_heads",
        "place_traps",
        "places",
    }
)
_OPTIONAL = {
    "places": {"code"},
    "unit_names": {"noun", "code", "codes"},
    "units_34": {"parent"},
    "units_63": {"parent", "successor"},
}
"""Columns in which a cell may be empty, by table."""

_VALUES: dict[tuple[str, str], frozenset[str]] = {
    ("bodies", "kind"): frozenset(get_args(OrganisationKind)),
    ("bodies", "sure"): frozenset(("yes", "no")),
    ("boilerplate", "where"): frozenset(("label", "part", "start", "whole")),
    ("class_words", "kind"): frozenset(
        ("builder", "nothing", "of_post", "own_foot", "post", "shown", "telling", "unless_shown")
    ),
    ("org_fields", "lower"): frozenset(("yes", "no", "noun", "verb")),
    ("org_heads", "alone"): frozenset(("cap", "field", "level", "nation", "no")),
    ("org_heads", "kind"): frozenset(get_args(OrganisationKind)),
    ("org_heads", "lower"): frozenset(("yes", "no")),
    ("org_heads", "reach"): frozenset(("office", "field", "free", "named", "none")),
    ("page_labels", "kind"): frozenset(("author", "caption", "credit", "medium", "office")),
    ("page_words", "kind"): frozenset(
        (
            "acting",
            "ago",
            "at_time",
            "behind_name",
            "beside_date",
            "bio_verb",
            "by",
            "comments",
            "count",
            "day_part",
            "doing",
            "edited_by",
            "error_status",
            "error_title",
            "error_whole",
            "footer_label",
            "footer_word",
            "formula",
            "formula_whole",
            "frequent",
            "generic",
            "greeted",
            "greeting",
            "home",
            "honorific",
            "institution",
            "login",
            "naming",
            "newsroom",
            "no_author",
            "no_caption",
            "no_name",
            "no_name_word",
            "on_behalf",
            "particle",
            "pictured_by",
            "posted",
            "read_on",
            "role",
            "said_by",
            "signing",
            "site",
            "stamp",
            "title",
            "updated",
            "weekday",
            "written_by",
        )
    ),
    ("place_heads", "inside"): frozenset(("yes", "no")),
    ("place_heads", "number"): frozenset(("yes", "no")),
    ("walls", "kind"): frozenset(("button", "consent", "telling")),
}
"""Columns with a closed list of values."""

_REFERENCES = {
    ("units_34", "parent"): "units_34",
    ("units_63", "parent"): "units_63",
    ("units_63", "successor"): "units_34",
}
"""Columns whose cells are keys of a table."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A rule that a table breaks: `line` counts from 1, 0 stands for the table as a whole."""

    table: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return `table.tsv:line: message`."""
        return f"{self.table}.tsv:{self.line}: {self.message}"


def check_tables(folder: Path | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with the tables that ship, or with the `.tsv` files of a user's `folder`, in order.

    A user's table must have the header of the shipped table of its name; one of another name is a problem, because
    nothing would read it.
    """
    shipped = {
        entry.name.removesuffix(".tsv"): entry.read_bytes()
        for entry in files("newsparse").joinpath("data").iterdir()
        if entry.name.endswith(".tsv")
    }
    if folder is None:
        return check(shipped)
    own = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.tsv"))}
    problems = [Problem(name, 0, "no table of this name is read") for name in own if name not in shipped]
    for name in sorted(own.keys() & shipped.keys()):
        expected = _first_line(shipped[name])
        if _first_line(own[name]) != expected:
            problems.append(Problem(name, 1, f"the header must be {expected!r} as in the table that ships"))
    return tuple(sorted((*problems, *check(own, shipped))))


def check(tables: Mapping[str, bytes], others: Mapping[str, bytes] | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with tables given as bytes by name, in order.

    `others` are tables that these may refer to beside themselves.
    """
    keys = {name: _keys(data) for name, data in {**(others or {}), **tables}.items()}
    for name, data in tables.items():
        keys[name] = _keys(data) | (_keys(others[name]) if others and name in others else frozenset())
    return tuple(sorted(problem for name, data in tables.items() for problem in _check(name, data, keys)))


def _first_line(data: bytes) -> str:
    return data.partition(b"\n")[0].decode("utf-8", "replace")


def _keys(data: bytes) -> frozenset[str]:
    return frozenset(line.partition("\t")[0] for line in data.decode("utf-8", "replace").split("\n")[1:])


def _check(name: str, data: bytes, keys: Mapping[str, frozenset[str]]) -> Iterable[Problem]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        yield Problem(name, line, f"byte 0x{data[error.start]:02X} is not UTF-8")
        return
    if text.startswith("\ufeff"):
        yield Problem(name, 1, "a byte order mark; save the file as UTF-8 without it")
        text = text[1:]
    if not text.strip():
        yield Problem(name, 0, "the table is empty; its first line must name the columns")
        return
    if "\r" in text:
        yield Problem(
            name, text[: text.index("\r")].count("\n") + 1, "a carriage return; lines end with a line feed alone"
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        yield Problem(name, text.count("\n") + 1, "no line feed at the end of the last line")
    header, *lines = text.removesuffix("\n").split("\n")
    columns = header.split("\t")
    yield from _check_header(name, columns)
    before = None
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(lines, 2):
        if not unicodedata.is_normalized("NFC", row):
            yield Problem(name, number, "not in NFC: letters and their marks must be composed")
        cells = row.split("\t")
        if len(cells) != len(columns):
            yield Problem(name, number, f"{len(cells)} columns where the header has {len(columns)}")
            continue
        yield from _check_cells(name, number, dict(zip(columns, cells, strict=True)), keys)
        key = cells[0]
        if before is not None and key < before:
            yield Problem(name, number, f"{key!r} must stand before {before!r}: rows are sorted by their first column")
        before = key
        folded = _compared(key) if name in _FOLDED else (key,)
        first = seen.setdefault(folded, number)
        if first != number:
            yield Problem(name, number, f"{key!r} is the same as line {first}")


def _compared(form: str) -> tuple[str, ...]:
    """Return a form as the grammar compares it; one without letters, digits or marks stays as it is."""
    return tuple(map(fold, tokenise(form).texts)) or (form,)


def _check_header(name: str, columns: list[str]) -> Iterable[Problem]:
    for column in columns:
        if not column.isidentifier() or not column.islower():
            yield Problem(name, 1, f"{column!r} is no column name: small letters, digits and underscores")
    if len(set(columns)) != len(columns):
        yield Problem(name, 1, "two columns of one name")


def _check_cells(name: str, number: int, row: dict[str, str], keys: Mapping[str, frozenset[str]]) -> Iterable[Problem]:
    for column, cell in row.items():
        if not cell:
            if column not in _OPTIONAL.get(name, ()):
                yield Problem(name, number, f"column {column!r} is empty")
            continue
        if cell != cell.strip():
            yield Problem(name, number, f"space around {cell!r} in column {column!r}")
        allowed = _VALUES.get((name, column))
        if allowed is not None and cell not in allowed:
            yield Problem(name, number, f"{cell!r} in column {column!r}; allowed: {', '.join(sorted(allowed))}")
        target = _REFERENCES.get((name, column))
        if target is not None and cell not in keys.get(target, ()):
            yield Problem(name, number, f"{cell!r} in column {column!r} is no key of table {target!r}")
