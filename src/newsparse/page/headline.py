"""The headline, by evidence: what the page shows counts more than what its head says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.bylines import is_caption, labelled_author
from newsparse.page.content import density, has_letters, zone_of
from newsparse.page.cues import cue
from newsparse.page.dates import find_moment
from newsparse.page.titles import is_formula, is_generic, key, title_keys
from newsparse.page.tree import ancestors
from newsparse.page.words import any_of, per_lexicon

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.tree import Block, Page
    from newsparse.text.lexicon import Lexicon

# scripts that set no spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_DATED: Final = 2.0  # what a date line beside a headline is worth
_LEVELS: Final = {"h1": 3.0, "h2": 2.0, "h3": 1.5, "h4": 1.0, "h5": 0.7}


@per_lexicon
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    """Return how leads begin: with the day, or with the place and a dash."""
    days = "|".join(word.capitalize() for word in any_of(lexicon, "day_part").split("|"))
    return re.compile(rf"\W*(?:(?:{days})\b[^.]{{0,30}}\d|\(?[A-ZĐ][\w.]{{1,20}}\)?\s[-–]\s)")


class _Place(NamedTuple):
    """Where the text of the article begins: `first` the first running text, `lead` one before its container."""

    first: int
    lead: int


def find_headline(page: Page, head: Head, region: Region) -> Block | None:
    """Return the block that is the article's headline, or None."""
    blocks = page.blocks
    keys = title_keys(head)
    lengths = {len(k) + d for k in keys for d in range(-4, 16)}
    place = _place(page, region)
    best: Block | None = None
    best_score = 2.0
    distance = 0.0
    for block in reversed(blocks[max(0, place.first - 120) : min(len(blocks) - 1, place.first) + 1]):
        text = block.text
        zone = zone_of(block, region)
        if block.index != place.first and len(text) > 12 and not zone:
            distance += 0.3
        words = _words_of(text)
        if words < 2:
            continue
        found = keys.get(key(text), 0.0) if len(text) in lengths else 0.0
        score = _weight(block, found, words, place)
        if place.first < region.node.last:
            score += max(-3.0, 3.0 - distance)
        if zone:
            score -= 2.0 if found and block.tag in ("h1", "h2") else 6.0
        if score + _DATED <= best_score:
            continue  # whatever stands beside it
        score += _surroundings(block, blocks, found, words, place)
        if score > best_score and not _says_otherwise(block, found, words):
            best, best_score = block, score
    return best


def _place(page: Page, region: Region) -> _Place:
    blocks = page.blocks
    start = region.node.first
    # inside the container the headline may be the first line
    first = next(
        (b.index for b in blocks[start : region.node.last] if b.good and not zone_of(b, region)), region.node.last
    )
    # running text just before the container is the lead; the headline stands before that
    near = {n.index for n in list(ancestors(region.node))[:5]}
    lead = next(
        (
            b.index
            for b in blocks[max(0, start - 10) : start]
            if b.good and b.linked * 5 < len(b.text) and b.node.index in near and not zone_of(b, region)
        ),
        len(blocks),
    )
    return _Place(first, lead)


