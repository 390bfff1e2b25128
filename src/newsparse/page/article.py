"""The article as the page room hands it on: metadata and blocks, before any reading of the language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from newsparse.record import BlockKind, Image, Stamp


class ArticleBlock(Struct, frozen=True):
    """One block of the article: kind and text (NFC, white space folded).

    A `table_row` holds its cells, one a line; other kinds have no line breaks.
    """

    kind: BlockKind
    text: str


class Removed(Struct, frozen=True):
    """A block of the page that is not of the article, and why it was left out."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """The article of one page.

    `blocks` are in page order; `removed` what was left out as boilerplate (only filled on request).
    """

    blocks: tuple[ArticleBlock, ...] = ()
    url: str | None = None
    canonical_url: str | None = None
    site_name: str | None = None
    domain: str | None = None
    language: str | None = None
    headline: str | None = None
    lead: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    charset: str | None = None
    charset_from: str | None = None
    warnings: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = field(default=(), repr=False)
