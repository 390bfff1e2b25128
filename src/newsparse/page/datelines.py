"""Which lines tell when a page was made, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from newsparse.page.bylines import is_caption, labelled_author, names_in
from newsparse.page.dates import find_moment
from newsparse.page.words import any_of, per_lexicon

if TYPE_CHECKING:
    from newsparse.text.lexicon import Lexicon


class _Words(NamedTuple):
    ago: re.Pattern[str]
    """A time told from now: `2 giờ trước`; a month alone; `Hôm qua, 08:15`."""
    beside: re.Pattern[str]
    """Counters, buttons and sources that share the line of a date."""
    stamp: re.Pattern[str]


@per_lexicon
def _words(lexicon: Lexicon) -> _Words:
    spans, counts, said = (any_of(lexicon, kind) for kind in ("ago", "count", "said_by"))
    past = rf"cách đây\s+\d+\s+(?:{spans})(?:\s+trước)?|\d+\s+(?:{spans})\s+trước"
    alone = r"hôm (?:nay|qua)\W+\d{1,2}[:h]\d\d|tháng\s+\d{1,2}/\d{4}"
    return _Words(
        ago=re.compile(rf"\W*(?:{past}|{alone})\W*(?:\d+ (?:{counts})\W*)?", re.IGNORECASE),
        beside=re.compile(
            rf"[\d.,]*\s*(?:{counts})|(?:{any_of(lexicon, 'beside_date')})(?:\W+A\b)*|(?:{said})\s*:[^|]*",
            re.IGNORECASE,
        ),
        stamp=re.compile(rf"\b(?:{any_of(lexicon, 'stamp')})\b", re.IGNORECASE),
    )


_BETWEEN = re.compile(r"\s[-–—|•·]\s")
_HOUR = re.compile(r"\d{1,2}[:h]\d\d")
_NUMBER = re.compile(r"\d{1,3} ?(?:of|/|trên) ?\d{1,3}")
_CLOCK = re.compile(
    r"(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:am|pm|a\.m\.|p\.m\.|[a-z]{2,4})\s*(?:[a-z]{2,4})?",
    re.IGNORECASE,
)


def is_hour(text: str) -> bool:
    """Tell whether a line is a time of day: `10:45`, `9h30`."""
    return len(text) <= 5 and _HOUR.fullmatch(text) is not None


def is_clock(text: str) -> bool:
    """Tell whether a line is a time of day with its zone: `11:10 GMT`."""
    return len(text) <= 24 and _CLOCK.fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Tell whether a line is the number of a picture in a row: `3 of 12`, `3/12`."""
    return len(text) <= 12 and _NUMBER.fullmatch(text) is not None


def is_stamp(text: str) -> bool:
    """Tell whether a line is a date with its label and nothing else."""
    words = _words()
    moment = find_moment(text)
    if moment is None:
        return words.ago.fullmatch(text) is not None
    rest = words.stamp.sub("", words.beside.sub("", text[: moment.start] + " " + text[moment.end :]))
    return sum(c.isalpha() for c in rest) <= 2


def is_date_line(text: str) -> bool:
    """Tell whether a block holds a date and hardly anything else."""
    size = len(text)
    if size > 110 or not any(map(str.isdigit, text)):
        return False
    moment = find_moment(text)
    if moment is None:
        return size <= 60 and _words().ago.fullmatch(text) is not None
    if moment.start > 3 and is_caption(text):
        return False
    rest = _words().beside.sub(" ", text[: moment.start] + " " + text[moment.end :])
    if ":" in rest and len(rest) >= 45:
        # who wrote it may stand in the same line, behind a label
        parts = _BETWEEN.split(rest)
        rest = " ".join(part for part in parts if ":" not in part or labelled_author(part) is None)
    return len(rest.strip(" -–|,.:;()[]")) < 45 and not text.endswith((".", "…"))


def tells_time(text: str) -> bool:
    """Tell whether a line that its class calls a date may be one."""
    return len(text) < 15 or (len(text) < 40 and any(map(str.isdigit, text))) or find_moment(text) is not None


def is_dated_name(text: str) -> bool:
    """Tell whether a line is a name with a date: `Thu Hà - Thể thao | 17:20 22/09/2017`."""
    moment = find_moment(text)
    return moment is not None and moment.start > 4 and bool(names_in(text[: moment.start].strip(" |-–,.")))
