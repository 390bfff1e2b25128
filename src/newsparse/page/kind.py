"""Is this page an article at all? Home and section pages, error pages, login walls, script shells are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.page.content import zone_of
from newsparse.page.cues import cue

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
    if whole < 400 and data.count(b"<script") >= 2 and words < 40:
        warnings |= {"javascript-shell", "not-an-article"}
    if any(block.cue == "paywall" for block in page.blocks if block.cue and not zone_of(block, region)):
        warnings.add("paywall")
    if good < 1500 and any(
        cue(b) == "error" for b in page.blocks[:80] if len(b.text) < 200 and not zone_of(b, region)
    ):
        warnings.add("not-an-article")
    if good == 0 or headline is None and good < 400:
        warnings.add("not-an-article")
    return warnings
