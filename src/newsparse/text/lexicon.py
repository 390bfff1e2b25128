"""Lexicons: tables of language knowledge, read from `newsparse/data` and from a user's own folder.

A table is a UTF-8 file `NAME.tsv` in NFC: a header row, then one row a form, tab separated, sorted by form.
A user's table of the same name is laid over the one that ships: a row whose first column equals a
shipped row's replaces it, other rows are added.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from newsparse.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Row = dict[str, str]


class Lexicon:
    """The tables of one parse. Loading is lazy; equal settings share one object, so results can be cached on it."""

    def __init__(self, overlay: Path | None = None) -> None:
        self.overlay = overlay
        self._tables: dict[str, tuple[Row, ...]] = {}

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of table `name` (without `.tsv`), each a dict by column.

        Raises `LexiconError` where a table is missing, or a row has a wrong number of columns.
        """
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = self._read(name)
        return found

    def forms(self, name: str, column: str = "form") -> frozenset[str]:
        """Return the values of one column of a table."""
        return frozenset(row[column] for row in self.rows(name))

    def _read(self, name: str) -> tuple[Row, ...]:
        resource = files("newsparse").joinpath("data", f"{name}.tsv")
        if not resource.is_file():
            raise LexiconError(f"no lexicon table named {name!r}")
        header, rows = parse_table(resource.read_text(encoding="utf-8"), f"{name}.tsv")
        if self.overlay is not None and (own := self.overlay / f"{name}.tsv").is_file():
            own_header, own_rows = parse_table(own.read_text(encoding="utf-8"), str(own))
            if own_header != header:
                raise LexiconError(f"{own}:1: the header must be {' '.join(header)!r} as in the table that ships")
            key = header[0]
            replaced = {row[key] for row in own_rows}
            rows = [row for row in rows if row[key] not in replaced] + own_rows
        return tuple(rows)


def parse_table(text: str, name: str) -> tuple[list[str], list[Row]]:
    """Return the header and the rows of a table given as text; `name` is used in error messages."""
    lines = text.splitlines()
    if not lines:
        raise LexiconError(f"{name}: the table is empty; its first line must name the columns")
    header = lines[0].split("\t")
    rows: list[Row] = []
    width = len(header)
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != width:
            if not line.strip():
                continue
            raise LexiconError(f"{name}:{number}: {len(cells)} columns where the header has {width}")
        rows.append(dict(zip(header, cells)))  # noqa: B905 - the lengths were compared
    return header, rows


@lru_cache(maxsize=8)
def load_lexicon(overlay: Path | None = None) -> Lexicon:
    """Return the lexicon with the tables of folder `overlay` laid over the ones that ship.

    Raises `LexiconError` where the folder does not exist.
    """
    if overlay is not None and not overlay.is_dir():
        raise LexiconError(f"{overlay}: no such folder; --lexicon takes a folder of .tsv tables")
    return Lexicon(overlay)


def index(rows: tuple[Row, ...], key: str, value: str) -> Mapping[str, str]:
    """Return a read-only mapping from one column to another."""
    return MappingProxyType({row[key]: row[value] for row in rows})
