"""From the article's container to its blocks: what stays, what goes and why, and of which kind each one is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsparse.page.bylines import is_caption, is_medium, labelled_author, names_in
from newsparse.page.content import density, has_letters, is_inside, zone_of
from newsparse.page.cues import cue
from newsparse.page.dates import find_moment
from newsparse.page.headline import key
from newsparse.page.tree import ancestors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.page.content import Region
    from newsparse.page.tree import Block, Page
    from newsparse.record import BlockKind

_SENTENCE_END: Final = (".", "!", "?", "…", ":", ";", '"', "”", "’", ")", "»", ",")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DATE_WORDS = re.compile(r"[^\W\d_]{2,}")


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
    if (headline is not None and headline.index < begin) or (headline is not None and headline.index < node.last):
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
    _body(choice, inside, region, title)
    _beyond(choice, page, region)
    return choice


def _beyond(choice: Choice, page: Page, region: Region) -> None:
    """Go on behind the container: a player or an advertisement may split the article, a byline may follow it."""
    blocks = page.blocks
    node = region.node
    outer = {n.index for n in list(ancestors(node.parent))[:2]} if choice.tail == [] else set()
    signed = bool(choice.tail)
    stopped = not choice.kept
    for block in blocks[node.last :]:
        text = block.text
        if not stopped and block.index - node.last < 40:
            zone = zone_of(block, region)
            found = "" if zone else cue(block)
            if found in ("end", "footer", "related") or zone in ("related", "comments", "footer"):
                stopped = True
            elif not signed and not zone and not found and block.index - node.last < 16 and _signs(block):
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
            ):
                choice.kept.append(("paragraph", block))
                continue
        choice.removed.append((block, "after-article"))


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
    if key(text) == title:
        return "headline-again"
    if found := cue(block):
        return found
    if is_date_line(text):
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


def is_date_line(text: str) -> bool:
    """Tell whether a block holds a date and hardly anything else."""
    if len(text) > 110:
        return False
    moment = find_moment(text)
    if moment is None:
        return False
    rest = text[: moment.start] + " " + text[moment.end :]
    if is_caption(text):
        return False
    return len(rest.strip(" -–|,.:;()[]")) < 45 and not text.endswith((".", "…"))


def _body(choice: Choice, blocks: list[Block], region: Region, title: str) -> None:
    kept: list[tuple[BlockKind, Block]] = []
    remaining = sum(b.good for b in blocks if not zone_of(b, region))
    total = remaining
    seen = 0
    dropping = ""
    listed: str = ""
    for at, block in enumerate(blocks):
        text = block.text
        zone = zone_of(block, region)
        good = 0 if zone else block.good
        remaining -= good
        if dropping:
            choice.removed.append((block, dropping))
            continue
        if zone:
            choice.removed.append((block, zone))
            continue
        if not has_letters(text) and not (_is_data(block)):
            choice.removed.append((block, "no-letters"))
            continue
        if text.startswith("<") and text.endswith(">"):
            choice.removed.append((block, "markup"))
            continue
        found = cue(block)
        if found in ("end", "related", "footer", "counter", "tool", "paywall", "error"):
            choice.removed.append((block, found))
            if found in ("end", "footer") and remaining < 0.25 * total and seen:
                dropping = f"after-{found}"
            elif found in ("related", "end") and len(text) < 60:
                listed = found
            continue
        if found == "bio" and remaining < 0.15 * total and seen:
            choice.removed.append((block, found))
            continue
        linked = density(block)
        if listed:
            if linked > 0.5 or (
                not good
                and block.tag in ("li", "td", "h2", "h3", "h4", "h5")
                and len(text) < 160
                and not is_caption(text)
            ):
                choice.removed.append((block, "related"))
                continue
            listed = ""
        if linked > 0.75 and not good and not _is_linked_prose(block, blocks, at):
            choice.removed.append((block, "links"))
            continue
        if not seen:
            if title and key(text) == title:
                choice.removed.append((block, "headline-again"))
                continue
            if block.marks & {"date", "source"} and len(text) < 120:
                choice.removed.append((block, "date"))
                continue
            if len(text) < 100 and ("author" in block.marks or labelled_author(text)):
                choice.removed.append((block, "byline"))
                continue
        if is_date_line(text) and (not seen or (len(text) < 60 and not _is_data(block))):
            choice.removed.append((block, "date"))
            continue
        kind = _kind(block, blocks, at)
        kept.append((kind, block))
        if kind != "caption":
            seen += good
    choice.kept.extend(_trimmed(kept, choice))


def _is_data(block: Block) -> bool:
    return block.tag in ("td", "th")


def _is_linked_prose(block: Block, blocks: list[Block], at: int) -> bool:
    """Tell whether a block with links is part of the text: a table cell that is not all link."""
    return block.tag in ("td", "th") and density(block) < 1.0 and len(blocks) > at


def _kind(block: Block, blocks: list[Block], at: int) -> BlockKind:
    text = block.text
    if "caption" in block.marks or block.tag == "figcaption":
        return "caption"
    if "lead" in block.marks and at < 6:
        return "lead"
    if block.tag in _HEADINGS and len(text) < 200:
        return "heading"
    if len(text) < 500 and is_caption(text):
        return "caption"
    if block.tag == "li":
        return "list_item"
    if block.tag == "blockquote" or block.node.tag == "blockquote":
        return "quote"
    if (
        block.images
        and not block.good
        and len(text) < 300
        and (not text.endswith((":", "?")))
        and (block.italic * 10 > len(text) * 8 or block.tag == "td" or not text.endswith("."))
    ):
        return "caption"
    if block.tag in ("td", "th") and not block.good:
        return "table_row"
    if block.bold * 10 >= len(text) * 9 and len(text) < 150 and not text.endswith((".", ",", ";")):
        return "heading"
    return "paragraph"


def _trimmed(kept: list[tuple[BlockKind, Block]], choice: Choice) -> Iterable[tuple[BlockKind, Block]]:
    """Take the byline and left-over labels off the end of the article."""
    end = len(kept)
    tail: list[tuple[BlockKind, Block]] = []
    for _ in range(6):
        if not end:
            break
        kind, block = kept[end - 1]
        text = block.text
        if block.good and labelled_author(text) is None:
            break
        if kind == "caption" and "author" not in block.marks and labelled_author(text) is None:
            break
        if is_signature(block):
            tail.append(("byline", block))
            choice.tail.append(block)
            end -= 1
            continue
        if len(text) < 40 and density(block) > 0.5:
            choice.removed.append((block, "links"))
            end -= 1
            continue
        break
    return [*kept[:end], *reversed(tail)]


def is_signature(block: Block) -> bool:
    """Tell whether a short closing line names an author or a source."""
    text = block.text
    if len(text) > 120:
        return False
    if "author" in block.marks or "source" in block.marks:
        return True
    if labelled_author(text) is not None:
        return True
    if len(text) > 60 or text.endswith((":", "?", "!", "…")):
        return False
    if is_medium(text):
        return True
    names = names_in(text)
    bare = text.replace("(", "").replace(")", "")
    if names and (
        len(" ".join(names)) >= len(bare) * 0.5
        or (text.startswith(names[0]) and text[len(names[0]) :].lstrip()[:1] in ("-", "–", "("))
    ):
        return True
    return text.isupper() and len(text.split()) <= 5 and "." not in text[:-1]


def keep_inside(block: Block, region: Region) -> bool:
    """Tell whether a block stands in the article's container."""
    return is_inside(block.node, region.node)
