"""Times: dates, clock times, periods, durations and sets, with TIMEX3 values and their spans in the text.

The way: tokens → expressions (`times_grammar`) → values (`times_values`). No clock is read: what the text and the
reference do not fix stays open.
"""

from __future__ import annotations

import datetime
import re
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
_NO_EVENT: Final = word_set("sinh sn số tính đến hết trước kể")  # a birth, a document, a limit
_EARLY: Final = 12  # sentences
_NEAR: Final = 5  # words before a day that may say that it is another one
_LONG_OPENING: Final = 500  # code points of a sentence before its day
_GOES_ON: Final = re.compile(r",|\s(?:tại|ở|đã|tổ)\b")
# What is held in the year after its name, so that this is the article's: `giải bóng chuyền toàn quốc năm 2003`.
_HELD: Final = re.compile(
    r"(?i)\b(?:giải|liên hoan|hội thi|cuộc thi|kỳ thi|hội sách|hội chợ|lễ hội|festival|hội khỏe|hội thao|tuần lễ|"
    r"ngày hội|hội diễn|chung kết|vòng loại|tháng hành động|tuyển sinh|bốc thăm)\b"
    r"[^.;,\n()]{0,60}?\bnăm ((?:19|20)\d\d)\b"
)
_HELD_WITHIN: Final = 700  # code points of a text
_CLOSING: Final = 4  # blocks at the end of an article
_LINE: Final = 60  # code points of a closing line
# A day to come, or one that is looked back at.
_ELSEWHEN: Final = word_set("sẽ dự kiến tới niệm lập ký cứ theo định luật quyết chỉ lịch")
_JUST: Final = word_set("từ sau năm kỳ khai")
_TODAY: Final = re.compile(r"(?i)(?:.*\s)?(?:sáng|trưa|chiều|tối|đêm|khuya|hôm) nay\b.*\d")
# A house or a place before the first word: `(Báo Bến Tre) - `, `BÁO PHÚ THỌ ĐIỆN TỬ – `.
_HOUSE: Final = re.compile(r"[(\[]?[A-ZĐÀ-Ỹ][^.:;\n]{0,50}?\s?[-–—]\s")
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
    resolver = Resolver(reference, found, _telling(document), _held_year(text))
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


def _held_year(text: str) -> int | None:
    """Return the year in which the event is held that the beginning of a text names, where it names only one."""
    years = {int(match[1]) for match in _HELD.finditer(text, 0, _HELD_WITHIN)}
    return years.pop() if len(years) == 1 and min(years) >= _FIRST_YEAR else None


def event_date(times: tuple[Time, ...], document: Document) -> Stamp | None:
    """Return the day of the event that an article tells of, or None where the text fixes no day with its year.

    `times` are those of `document`. It is, the surest first:

    1. the day beside a word for today (`chiều nay (12/10/2019)`);
    2. the first day at the beginning of one of the first sentences (`Sáng ngày 22/7/2019, tại …`) or anywhere in the
       first sentence below the headline (`Sau ba ngày xét xử, chiều 18/10/2024, …`), in the second one with its hour;
    3. the day of a closing line (`Hà Nội, ngày 5 tháng 6 năm 2024`).

    Of several days (`Từ ngày 17-19/7/2017`) it is the last one. Days of history, limits, days to come and the
    dates of documents and births are none.
    """
    days = [(time, day) for time in times if (day := _day_of(time)) is not None and day.year >= _FIRST_YEAR]
    if not days:
        return None
    body = _body(document)
    chosen = next((day for time, day in days if time.start >= body and _TODAY.match(time.text)), None)
    if chosen is None:
        chosen = next((day for time, day in days if _tells(time, document, body)), None)
    if chosen is None:
        chosen = next((day for time, day in reversed(days) if _closes(time, document)), None)
    return None if chosen is None else Stamp(value=chosen.isoformat(), precision="day", from_="text")


def _body(document: Document) -> int:
    """Return where the text below the headline begins."""
    blocks = document.blocks
    return blocks[0].end if len(blocks) > 1 and blocks[0].kind == "headline" else 0


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


def _tells(time: Time, document: Document, body: int) -> bool:
    """Return whether a time stands where news say when it happened: early, and best at a sentence's beginning."""
    sentences = document.sentences
    number = bisect_left(sentences, (time.start + 1,)) - 1
    if not 0 <= number < _EARLY:
        return False
    start, end = sentences[number]
    if time.start - start > _LONG_OPENING:
        return False
    begun = document.text[start : time.start]
    label = _HOUSE.match(begun)
    before = begun[label.end() if label else 0 :].casefold().split()
    barred = any(word.strip("(") in _NO_EVENT for word in before)
    opening = bisect_left(sentences, (body,))
    if len(before) <= 3 and not barred and (number <= opening or "từ" not in before):
        return True
    apart = begun.rstrip().endswith(",")
    if (
        number < opening
        or ("/" in (time.value or "") and not apart)
        or (number > opening and time.type != "TIME")
        or number > opening + 1
    ):
        return False
    if not (apart or time.type == "TIME" or before[-1:] == ["vào"] or _GOES_ON.match(document.text, time.end)):
        return False  # `được công nhận di tích ngày 18/3/2009.`
    nearest = {word.strip("(,") for word in before[-_NEAR:]}
    bracketed = begun.rfind("(") > begun.rfind(")")
    after = document.text[time.end : end].casefold().split()[:2]
    bound = time.text.casefold().split()[0] in _NO_EVENT | ({"từ"} if not apart else set())
    return not (
        bound
        or bracketed
        or nearest & (_NO_EVENT | _ELSEWHEN)
        or set(before[-2:]) & _JUST
        or {"tới", "sẽ"} & set(after)
    )


def _closes(time: Time, document: Document) -> bool:
    """Return whether a time ends a closing line of place and day: `Hà Nội, ngày 5 tháng 6 năm 2024`."""
    for block in document.blocks[-_CLOSING:]:
        if block.start <= time.start < block.end:
            line = document.text[block.start : block.end]
            place = document.text[block.start : time.start].strip(" (,")
            named = all(word[0].isupper() for word in place.split())
            return len(line) <= _LINE and time.end >= block.end - 2 and named
    return False
