"""Gold files: what a person found in an article, written by hand.

Beside an article `NAME.txt` or a page `NAME.html` stands `NAME.gold.json`; `docs/gold.md` describes its keys.
What two readers may see differently stands under `optional`: found or not, it does not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from newsparse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Named(msgspec.Struct, frozen=True):
    """An official with positions, or an organisation with other forms of its name."""

    name: str
    positions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Item(msgspec.Struct, frozen=True):
    """A fact or a time; `nth` counts the occurrences of `text` in the article from 1."""

    text: str
    nth: int = 1
    kind: str | None = None
    type: str | None = None
    value: str | None = None
    min: str | None = None
    max: str | None = None
    unit: str | None = None
    approx: str | None = None
    item: str | None = None


class Marks(msgspec.Struct, frozen=True):
    """The marks of one reader, or what readers differ about; None where they did not look for a thing."""

    officials: tuple[Named, ...] | None = None
    people: tuple[str, ...] | None = None
    organisations: tuple[Named, ...] | None = None
    facts: tuple[Item, ...] | None = None
    times: tuple[Item, ...] | None = None


class Gold(Marks, frozen=True):
    """The gold of one article.

    A key that is left out is not asked for; `published` null asks for no date. `text` is the lead and the body,
    blocks separated by a blank line; `neutral` are captions and bylines, which are neither asked for nor wrong.
    """

    headline: str | None = None
    authors: tuple[str, ...] | None = None
    published: str | msgspec.UnsetType | None = msgspec.UNSET
    text: str | None = None
    neutral: tuple[str, ...] = ()
    optional: Marks = Marks()
    path: str = ""


def read_gold(folder: Path) -> Iterator[tuple[Path, Gold]]:
    """Yield each article's path and gold, in the order of their names.

    Raises `InputError` where the folder has none, a gold file is not as described, or its article is missing.
    """
    found = sorted(folder.glob("*.gold.json"))
    if not found:
        raise InputError(f"{folder}: no gold here; looked for NAME.gold.json beside NAME.txt or NAME.html")
    for path in found:
        stem = path.name.removesuffix(".gold.json")
        article = next((p for p in (path.with_name(stem + s) for s in (".html", ".txt")) if p.is_file()), None)
        if article is None:
            raise InputError(f"{path}: neither {stem}.html nor {stem}.txt stands beside it")
        try:
            gold: Any = msgspec.json.decode(path.read_bytes(), type=Gold)
        except msgspec.DecodeError as error:
            raise InputError(f"{path}: {error}") from error
        yield article, gold