def _words_of(text: str) -> int:
    """Return how many words a possible title has; 0 where its size or its want of letters rules it out."""
    if not 4 <= len(text) <= 320 or not has_letters(text):
        return 0
    words = text.count(" ") + 1
    if words < 4 and (dense := len(_DENSE.findall(text))):
        words = max(words, dense // 3)
    return words


def _is_no_title(block: Block) -> bool:
    """Tell whether a block that the head does not know is too short for a title, or a caption."""
    size = len(block.text)
    if size < 8 and block.tag != "h1" and "title" not in block.marks:
        return True
    return block.tag not in _LEVELS and (is_caption(block.text) or (block.images > 0 and block.italic * 10 > size * 8))


def _weight(block: Block, found: float, words: int, place: _Place) -> float:
    """Return what speaks for a block as the headline by itself: its words, its marks, its type."""
    text, marks, tag = block.text, block.marks, block.tag
    size = len(text)
    score = found + _LEVELS.get(tag, 0.0)
    score += 1.5 if words >= 6 else 0.0 if words >= 4 else -1.5
    if "title" in marks:
        score += 2.5
    if marks & {"lead", "author", "caption"} or ("date" in marks and "title" not in marks):
        score -= 2.5  # a title in a container of a day's posts is a title
    if block.bold * 10 >= size * 9:
        score += 0.8
    if block.index > place.lead:
        score -= 3.0
    if tag == "li":
        score -= 2.0
    if density(block) > 0.8:
        score -= 1.0
    return score


def _surroundings(block: Block, blocks: list[Block], found: float, words: int, place: _Place) -> float:
    """Return what the lines beside a block and its form say: `_DATED` at most."""
    score = 0.0
    dated = block.linked * 2 < len(block.text) and _beside_date_line(blocks, block.index)
    if dated:
        score += _DATED
    elif words <= 5 and _heads_another(blocks, block.index):
        score -= 6.0
    if block.good and block.index == place.first:
        score -= 0.5 if dated else 1.5
    return score + _form(block, found, dated)


def _form(block: Block, found: float, dated: bool) -> float:
    """Return what a block's length and its beginning and end say."""
    text = block.text
    size = len(text)
    score = 0.0
    if size > 220 or (size > 160 and "title" not in block.marks):
        score -= 1.0 if dated else 2.0
    elif size > 120 and not dated:
        score -= 0.8
    if size < 45 and not found and text.isupper() and block.tag not in _LEVELS:
        score -= 1.0
    if text.endswith("."):
        score -= 1.0
    elif text.endswith((";", ",")):
        score -= 2.0
    if not found and _opening().match(text):
        score -= 2.0  # a lead opens with the day, a headline does not
    return score


def _says_otherwise(block: Block, found: float, words: int) -> bool:
    """Tell whether a block's words are those of a label, a site, a date, an official paper's head."""
    text = block.text
    if not found and (_is_no_title(block) or _is_label(block, words) or is_generic(text) or _is_dated(text)):
        return True
    return is_formula(text) or (labelled_author(text) is not None and find_moment(text) is not None)


def _is_label(block: Block, words: int) -> bool:
    """Tell whether a short block is a label of the page; a longer one only begins like one."""
    found = cue(block)
    if not found:
        return False
    return words <= 5 if block.tag == "h1" or "title" in block.marks else words <= 6 or found in ("end", "counter")


def _beside_date_line(blocks: list[Block], at: int) -> bool:
    """Tell whether a block has the date line that belongs to a headline: under it, or over it.

    Of label, date and headline in this order the longer of the two texts is the headline.
    """
    if _is_date_block(blocks, at + 1):
        return not (_is_short(blocks[at]) and _outdoes(blocks, at + 2, at))
    if _is_date_block(blocks, at - 1):
        if blocks[at].good and blocks[at].text.endswith("."):
            return False  # a sentence under the date line is the lead
        return at < 2 or density(blocks[at - 2]) > 0.5 or (_is_short(blocks[at - 2]) and _outdoes(blocks, at, at - 2))
    following = at + 1 < len(blocks) and len(blocks[at + 1].text) <= 60 and not blocks[at + 1].good
    return following and not _is_short(blocks[at]) and _is_date_block(blocks, at + 2)


def _heads_another(blocks: list[Block], at: int) -> bool:
    """Tell whether a block is the name of the section over the title: a longer heading with its date line follows."""
    if at + 2 >= len(blocks) or not _is_date_block(blocks, at + 2):
        return False
    other = blocks[at + 1]
    return (
        len(other.text) > len(blocks[at].text)
        and other.text.count(" ") >= 5
        and not other.linked
        and (other.tag in _LEVELS or "title" in other.marks)
    )


def _is_short(block: Block) -> bool:
    return len(block.text) < 45 and block.text.count(" ") < 6


def _outdoes(blocks: list[Block], at: int, other: int) -> bool:
    if at >= len(blocks):
        return False
    block = blocks[at]
    size = len(block.text)
    if "title" not in block.marks and (
        size <= len(blocks[other].text)
        or (_is_short(block) and blocks[other].tag in _LEVELS and block.tag not in _LEVELS)
    ):
        return False
    return (
        size <= 250
        and density(block) < 0.5
        and not block.marks & {"lead", "author", "caption"}
        and not block.text.endswith(".")
    )


def _is_date_block(blocks: list[Block], at: int) -> bool:
    return 0 <= at < len(blocks) and len(blocks[at].text) <= 110 and not blocks[at].good and _is_dated(blocks[at].text)


def _is_dated(text: str) -> bool:
    moment = find_moment(text)
    return moment is not None and moment.end - moment.start > len(text) * 0.3
