"""The tables that the page part reads, under the lexicon of the page being read.

The words stand in `newsparse/data`; a caller's folder may lie over them. Which lexicon holds is said once for a page
(`reading`), not handed from function to function; what is built from a table is built once for each lexicon.
"""

from __future__ import annotations

import re
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, TypeVar

from newsparse.text.lexicon import load_lexicon
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsparse.text.lexicon import Lexicon

T = TypeVar("T")
_LINE = 320  # characters; longer texts are not remembered
_FEW = 16  # lines; names are asked for in a few lines of a page only

_read: ContextVar[Lexicon] = ContextVar("_read")


class reading:  # noqa: N801 - called as a function, and made for each page: a generator would cost several times as much
    """Read pages with the tables of `lexicon` while the block lasts; None stands for the tables that ship."""

    __slots__ = ("lexicon", "token")

    def __init__(self, lexicon: Lexicon | None) -> None:
        self.lexicon = lexicon or load_lexicon()

    def __enter__(self) -> None:
        self.token = _read.set(self.lexicon)

    def __exit__(self, *_: object) -> None:
        _read.reset(self.token)


def lexicon_read() -> Lexicon:
    """Return the lexicon of the page being read."""
    found = _read.get(None)
    return load_lexicon() if found is None else found


def per_lexicon(build: Callable[[Lexicon], T]) -> Callable[[], T]:
    """Return a function that gives what `build` makes of the lexicon being read; made once for each."""
    built = lru_cache(maxsize=8)(build)

    @wraps(build)
    def found() -> T:
        lexicon = _read.get(None)
        return built(load_lexicon() if lexicon is None else lexicon)

    return found


def remembered(judge: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function that keeps what `judge` says of the last lines it was asked of: several rules ask of one line.

    `judge` must depend on the text alone, not on a lexicon. Texts of more than 320 characters are not kept.
    """
    kept = lru_cache(maxsize=64)(judge)

    @wraps(judge)
    def found(text: str) -> T:
        return kept(text) if len(text) <= _LINE else judge(text)

    return found


def remembered_per_lexicon(judge: Callable[[str], T]) -> Callable[[str], T]:
    """Return the same for a judge that reads tables: what is kept holds for the lexicon under which it was said."""

    @per_lexicon
    def kept(lexicon: Lexicon) -> Callable[[str], T]:
        return lru_cache(maxsize=_FEW)(judge)

    @wraps(judge)
    def found(text: str) -> T:
        return kept()(text) if len(text) <= _LINE else judge(text)

    return found


def forms(lexicon: Lexicon, kind: str, table: str = "page_words") -> tuple[str, ...]:
    """Return the forms of a kind, the longest first, as they stand in the table."""
    found = (row["form"] for row in lexicon.rows(table) if row["kind"] == kind)
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


def any_of(lexicon: Lexicon, *kinds: str, table: str = "page_words") -> str:
    """Return the forms of some kinds as alternatives of a regular expression; a space stands for white space."""
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for kind in kinds for form in forms(lexicon, kind, table))


def folded_forms(lexicon: Lexicon, kind: str, table: str = "page_words") -> frozenset[str]:
    """Return the forms of a kind as `folded` gives texts."""
    return frozenset(folded(form) for form in forms(lexicon, kind, table))


@remembered
def folded(text: str) -> str:
    """Return text in lower case with uniform tone marks and single spaces."""
    return " ".join([fold(word) for word in text.split()])
