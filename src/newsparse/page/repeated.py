"""What one page cannot tell: the blocks that stand on most pages of its site.

A menu, a footer, a counter, a build stamp or the portal's own name in the place of a headline looks like
text on one page; on fifty pages it is what does not change. `block_keys` is what is counted over pages,
`mark_repeated` what is done to a page once the repeated keys of its site are known.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from newsparse.page.bylines import labelled_author

if TYPE_CHECKING:
    from newsparse.page.tree import Page

REPEATED: Final = "repeated"


def block_key(text: str) -> int:
    """Return the key under which a block's text is counted: 64 bits; letter case does not count.

    Numbers do: the price reports of a site differ in nothing else.
    """
    same = text.casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(same, digest_size=8).digest(), "big")


def block_keys(page: Page) -> tuple[frozenset[int], tuple[int, ...]]:
    """Return the keys of a page's blocks, and those of its three longest ones without links.

    The second tells one article saved twice from two articles. Bylines are left out: an author may write most
    of a small site's articles.
    """
    keys = {}
    for block in page.blocks:
        if "author" not in block.marks and (len(block.text) > 100 or labelled_author(block.text) is None):
            keys[block.index] = block_key(block.text)
    longest = sorted(page.blocks, key=lambda block: (block.linked - len(block.text), block.index))[:3]
    return frozenset(keys.values()), tuple(block_key(block.text) for block in longest)


def mark_repeated(page: Page, repeated: frozenset[int]) -> None:
    """Put the blocks whose keys are in `repeated` into a boilerplate zone of their own."""
    for block in page.blocks:
        if block_key(block.text) in repeated:
            block.zone = REPEATED
            block.marks = frozenset()
            block.stamp = None
