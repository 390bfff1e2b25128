"""Teasers of other items: a linked title and a short text below it, several in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsparse.page.tree import ancestors

if TYPE_CHECKING:
    from newsparse.page.tree import Block, Page

_APART: Final = 12
"""How many blocks further the next teaser of a row stands at most; a list of links may lie between."""


def set_teasers_apart(page: Page) -> None:
    """Put the teasers of other items into the zone `related` and take their weight, where other text is left.

    Two sentences of news beside ten teasers are the article. A page that has teasers and nothing else stays as it is:
    a list. Nor are the texts of a container told apart that holds running text, too: an article may be a list.
    """
    blocks = page.blocks
    prose = [block for block in blocks if block.good and not block.zone]
    for row in sorted(_rows(blocks, prose), key=len, reverse=True):
        members = {block.index for block in row}
        rest = [block for block in prose if block.index not in members]
        if not _stands_beside(blocks, row, rest):
            continue
        for block in row:
            block.zone = "related"
            page.teasers.append(block.good)
            block.good = 0
        prose = rest


def _rows(blocks: list[Block], prose: list[Block]) -> list[list[Block]]:
    """Return the texts below linked titles in rows that no other running text parts."""
    rows: list[list[Block]] = []
    before: int | None = None
    for block in prose:
        if _title_of(blocks, block) is None:
            before = None
            continue
        if before is not None and block.index - before <= _APART:
            rows[-1].append(block)
        else:
            rows.append([block])
        before = block.index
    return rows


def _stands_beside(blocks: list[Block], row: list[Block], rest: list[Block]) -> bool:
    """Tell whether a row of teasers stands beside an article that the rest of the text is."""
    left = sum(block.good for block in rest)
    if len(row) < 3:
        return left >= 200 and rest[0].index < row[0].index and all(_is_alone(blocks, block) for block in row)
    homes = {block.node.index for block in row}
    return left >= 80 and all(block.node.index not in homes for block in rest)


def _title_of(blocks: list[Block], block: Block) -> Block | None:
    """Return the linked title above a short text, a date between them allowed, or None."""
    if len(block.text) > 350 or block.linked * 5 > len(block.text):
        return None
    for at in (block.index - 1, block.index - 2):
        if at < 0:
            return None
        title = blocks[at]
        if len(title.text) >= 15 and title.linked * 5 >= len(title.text) * 3:
            return title
        if len(title.text) > 40 or title.good:
            return None
    return None


def _is_alone(blocks: list[Block], block: Block) -> bool:
    """Tell whether a text and the linked title above it have a container to themselves."""
    title = _title_of(blocks, block)
    if title is None or len(title.text) < 25 or title.linked * 20 < len(title.text) * 19:
        return False
    for node in ancestors(block.node):
        if node.first <= title.index:
            return node.last - node.first <= 3 and node.last > block.index
    return False
