"""When the article was published and changed, and what says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.bylines import is_caption, labelled_author
from newsparse.page.content import zone_of
from newsparse.page.cues import cue
from newsparse.page.dates import Moment, at_offset, find_moment, iso, parse_stamp
from newsparse.page.head import agrees, strings
from newsparse.page.titles import date_behind
from newsparse.page.tree import ancestors
from newsparse.page.words import any_of, per_lexicon
from newsparse.record import Stamp

if TYPE_CHECKING:
    from newsparse.page.content import Region
    from newsparse.page.head import Head
    from newsparse.page.select import Choice
    from newsparse.page.tree import Block, Page
    from newsparse.record import DateOrigin
    from newsparse.text.lexicon import Lexicon

_HANOI: Final = 7 * 60
_PUBLISHED_META: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "date.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "datecreated",
    "article.published",
    "published_time",
    "cxenseparse:recs:publishtime",
    "published-date",
    "article_date_original",
    "date",
)
_MODIFIED_META: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_FIGURES = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?![\d/])")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")


class _Words(NamedTuple):
    updated: re.Pattern[str]
    posted: re.Pattern[str]


@per_lexicon
def _words(lexicon: Lexicon) -> _Words:
    return _Words(
        updated=re.compile(any_of(lexicon, "updated"), re.IGNORECASE),
        posted=re.compile(rf"(?<!\w)(?:{any_of(lexicon, 'posted')})\b(?!\s*bởi)", re.IGNORECASE),
    )


def find_stamps(
    page: Page,
    head: Head,
    region: Region,
    headline: Block | None,
    choice: Choice,
    *,
    url: str | None,
    language: str | None,
    domain: str | None,
) -> tuple[Stamp | None, Stamp | None]:
    """Return the times of publication and of the last change."""
    home = _HANOI if language == "vi" or (domain or "").endswith(".vn") else None
    said, origin = _declared(head, headline.text if headline is not None else None)
    changed = _first(head, ("dateModified",), _MODIFIED_META)
    seen, updated = _visible(page, region, headline, choice)
    if said is not None and seen is not None and said[:2] == seen[:2] and seen.precise and home is not None:
        # the same clock with another zone: the system's zone is set wrong, what it shows is meant
        said = seen
    if home is not None:
        said = at_offset(said, home) if said else None
        changed = at_offset(changed, home) if changed else None
        seen = at_offset(seen, home) if seen else None
    published, where = _agree(said, origin, seen)
    if published is None and updated is not None:
        published, where = updated, "visible"
        updated = None
    if published is None and url and (match := _URL_DATE.search(url)):
        published = parse_stamp("-".join(match.groups()))
        where = "url"
    modified = updated or changed
    if modified is not None and published is not None and modified[:2] == published[:2]:
        modified = None
    return (
        _stamp(published, where, home) if published is not None else None,
        _stamp(modified, "visible" if modified is updated else origin, home) if modified is not None else None,
    )


def _stamp(moment: Moment, origin: DateOrigin, home: int | None) -> Stamp:
    return Stamp(value=iso(moment, home), precision="minute" if moment.precise else "day", from_=origin)


def _declared(head: Head, headline: str | None) -> tuple[Moment | None, DateOrigin]:
    if head.linked and agrees(head, headline):
        for text in strings(head.linked.get("datePublished") or head.linked.get("dateCreated") or ""):
            if moment := parse_stamp(text):
                return moment, "json-ld"
    for name in _PUBLISHED_META:
        for value in head.meta.get(name, ()):
            if moment := parse_stamp(value):
                return moment, "meta"
    return None, "meta"


def _first(head: Head, keys: tuple[str, ...], metas: tuple[str, ...]) -> Moment | None:
    for name in keys:
        for text in strings(head.linked.get(name) or "") if head.linked else ():
            if moment := parse_stamp(text):
                return moment
    for name in metas:
        for value in head.meta.get(name, ()):
            if moment := parse_stamp(value):
                return moment
    return None


def _visible(page: Page, region: Region, headline: Block | None, choice: Choice) -> tuple[Moment | None, Moment | None]:
    """Return the date the page shows at the article, and an update it shows."""
    if not choice.kept and headline is None:
        return None, None
    first = choice.kept[0][1].index if choice.kept else headline.index if headline is not None else 0
    top = headline.index if headline is not None else first
    low = max(0, top - 6)
    blocks = page.blocks
    captions = {
        block.index for kind, block in choice.kept if kind == "caption" or (kind == "paragraph" and block.index > first)
    }
    published: Moment | None = None
    updated: Moment | None = None
    figures: re.Match[str] | None = None
    after = list(blocks[top + 1 : first + 3])
    before = _before(blocks[low:top], headline)
    for block in (*after, *before):
        if block.index < top and updated is not None:
            break  # what is said under the headline is of the article; over it may run the clock
        if len(block.text) > 160 or (block.good and not block.marks & {"date"}):
            continue
        zone = zone_of(block, region)
        if zone and zone not in ("tools", "share", "counter") and "date" not in block.marks:
            continue
        moment = parse_stamp(block.stamp) if block.stamp else None
        shown = find_moment(block.text)
        moment = shown if shown is not None and (moment is None or not moment.precise) else moment or shown
        if moment is None:
            continue
        if shown is not None and len(block.text) - (shown.end - shown.start) > (70 if block.index <= first else 30):
            continue
        if block.index in captions or _is_credit(block.text, shown):
            continue
        first_said = _words().posted.search(block.text)
        if first_said is not None and _words().updated.search(block.text):
            # both in one line
            published = published or find_moment(block.text[first_said.start() :])
            if first_said.start() > 0:
                updated = updated or moment
            continue
        if _words().updated.search(block.text):
            updated = updated or moment
        elif published is None:
            published = moment
            figures = _FIGURES.search(block.text) if moment is shown else None
    if published is None and updated is None and headline is not None:
        tail = date_behind(headline.text)
        published = parse_stamp(tail.group(1) or tail.group(2)) if tail is not None else None
    if published is None and updated is None and choice.kept:
        published = _at_foot(page, choice)
    if figures is not None and published is not None and _month_first(page):
        published = _swapped(published, figures)
    if published is not None and _is_build_stamp(page, published, choice):
        return None, None
    return published, updated


def _month_first(page: Page) -> bool:
    """Tell whether the page's system prints the month first: some dates of its short lines can be read so only.

    `3/28/2013` beside `4/12/2013 9:40:00 AM`; no date of the page may say the contrary, as `28/03/2013` does.
    """
    found = False
    for block in page.blocks:
        text = block.text
        if len(text) > 160 or block.good or "/" not in text:
            continue
        for first, second in _FIGURES.findall(text):
            if int(first) > 12:
                return False
            found = found or int(second) > 12
    return found


def _swapped(moment: Moment, figures: re.Match[str]) -> Moment:
    """Return a moment with day and month exchanged where it was read from figures in the other order."""
    date = moment.date
    if (int(figures.group(1)), int(figures.group(2))) != (date.day, date.month) or date.day > 12:
        return moment
    return moment._replace(date=date.replace(month=date.day, day=date.month))


def _is_credit(text: str, shown: Moment | None) -> bool:
    """Tell whether a dated line is a caption; `Nguồn: Báo X | 08/07/2010` is none."""
    return (shown is None or shown.start > 3) and labelled_author(text) is None and is_caption(text)


def _at_foot(page: Page, choice: Choice) -> Moment | None:
    """Return the date that a labelled line directly behind the article states."""
    last = choice.kept[-1][1].index
    for block in page.blocks[last + 1 : last + 5]:
        text = block.text
        if cue(block) in ("end", "related") or block.linked * 2 > len(text) or block.good:
            return None
        if len(text) <= 40 and "date" in block.marks and (moment := find_moment(text)) is not None:
            return moment
        if len(text) <= 110 and _words().posted.search(text) and (moment := find_moment(text)) is not None:
            return moment
    return None


def _before(blocks: list[Block], headline: Block | None) -> list[Block]:
    """Return the blocks before the headline that belong to it, nearest first.

    Not across another heading, nor with the whole page as the only common container: so stands a clock.
    """
    if headline is None:
        return list(reversed(blocks))
    holders = {n.index for n in ancestors(headline.node) if n.index}
    found: list[Block] = []
    links = 0
    for block in reversed(blocks):
        links += block.linked * 10 > len(block.text) * 9 and not (block.zone or block.node.zone)
        if links >= 4:
            break  # a menu lies between: the date is the clock's
        if block.tag in ("h1", "h2") and find_moment(block.text) is None:
            break
        if headline.node.index == 0 or any(n.index in holders for n in ancestors(block.node)):
            found.append(block)
    return found


def _is_build_stamp(page: Page, moment: Moment, choice: Choice) -> bool:
    """Tell whether other items of the page bear the same minute: then it is when the page was made."""
    if moment.clock is None or not choice.kept:
        return False
    last = choice.kept[-1][1].index
    # the figures that a line with this minute holds; most lines do not
    minute, year, day = f"{moment.clock[1]:02d}", f"{moment.date.year % 100:02d}", str(moment.date.day)
    same = 0
    for block in page.blocks[last + 1 :]:
        text = block.text
        if minute in text and year in text and day in text and len(text) < 300:
            other = find_moment(text)
            same += other is not None and (other.date, other.clock) == (moment.date, moment.clock)
    return same >= 2


def _agree(said: Moment | None, origin: DateOrigin, seen: Moment | None) -> tuple[Moment | None, DateOrigin]:
    """Choose between what the head says and what the page shows."""
    if said is None:
        return seen, "visible"
    if seen is None:
        return said, origin
    if (seen.date.day, seen.date.month, seen.date.year) == (said.date.month, said.date.day, said.date.year):
        seen = seen._replace(date=said.date)  # the month first, as Americans write it
    if said.date == seen.date:
        return (said, origin) if said.precise else (seen, "visible")
    return seen, "visible"
