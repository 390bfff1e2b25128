"""The authors: closing byline, author marks, head data; persons only, never a medium or a system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsparse.page.bylines import is_medium, labelled_author, names_in
from newsparse.page.content import density, zone_of
from newsparse.page.cues import folded
from newsparse.page.dates import find_moment
from newsparse.page.head import strings
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.select import Choice
    from newsparse.page.tree import Block, Page


def find_authors(
    page: Page, head: Head, region: Region, headline: Block | None, choice: Choice, site: str | None
) -> tuple[str, ...]:
    """Return the names of the persons who wrote the article, as the page spells them."""
    banned = {folded(site)} if site else set()
    for found in (_signed(choice), _marked(page, region, headline, choice), _declared(head)):
        names: dict[str, str] = {}
        for name in found:
            name = normalise(name).strip(" .,-–|")
            low = folded(name)
            if name and low not in banned and not is_medium(name):
                names.setdefault(low, name)
        if names:
            return tuple(names.values())[:12]
    return ()


def _signed(choice: Choice) -> list[str]:
    names: list[str] = []
    for block in reversed(choice.tail):
        found = labelled_author(block.text)
        names += found if found is not None else names_in(block.text)
    return names


def _marked(page: Page, region: Region, headline: Block | None, choice: Choice) -> list[str]:
    """Names in blocks that a class word calls the author's, near the headline or at the article's end."""
    if not choice.kept:
        return []
    first = choice.kept[0][1].index
    low = min(first, headline.index if headline is not None else first) - 8
    high = choice.kept[-1][1].index + 8
    for block in page.blocks[max(0, low) : high]:
        text = block.text
        if len(text) > 140:
            continue
        zone = zone_of(block, region)
        if zone and zone not in ("tools", "share"):
            continue
        if "author" in block.marks:
            names = labelled_author(text)
            names = names if names is not None else names_in(text) or _after_by(text) or _beside_date(text)
            if names:
                return names
        elif headline is not None and headline.index < block.index <= first + 2 and density(block) < 0.99:
            found = labelled_author(text) or _beside_date(text)
            if found and len(text) < 80:
                return found
    return []


_BY = re.compile(r"\b(?:by|bởi|đăng bởi|tác giả|người đăng)\s*:?\s+(.+)$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"^(?:thứ|chủ nhật|ngày|tháng|cập nhật|(?:mon|tues|wednes|thurs|fri|satur|sun)day|am|pm|gmt)\b", re.IGNORECASE
)


def _after_by(text: str) -> list[str]:
    match = _BY.search(text)
    return names_in(match.group(1)) if match is not None else []


def _beside_date(text: str) -> list[str]:
    """Return the author named beside a date, as in `Thu Hà | 12/05/2023 18:00`."""
    moment = find_moment(text)
    if moment is None:
        return []
    names = _after_by(text)
    for part in (text[: moment.start], text[moment.end :]):
        part = part.strip(" |-–—•·,")
        found = names_in(part)
        if len(found) == 1 and 2 <= found[0].count(" ") + 1 <= 4 and not _WEEKDAY.match(found[0]):
            names = names or found
    return names


def _declared(head: Head) -> list[str]:
    names: list[str] = []
    if head.linked:
        names = [n for s in strings(head.linked.get("author") or "") for n in names_in(s)]
    if not names:
        for value in (
            *head.meta.get("article:author", ()),
            *head.meta.get("author", ()),
            *head.meta.get("dc.creator", ()),
        ):
            names += names_in(value)
    return names
