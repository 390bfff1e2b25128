"""From the article's container to its blocks: what stays, what goes and why, and of which kind each one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsparse.page.body import Body
from newsparse.page.bylines import is_caption, is_sure_name, labelled_author, names_in
from newsparse.page.closing import end_of
from newsparse.page.content import density, zone_of
from newsparse.page.cues import cue
from newsparse.page.datelines import is_date_line, is_stamp
from newsparse.page.titles import key, says
from newsparse.page.tree import ancestors

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.tree import Block, Page
    from newsparse.record import BlockKind

_SENTENCE_END: Final = (".", "!", "?", "…", ":", ";", '"', "”", "’", ")", "»", ",")


class Choice:
    """The chosen blocks with their kinds, and the ones left out with the reason."""

    __slots__ = ("kept", "removed", "tail")

    def __init__(self) -> None:
        self.kept: list[tuple[BlockKind, Block]] = []
        self.removed: list[tuple[Block, str]] = []
        self.tail: list[Block] = []


def choose(page: Page, region: Region, headline: Block | None) -> Choice:
    """Return the blocks of the article: lead, body, captions, closing byline, in page order, without the headline."""
    choice = Choice()
    blocks = page.blocks
    node = region.node
    begin = node.first
    if headline is not None and headline.index < node.last:
        begin = headline.index + 1
    title = key(headline.text) if headline is not None else ""
    for block in blocks[:begin]:
        if block is not headline:
            choice.removed.append((block, "before-article"))
    inside = blocks[max(begin, node.first) : node.last]
    for block in blocks[begin : node.first]:
        reason = _not_lead(block, region, title)
        if reason == "caption":
            choice.kept.append(("caption", block))
        elif reason:
            choice.removed.append((block, reason))
        else:
            choice.kept.append(("lead", block))
    body = Body(inside, region, headline, choice.removed).read()
    _drop_cut_lead(choice, body.kept)
    ending = end_of(body.kept)
    choice.kept += ending.kept
    choice.removed += ending.removed
    choice.tail = ending.signed
    _beyond(choice, page, region, headline)
    return choice


def _drop_cut_lead(choice: Choice, kept: list[tuple[BlockKind, Block]]) -> None:
    """Leave out a lead that the system cut off, where the text begins with the whole of it."""
    everything = [*choice.kept, *kept]
    for kind, block in everything[:2]:
        begin = block.text.rstrip(" .…[]")
        if len(begin) < 60 or not block.text.endswith(("...", "…", "...]")):
            continue
        if any(other.text.startswith(begin) for _, other in everything[:6] if other is not block):
            choice.removed.append((block, "cut-off"))
            for blocks in (choice.kept, kept):
                if (kind, block) in blocks:
                    blocks.remove((kind, block))


def _beyond(choice: Choice, page: Page, region: Region, headline: Block | None) -> None:
    """Go on behind the container: a player or an advertisement may split the article, a byline may follow it."""
    blocks = page.blocks
    node = region.node
    outer = {n.index for n in list(ancestors(node.parent))[:2]} if not choice.tail else set()
    signed = bool(choice.tail)
    stopped = not choice.kept
    for block in blocks[node.last :]:
        text = block.text
        if not stopped and block.index - node.last < 40:
            zone = zone_of(block, region)
            found = "" if zone else cue(block)
            if (
                found in ("end", "footer", "related")
                or zone in ("related", "comments", "footer")
                or _heads_another(block, headline)
            ):
                stopped = True
            elif (
                not signed
                and not zone
                and not found
                and block.index - node.last < 16
                and (_signs(block) or (block.index == node.last and not block.linked and _is_person(text)))
            ):
                choice.kept.append(("byline", block))
                choice.tail.append(block)
                signed = True
                continue
            elif (
                block.good >= 100
                and not zone
                and block.linked * 5 < len(text)
                and block.tag not in ("li", "td", "th")
                and block.node.tag not in ("li", "td", "th", "tr")
                and any(n.index in outer for n in list(ancestors(block.node))[:3])
                and (
                    block.good >= 180
                    or any(n is block.node for n in ancestors(node))
                    or (node.key is not None and block.node.key == node.key)
                    or sum(1 for b in blocks[block.node.first : block.node.last] if b.good) >= 2
                )
            ):
                choice.kept.append(("paragraph", block))
                continue
        choice.removed.append((block, "after-article"))


def _heads_another(block: Block, headline: Block | None) -> bool:
    """Tell whether a block is the headline of the next article: it stands in its container as the first does."""
    return (
        headline is not None
        and "title" in block.marks & headline.marks
        and block.node is not headline.node
        and block.node.key is not None
        and (block.node.tag, block.node.key) == (headline.node.tag, headline.node.key)
    )


def _is_person(text: str) -> bool:
    """Tell whether a line is a name, or one with the office of its bearer: `Trần Văn Bá - Phòng Dự báo`."""
    name, dash, office = text.partition(" - ")
    return is_sure_name(name) and (not dash or (len(text) <= 60 and not names_in(office)))


def _signs(block: Block) -> bool:
    text = block.text
    if len(text) > 80 or density(block) > 0.5:
        return False
    named = labelled_author(text)
    if "author" in block.marks:
        return bool(named or names_in(text))
    return bool(named)


def _not_lead(block: Block, region: Region, title: str) -> str:
    """Return why a block between headline and body is no lead, or `""`."""
    text = block.text
    zone = zone_of(block, region)
    if zone:
        return zone
    if density(block) > 0.4:
        return "links"
    if "caption" in block.marks and not block.marks & {"date", "author"}:
        return "caption" if len(text) >= 12 else "short"
    if block.marks & {"date", "author", "source"} and "lead" not in block.marks:
        return "byline"
    if says(text, title):
        return "headline-again"
    if found := cue(block):
        return found
    if is_date_line(text) and (len(text) < 70 or is_stamp(text)):
        return "date"
    if labelled_author(text) is not None:
        return "byline"
    if "lead" in block.marks and len(text) >= 20:
        return ""
    if len(text) < 60 and not (text.endswith(_SENTENCE_END) and len(text) >= 40):
        return "short"
    if is_caption(text):
        return "caption"
    return ""
