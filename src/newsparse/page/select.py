"""From the article's container to its blocks: what stays, what goes and why, and of which kind each one is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsparse.page.bylines import OFFICE_LINE, is_caption, is_medium, is_name_line, labelled_author, names_in
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
_CREDIT = re.compile(r"\s*[(–-]*\s*(?:ảnh|video|clip)\s*:.*$", re.IGNORECASE)
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
    _body(choice, inside, region, title, headline)
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


def _body(choice: Choice, blocks: list[Block], region: Region, title: str, headline: Block | None) -> None:
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
        if seen >= 200 and headline is not None and _begins_another(block, headline):
            choice.removed.append((block, "after-article"))
            dropping = "after-article"
            continue
        if seen and len(text) < 40 and _COMMENTS.fullmatch(text.strip(" :")) and _dated(blocks, at):
            choice.removed.append((block, "comments"))
            dropping = "comments"
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
            if (
                found in ("end", "footer")
                and seen
                and (remaining < 0.25 * total or (remaining < 0.65 * total and _is_outside(block, kept)))
            ):
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
        if len(text) < 120 and 0 < linked <= 0.75 and block.tag not in ("td", "th") and labelled_author(text) is None:
            linked = block.linked / max(1, len(_SEPARATORS.sub("", text)))
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
            if len(text) < 100 and ("author" in block.marks or labelled_author(text) is not None):
                choice.removed.append((block, "byline"))
                continue
            if len(text) < 60 and is_name_line(text) and _by_date(blocks, at, choice):
                choice.removed.append((block, "byline"))
                continue
        if seen and not good and remaining > 0.08 * total and len(text) < 60 and "lead" not in block.marks:
            if "author" in block.marks and (labelled_author(text) is not None or names_in(text)):
                choice.removed.append((block, "byline"))
                continue
            if seen < 500 and len(text) < 90 and labelled_author(text):
                choice.removed.append((block, "byline"))
                continue
            if "date" in block.marks and _CLOCK.fullmatch(text):
                choice.removed.append((block, "date"))
                continue
        if (
            seen
            and remaining < 0.15 * total
            and len(text) < 400
            and _BIO.match(text)
            and (block.italic * 10 > len(text) * 8 or "author" in block.marks)
        ):
            choice.removed.append((block, "bio"))
            continue
        if seen and len(text) < 70 and _is_dated_name(text) and at >= len(blocks) - 6:
            kept.append(("paragraph", block))
            continue
        if is_date_line(text) and (not seen or (len(text) < 60 and not _is_data(block))):
            choice.removed.append((block, "date"))
            continue
        kind = _kind(block, blocks, at)
        kept.append((kind, block))
        if kind != "caption":
            seen += good
    choice.kept.extend(_trimmed(_said_once(kept, choice), choice))


_COMMENTS = re.compile(r"(?i)\d{1,4}\s+(?:comments?|responses?|replies|thoughts|bình luận|phản hồi|ý kiến)(?:\s.*)?")
_SEPARATORS = re.compile(r"[\s\[\](){}|»«›‹•·,;/–—-]")
_CLOCK = re.compile(
    r"(?i)(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:am|pm|a\.m\.|p\.m\.|[a-z]{2,4})\s*(?:[a-z]{2,4})?|\d{1,3} of \d{1,3}|"
    r"\d{1,3}/\d{1,3}"
)
_BIO = re.compile(
    r"[A-ZÀ-Ý][\w.’'-]+(?: [A-ZÀ-Ý][\w.’'-]+){1,3},? (?:is|was|writes|covers|reports|teaches|lives|edits|works|"
    r"has (?:been|worked|written|covered))\b"
)


def _begins_another(block: Block, headline: Block) -> bool:
    """Tell whether a block is the headline of the next article, which some sites set behind the first."""
    return (
        block.tag == headline.tag
        and block.tag in ("h1", "h2")
        and block.node is not headline.node
        and block.node.key == headline.node.key
        and block.node.tag == headline.node.tag
        and block.marks == headline.marks
        and block.linked == 0
        and (block.tag == "h1" or "title" in block.marks)
    )


def _dated(blocks: list[Block], at: int) -> bool:
    """Tell whether of the next blocks several begin with a name and a date, as comments do."""
    return sum(find_moment(block.text[:90]) is not None for block in blocks[at + 1 : at + 16]) >= 2


def _said_once(kept: list[tuple[BlockKind, Block]], choice: Choice) -> list[tuple[BlockKind, Block]]:
    """Leave out pulled quotes: lines outside the paragraphs that repeat what a paragraph says."""
    doubtful = [
        block
        for kind, block in kept[3:]  # what stands before is the lead, which some say again in the text
        if block.tag != "p" or kind == "quote" or block.node.tag in ("blockquote", "aside", "figure")
        if kind in ("quote", "paragraph", "heading") and 25 <= len(block.text) <= 300
    ]
    if not doubtful or len(doubtful) > 60:
        return kept
    whole = "\n".join(block.text for _, block in kept)
    again = {block.index for block in doubtful if whole.count(block.text.strip("“”\"'‘’«» .,")) > 1}
    for block in doubtful:
        if block.index in again:
            # the first of two equal lines stays
            core = block.text.strip("“”\"'‘’«» .,")
            longer = any(
                core in other.text and len(other.text) > len(block.text) + 8 for _, other in kept if other is not block
            )
            if not longer:
                again.discard(block.index)
            else:
                choice.removed.append((block, "quoted"))
    return [item for item in kept if item[1].index not in again]


def _is_dated_name(text: str) -> bool:
    """Tell whether a line is a name with a date: `Thu Hà - Thể thao | 17:20 22/09/2017`."""
    moment = find_moment(text)
    return moment is not None and moment.start > 4 and bool(names_in(text[: moment.start].strip(" |-–,.")))


def _by_date(blocks: list[Block], at: int, choice: Choice) -> bool:
    """Tell whether a line stands directly above or below a date line."""
    if at + 1 < len(blocks) and is_date_line(blocks[at + 1].text):
        return True
    return (
        bool(choice.removed) and choice.removed[-1][1] == "date" and choice.removed[-1][0].index == blocks[at].index - 1
    )


def _is_outside(block: Block, kept: list[tuple[BlockKind, Block]]) -> bool:
    """Tell whether a block stands outside the container of all running text so far."""
    texts = [b for _, b in kept if b.good]
    if not texts:
        return False
    first, last = texts[0].index, texts[-1].index
    home = next((n for n in ancestors(texts[-1].node) if n.first <= first and n.last > last), None)
    return home is not None and not is_inside(block.node, home)


def _is_data(block: Block) -> bool:
    return block.tag in ("td", "th")


def _is_linked_prose(block: Block, blocks: list[Block], at: int) -> bool:
    """Tell whether a block with links is part of the text: a table cell that is not all link."""
    return block.tag in ("td", "th") and density(block) < 1.0 and len(blocks) > at


def _kind(block: Block, blocks: list[Block], at: int) -> BlockKind:
    text = block.text
    if block.tag == "figcaption" or (
        "caption" in block.marks
        and not (block.good >= 100 and not block.images and block.tag == "p" and not is_caption(text))
    ):
        return "caption"
    if "lead" in block.marks and at < 6:
        return "lead"
    if block.tag in _HEADINGS and len(text) < 200:
        return "heading"
    if len(text) < 500 and is_caption(text) and not (len(text) <= 60 and is_name_line(_CREDIT.sub("", text))):
        return "caption"
    if block.tag == "li":
        return "list_item"
    if block.tag == "blockquote" or block.node.tag == "blockquote":
        return "quote"
    if (
        block.images
        and not block.good
        and not (len(text) <= 40 and is_name_line(text) and not any(b.good for b in blocks[at + 1 :]))
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
    if any(len(block.text) <= 60 and OFFICE_LINE.match(block.text) for _, block in kept[-6:]):
        return kept
    end = len(kept)
    tail: list[tuple[BlockKind, Block]] = []
    for _ in range(6):
        if not end:
            break
        kind, block = kept[end - 1]
        text = block.text
        if kind == "table_row":
            break
        if block.good and labelled_author(text) is None:
            break
        if kind == "caption" and "author" not in block.marks and labelled_author(text) is None:
            break
        if block.tag in _HEADINGS and not block.good and tail == []:
            # the heading of something that was left out
            choice.removed.append((block, "links"))
            end -= 1
            continue
        if _CLOCK.fullmatch(text):
            choice.removed.append((block, "date"))
            end -= 1
            continue
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
    if not tail:
        # a caption, a remark may stand behind the name
        for at in range(end - 1, max(0, end - 4) - 1, -1):
            kind, block = kept[at]
            if block.good:
                break
            if kind == "table_row":
                continue
            if (labelled_author(block.text) and len(block.text) <= 80) or (
                len(block.text) <= 40 and is_name_line(block.text)
            ):
                choice.tail.append(block)
                kept[at] = ("byline", block)
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
    if _is_dated_name(text):
        return True
    if len(text) > 60 or text.endswith((":", "?", "!", "…")):
        return False
    if is_medium(text):
        return True
    names = names_in(text)
    bare = text.replace("(", "").replace(")", "")
    if names and (
        len(" ".join(names)) >= len(bare) * 0.5
        or (text.startswith(names[0]) and text[len(names[0]) :].lstrip()[:1] in ("-", "–", "(", "/", ","))
        or is_name_line(text)
    ):
        return True
    return text.isupper() and len(text.split()) <= 5 and "." not in text[:-1]


def keep_inside(block: Block, region: Region) -> bool:
    """Tell whether a block stands in the article's container."""
    return is_inside(block.node, region.node)
