"""A page as a flat list of text blocks and the containers they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from selectolax.lexbor import LexborNode

NO_MARKS: Final[frozenset[str]] = frozenset()


# Without the collector of garbage: they refer to what stands around them, never in a circle.
class Node(Struct, eq=False, gc=False):
    """A container of blocks. `first` and `last` bound its blocks: `[first, last)` of `Page.blocks`.

    `index` is its place in `Page.nodes`, `end` the place behind the last container in it. `key` is its class, which
    siblings of one template share.
    """

    index: int
    parent: Node | None
    tag: str
    zone: str
    mark: str
    key: str | None
    first: int
    last: int = 0
    end: int = 0


class Block(Struct, eq=False, gc=False):
    """A piece of text. `linked`, `bold` and `italic` count its characters inside links, bold and italic type.

    `tag` is the innermost block element, `zone` the boilerplate zone it stands in or `""`, `marks` what
    class words say of it (`title`, `lead`, `date`, `author`, `caption`, …), `images` how many pictures
    stand between the block before and this one, `row` the table row of a cell, `stamp` the machine-readable
    date in it. `good` is its weight of running text (`content.weigh`); `cue` keeps what boilerplate it shows.
    """

    index: int
    text: str
    tag: str
    node: Node
    zone: str
    marks: frozenset[str]
    linked: int = 0
    bold: int = 0
    italic: int = 0
    images: int = 0
    row: int = 0
    stamp: str | None = None
    good: int = 0
    cue: str | None = None


class Picture(Struct, eq=False, gc=False):
    """A picture: address, alternative text, the index of the block that follows it, and its container."""

    src: str
    alt: str
    before: int
    node: Node
    zone: str


class Page:
    """Blocks, containers and pictures of a page, in page order, and what it says of itself to machines.

    `passed` holds zone and element of what was left out at once: boilerplate by its class words, without running
    text. `deep` tells that elements nest deeper than containers are kept apart. `teasers` is filled by
    `content.weigh`. `lang` is the declared language, `titles` the texts of title elements, `metas` the attributes of
    meta elements, `canonical` the address of that name, `linked` the texts of JSON-LD scripts, `tags` the texts of
    links that say they lead to a tag.
    """

    __slots__ = (
        "blocks",
        "canonical",
        "deep",
        "lang",
        "linked",
        "metas",
        "nodes",
        "passed",
        "pictures",
        "tags",
        "teasers",
        "titles",
    )

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.pictures: list[Picture] = []
        self.passed: list[tuple[str, LexborNode]] = []
        self.deep = False
        self.teasers: list[int] = []
        self.lang = ""
        self.titles: list[str] = []
        self.metas: list[Mapping[str, str | None]] = []
        self.canonical = ""
        self.linked: list[str] = []
        self.tags: list[str] = []


def ancestors(node: Node | None) -> Iterable[Node]:
    """Return a node and its containers, innermost first."""
    while node is not None:
        yield node
        node = node.parent
