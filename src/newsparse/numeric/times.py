"""Times: dates, clock times, periods, durations and sets, with TIMEX3 values and their spans in the text.

The way: tokens → expressions (`times_grammar`) → values (`times_values`). No clock is read: what the text and the
reference do not fix stays open.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from newsparse.numeric.times_grammar import Grammar
from newsparse.numeric.times_reader import word_set
from newsparse.numeric.times_shape import Found, Point
from newsparse.numeric.times_values import Resolver
from newsparse.numeric.times_words import time_words
from newsparse.record import Stamp, Time

if TYPE_CHECKING:
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon

_FIRST_YEAR: Final = 1997  # the web came to Vietnam; an event before that is history told
_LONGEST_EVENT: Final = 60  # days
_NO_EVENT: Final = word_set("sinh sn số tính đến hết trước từ kể")  # a birth, a document, a limit
_EARLY: Final = 12  # sentences
# A headline with one of these may name the year before the article's, or one to come.
_ANOTHER_YEAR: Final = (
    "tổng kết",
    "sơ kết",
    "kết quả",
    "kế hoạch",
    "nhiệm vụ",
    "đến năm",
    "báo cáo",
    "dự toán",
    "quyết toán",
)


def find_times(
    document: Document, lexicon: Lexicon, *, reference: datetime.date | None = None, holidays: bool = False
) -> tuple[Time, ...]:
    """Return the time expressions of a text, in order, with TIMEX3 types and values.

    `reference` is the day it was written on, to which `hôm qua`, `năm ngoái` and dates without a year are related.
    With `holidays`, a holiday's name alone (`Giỗ Tổ Hùng Vương`) is a time too; a record lists holidays only with a
    day, as their names have no calendar unit. Spans are code points of `document.text`.
    """
    text, tokens = document.text, document.tokens
    grammar = Grammar(time_words(lexicon), tokens, holidays)
    found: list[Found] = []
    at, total = 0, len(tokens.texts)
    while at < total:
        # An expression stands in one line.
        line_end = text.find("\n", tokens.starts[at])
        stop = total if line_end < 0 else bisect_left(tokens.starts, line_end, at)
        found.extend(grammar.scan(at, stop))
        at = max(stop, at + 1)
    resolver = Resolver(reference, found, _telling(document))
    result: list[Time] = []
    for item, following in zip_longest(found, found[1:]):
        kind, value = resolver.value(item, following)
        if value is None and isinstance(item.shape, Point) and item.shape.named:
            continue  # a holiday of the lunar calendar in no known year
        start, end = tokens.starts[item.first], tokens.ends[item.end - 1]
        result.append(Time(text=text[start:end], type=kind, start=start, end=end, value=value))
    return tuple(result)


def _telling(document: Document) -> int:
    """Return the number of tokens of a headline whose year is the event's own, not one looked back at or ahead to."""
    if not document.blocks or document.blocks[0].kind != "headline":
        return 0
    end = document.blocks[0].end
    headline = document.text[:end].casefold()
    if any(word in headline for word in _ANOTHER_YEAR):
        return 0
    return bisect_left(document.tokens.starts, end)


def event_date(times: tuple[Time, ...], document: Document) -> Stamp | None:
    """Return the day of the event that an article tells of, or None where the text fixes no day with its year.

    `times` are those of `document`. It is the first day told at the beginning of one of the first sentences
    (`Sáng ngày 22/7/2019, tại …`); of several days (`Từ ngày 17-19/7/2017`) the last one. Days of history and
    the dates of documents and births are none.
    """
    for time in times:
        day = _day_of(time)
        if day is not None and day.year >= _FIRST_YEAR and _opens(time, document):
            return Stamp(value=day.isoformat(), precision="day", from_="text")
    return None


def _day_of(time: Time) -> datetime.date | None:
    """Return the day of a value, or the last day of a period of some days."""
    if time.value is None or time.type == "SET":
        return None
    first, _, last = time.value.partition("/")
    try:
        begin = datetime.date.fromisoformat(first[:10])
        end = datetime.date.fromisoformat(last[:10]) if last else begin
    except ValueError:
        return None
    days = len(first) >= 10 and (end - begin).days <= _LONGEST_EVENT
    return end if days else None


def _opens(time: Time, document: Document) -> bool:
    """Return whether a time stands where news say when it happened: at the beginning of an early sentence."""
    sentences = document.sentences
    number = bisect_left(sentences, (time.start + 1,)) - 1
    if not 0 <= number < _EARLY:
        return False
    before = document.text[sentences[number][0] : time.start].casefold().split()
    return len(before) <= 3 and not any(word.strip("(") in _NO_EVENT for word in before)
