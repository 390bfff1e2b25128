"""Is this page an article at all? Home and section pages, error pages, login walls, script shells are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.page.content import density, zone_of
from newsparse.page.cues import cue
from newsparse.page.walls import shell_warnings, wall_warnings

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.select import Choice
    from newsparse.page.tree import Block, Page


def page_warnings(
    page: Page, head: Head, region: Region, choice: Choice, headline: Block | None, data: bytes
) -> set[str]:
    """Return the warnings that tell what kind of page this is."""
    warnings: set[str] = set()
    texts = [block for kind, block in choice.kept if kind != "caption"]
    words = sum(block.text.count(" ") + 1 for block in texts)
    if words < 40:
        warnings.add("short-body")
    good = sum(block.good for block in texts)
    whole = sum(len(block.text) for block in page.blocks)
    warnings |= shell_warnings(data, whole, words)
    if any(block.cue == "paywall" for block in page.blocks if block.cue and not zone_of(block, region)):
        warnings.add("paywall")
    if good < 1500 and any(
        cue(b) == "error"
        for b in page.blocks[region.node.first : region.node.last][:40]
        if len(b.text) < 200 and not zone_of(b, region)
    ):
        warnings.add("not-an-article")
    warnings |= wall_warnings(page, head, words, data)
    if _is_list(page, choice):
        warnings.add("not-an-article")
    if good == 0 or (headline is None and good < 400):
        warnings.add("not-an-article")
    return warnings


def _is_list(page: Page, choice: Choice) -> bool:
    """Tell whether most texts are teasers behind a linked title, or most of the text is links."""
    blocks = page.blocks
    count = teasers = size = linked = 0
    longest = 0
    for kind, block in choice.kept:
        if kind in ("caption", "byline"):
            continue
        size += len(block.text)
        linked += block.linked
        longest = max(longest, block.good)
        if len(block.text) < 40:
            continue
        count += 1
        before = blocks[block.index - 1] if block.index else None
        if before is not None and len(before.text) >= 15 and density(before) > 0.8:
            teasers += 1
    if size and linked > 0.5 * size:
        return True
    if choice.kept:
        first, last = choice.kept[0][1].index, choice.kept[-1][1].index
        titles = {
            block.index
            for block, reason in choice.removed
            if reason == "links" and first - 4 <= block.index <= last and len(block.text) >= 20
        }
        # how many texts have a linked title in the gap before them
        gaps, edge = 0, first - 4
        for _, block in choice.kept:
            gaps += any(at in titles for at in range(max(edge, block.index - 6), block.index))
            edge = block.index
        if gaps >= 5 and gaps >= 0.5 * count and longest < 700:
            return True
    return teasers >= 4 and teasers * 2 >= count and longest < 700
