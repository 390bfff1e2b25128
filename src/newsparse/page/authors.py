"""The authors: closing byline, author marks, head data; persons only, never a medium or a system."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsparse.page.bylines import is_mail, is_medium, is_name_line, is_sure_name, labelled_author, names_in
from newsparse.page.closing import credited
from newsparse.page.content import density, zone_of
from newsparse.page.datelines import is_date_line
from newsparse.page.dates import find_moment
from newsparse.page.head import agrees, strings
from newsparse.page.words import any_of, folded, per_lexicon
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.select import Choice
    from newsparse.page.tree import Block, Page
    from newsparse.text.lexicon import Lexicon


def find_authors(
    page: Page, head: Head, region: Region, headline: Block | None, choice: Choice, site: str | None
) -> tuple[str, ...]:
    """Return the names of the persons who wrote the article, as the page spells them."""
    banned = {folded(site)} if site else set()
    for found in _ways(page, head, region, headline, choice):
        names: dict[str, str] = {}
        for name in found:
            name = normalise(name).strip(" .,-–|")
            low = folded(name)
            if name and low not in banned and not is_medium(name):
                names.setdefault(low, name)
        if names:
            return tuple(names.values())[:12]
    return ()


def _ways(page: Page, head: Head, region: Region, headline: Block | None, choice: Choice) -> Iterator[list[str]]:
    """Look for names at the article's end, by their class, in the head; the next way only where one gave none."""
    yield _signed(choice)
    yield _marked(page, region, headline, choice)
    yield _declared(head, headline)


def _signed(choice: Choice) -> list[str]:
    names: list[str] = []
    for block in reversed(choice.tail):
        text = block.text
        moment = find_moment(text)
        if moment is not None and moment.start > 4:
            text = text[: moment.start].strip(" |-–,.")
        found = labelled_author(text)
        names += found if found is not None else names_in(text) or credited(text)
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
        elif (
            headline is not None
            and headline.index < block.index <= first + 2
            and (density(block) < 0.99 or _has_mail(page, block))
        ):
            found = labelled_author(text) or _beside_date(text)
            if found and (len(text) < 80 or is_date_line(text)) and not _is_section(page, found):
                return found
            if (
                len(text) < 60
                and is_name_line(text)
                and _near_date(page, block)
                and (not _is_section(page, names_in(text)) or _has_mail(page, block))
            ):
                return names_in(text)
    return []


def _near_date(page: Page, block: Block) -> bool:
    behind = block.index + 1
    if behind < len(page.blocks) and is_mail(page.blocks[behind].text):
        behind += 1  # the author's address
    near = page.blocks[max(0, block.index - 1) : behind + 1]
    return any(other is not block and len(other.text) < 80 and find_moment(other.text) is not None for other in near)


def _has_mail(page: Page, block: Block) -> bool:
    """Tell whether an address of electronic mail stands under a line, as under an author's name that is a link."""
    return block.index + 1 < len(page.blocks) and is_mail(page.blocks[block.index + 1].text)


def _is_section(page: Page, names: list[str]) -> bool:
    """Tell whether a name is one of the page's menu, so that of a section."""
    wanted = {folded(name) for name in names}
    return any(
        block.linked and density(block) > 0.9 and len(block.text) < 40 and folded(block.text) in wanted
        for block in page.blocks
    )


class _Words(NamedTuple):
    by: re.Pattern[str]
    no_author: re.Pattern[str]
    day_tail: re.Pattern[str]


@per_lexicon
def _words(lexicon: Lexicon) -> _Words:
    days = any_of(lexicon, "weekday")
    said = f"{any_of(lexicon, 'updated')}|{any_of(lexicon, 'posted')}"
    return _Words(
        by=re.compile(rf"\b(?:{any_of(lexicon, 'by')})\s*:?\s+(.+)$", re.IGNORECASE),
        no_author=re.compile(rf"(?:{any_of(lexicon, 'no_author')})\b", re.IGNORECASE),
        day_tail=re.compile(
            rf"\W*\b(?:(?:{said})(?:\s+(?:lúc|ngày))*\W*(?:(?:{days})\b\W*)?|(?:{days})\b\W*(?:ngày\W*)?)$",
            re.IGNORECASE,
        ),
    )


def _after_by(text: str) -> list[str]:
    match = _words().by.search(text)
    return names_in(match.group(1)) if match is not None else []


def _beside_date(text: str) -> list[str]:
    """Return the author named beside a date, as in `Thu Hà | 12/05/2023 18:00`."""
    moment = find_moment(text)
    if moment is None:
        return []
    names = _after_by(text[: moment.start] + " " + text[moment.end :])
    for part in (_words().day_tail.sub("", text[: moment.start]), text[moment.end :]):
        part = part.strip(" |-–—•·,@")
        if part[:1] in ("(", "[") or part.count("(") != part.count(")"):
            part = part.strip(" ()[]")
        found = names_in(part) if _words().by.match(part) is None else []
        if len(found) == 1 and 2 <= found[0].count(" ") + 1 <= 4 and _is_beside(found[0]):
            names = names or found
    return names


def _is_beside(name: str) -> bool:
    """Tell whether a name beside a date is a person's: in Vietnamese letters it is made of parts of names."""
    return _words().no_author.match(name) is None and (name.isascii() or name.isupper() or is_sure_name(name))


def _declared(head: Head, headline: Block | None) -> list[str]:
    names: list[str] = []
    if head.linked and agrees(head, headline.text if headline is not None else None):
        names = [n for s in strings(head.linked.get("author") or "") for n in names_in(s)]
    if not names:
        for value in (
            *head.meta.get("article:author", ()),
            *head.meta.get("author", ()),
            *head.meta.get("dc.creator", ()),
        ):
            names += [name for name in names_in(value) if not _is_firm(name)]
    return names


def _is_firm(name: str) -> bool:
    """Tell whether a name begins with an acronym, as firms' names do: `VNPT Hà Nam`."""
    first, _, rest = name.partition(" ")
    return len(first) >= 3 and first.isupper() and bool(rest) and not rest.isupper()
