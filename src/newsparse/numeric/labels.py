"""Numbers that count nothing: dates, document and telephone numbers, addresses, models, ordinals and labels."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from newsparse.numeric.scan import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.numeric.scan import Scan
    from newsparse.text.lexicon import Lexicon

# Each pattern is linear: every repetition is over characters that its successor does not begin with, or is bounded.
_SPANS = re.compile(
    r"""
      (?=[\d(+])(?:                                                          # all begin so: fail fast elsewhere
      (?<![\w.,/])\d{1,6}(?:/\d{2,4})?[/\-][A-ZĐ][\w&]*(?:[/\-][A-ZĐ]?[\w&]+){0,4}   # 15/2024/NĐ-CP, 10-NQ/TW
    | (?<![\w.,/])\d{1,2}\s?[-–]\s?\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\w/])  # 19-21/9
    | (?<![\w.,/])\d{1,2}(?:(?:\s?(?:và|đến|tới|[-–])\s?|,\s)\d{1,2}){1,4}     # 22 đến 25/1
      [/.](?:0?[1-9]|1[0-2])(?:[/.]\d{4})?(?![\w/]|[.,]\d)
    | (?<![\w.,/])\d{1,2}([/.\-])\d{1,2}\1\d{4}(?!\d)                     # 3-6-2017
    | (?<![\w.,/])\d{1,2}/\d{1,2}/\d{2}(?![\d/])                          # 3/6/17
    | (?<![\w.,/])\d{1,4}-\d{1,4}-\d{1,4}(?![\d.,])                       # 83-62-90
    | (?<![\w.,/])(?:19|20)\d\d-\d\d-\d\d(?!\d)                           # 2017-06-03
    | (?<![\w.,/])(?:0?[1-9]|1[0-2])[/-](?:19|20)\d\d(?![\d/])            # 6/2015
    | (?<![\w.,/:])\d{1,2}\s?[hg:]\s?[0-5]\d(?:[:'p]\s?[0-5]?\d?)?(?!\w)  # 8h30, 08:15
    | (?<![\w.,/])\(?(?:\+\s?84|0\d{1,3})\)?[\s.\-]?\d{2,4}[\s.\-]?\d{2,4}(?:[\s.\-]?\d{2,4})?(?![\w,])   # 0912 345 678
    | (?<![\w.,/])1[89]00[\s.\-]?\d{4}(?:[\s.\-]?\d{2})?(?![\w.,])        # 1900 1234
    | (?<![\w.,])\d{2}-?[A-Z]{1,2}\d?[\s\-]\d{3}\.?\d{2,3}(?!\w)          # 51F-123.45
      )
    """,
    re.VERBOSE,
)
_WEB = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_SCORES = re.compile(r"\d{1,2}:[0-5]\d")
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}(?:\1\d{2,4})?|\d{1,2}[./-]\d{4}")
_MONTH_LIST = re.compile(r"\d{1,2}(?:,\d{1,2})+(?:/\d{4})?$")
_LISTS = frozenset([",", "và", "-", "–", "đến", "hoặc", "hay", "&", "tới"])
_MONTHS = frozenset({"tháng"})
_YEARS = frozenset({"năm"})
_HUNDREDS = re.compile(r"10{0,2}(?:\.?000)*(?<=00)(?![\d.,]\d|\d)")
_DAYS = frozenset({"ngày", "mùng", "mồng"})
_SPAN_WORDS = frozenset(["mỗi", "một", "hằng", "hàng", "từng", "bình"])
_EACH = frozenset({"mỗi", "từng"})
_PLURAL = frozenset(["tổng", "con", "trong", "một"])


class Labels:
    """Tells which numbers are names, dates or ordinals, with the tables of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._heads = Phrases((row["form"], row["kind"]) for row in lexicon.rows("label_heads"))
        self._openers = Phrases((form, True) for form in lexicon.forms("number_openers"))

    def mask(self, scan: Scan, spans: Iterable[tuple[int, int]]) -> bytearray:
        """Return flags by token: 1 in a date, a document or telephone number, or one of `spans`."""
        flags = bytearray(len(scan.texts))
        if "@" in scan.text or "http" in scan.text or "www." in scan.text:
            for match in _WEB.finditer(scan.text):
                _flag(scan, flags, match.start(), match.end())
        for match in _SPANS.finditer(scan.text):
            text = match.group()
            if _is_short(text):
                continue
            if ":" in text and text[0] != "0" and len(text) < 4:
                continue
            if "," in text and "/" in text and not _rises(text):
                continue  # `tháng 10, 9/10 số hộ`
            _flag(scan, flags, match.start(), match.end())
        for start, end in spans:
            _flag(scan, flags, start, end)
        return flags

    def glued(self, scan: Scan, index: int) -> bool:
        """Tell whether digits at token `index` are part of a longer name: `U23`, `Covid-19`, `A320`, `v2.1`."""
        if index == 0 or not scan.glued(index):
            return False
        before = scan.texts[index - 1]
        if before[0].isalpha():
            return not (before == "x" and index > 1 and scan.is_digits(index - 2))
        if before in {"_", "#", "@", "&"}:
            return True
        if before in {"-", "–", "/", "."} and index > 1 and scan.glued(index - 1):
            earlier = scan.texts[index - 2]
            if earlier[0].isalpha():
                if before == "/" and _HUNDREDS.match(scan.text, scan.starts[index]):
                    return True  # `25,5 máy/100 dân`
                return not (before == "/" and earlier.islower() and len(earlier) > 1)
            return before == "." and not earlier.isdecimal() and earlier not in {")", '"', "”"}
        return False

    def opens_count(self, scan: Scan, first: int) -> bool:
        """Tell whether a phrase that ends in a label word before token `first` makes it none: `áp giải hai …`."""
        return self._openers.before(scan, first) is not None

    def head(self, scan: Scan, first: int) -> str | None:
        """Return the kind of the label word before token `first` (`strong`, `weak`, `date`, `phone`), or None."""
        found = self._heads.before(scan, first)
        if found is None:
            return None
        at, kind = found
        if self.opens_count(scan, first):
            return None
        if kind in {"strong", "weak"} and at > 0 and scan.folded[at - 1] in _EACH:
            return None  # `mỗi đội 11 người`
        if scan.folded[first - 1] == "số" and at == first - 1 and at > 0 and scan.folded[at - 1] in _PLURAL:
            return None
        if len(scan.texts[at]) == 1 and not scan.texts[at].isupper():
            return None
        return kind

    def dated(self, scan: Scan, first: int, stop: int) -> bool:
        """Tell whether the number at `[first, stop)` completes the date word before it: `năm 2018`, `tháng 6`."""
        word = scan.folded[first - 1]
        text = scan.source(first, stop)
        if not text.isdecimal():
            if word in _MONTHS and _MONTH_LIST.match(text):
                return True
            ancient = word in _YEARS and scan.folded[stop] in {"trước", "tcn"}
            return ancient or _DAY.fullmatch(text) is not None
        number = int(text) if len(text) < 6 else 0
        spread = first > 1 and scan.folded[first - 2] in _SPAN_WORDS
        if word in _YEARS:
            return (len(text) == 4 and 900 <= number <= 2200) or (len(text) == 2 and not spread)
        if word in _MONTHS:
            return number <= 12 and not spread
        if word in _DAYS:
            return number <= 31 and not (spread and word == "ngày")
        if word == "thứ":
            return True
        if word in {"quý", "quí"}:
            return number <= 4
        return number <= 31 or len(text) == 4

    def follows_list(self, scan: Scan, first: int, label_stop: int) -> bool:
        """Tell whether token `first` continues a list of labels that ended at `label_stop`: `quận 1, 3 và 5`."""
        return label_stop >= 0 and first == label_stop + 1 and scan.folded[label_stop] in _LISTS

    def numbering(self, scan: Scan, first: int, stop: int) -> bool:
        """Tell whether the number begins a line as its numbering: `1.`, `2)`, `3 -`, `1.1.`."""
        if first and scan.texts[first - 1] != "\n":
            return False
        mark = scan.texts[stop]
        if mark == "/" and scan.is_digits(stop + 1):
            return False
        if mark in {".", ")", "/", ":"}:
            return scan.glued(stop) and scan.texts[stop + 1] != ""
        return mark in {"-", "–"} and not scan.glued(stop) and len(scan.source(first, stop)) <= 2

    def note(self, scan: Scan, first: int, stop: int) -> bool:
        """Tell whether the number stands alone in brackets: `(1)`, `[2]`."""
        return first > 0 and scan.texts[first - 1] in {"(", "["} and scan.texts[stop] in {")", "]"}


def _rises(text: str) -> bool:
    """Tell whether the days of a list before its month rise: `20, 21, 22/6`."""
    days = [int(day) for day in re.findall(r"\d+", text.partition("/")[0])]
    return all(one < two for one, two in pairwise(days))


def _is_short(text: str) -> bool:
    """Tell whether figures that begin with a zero are too few for a telephone number: `01`, `0 125`."""
    if text[0] != "0" or len(text) > 8 or "/" in text or "h" in text or _SCORES.match(text):
        return False
    return text.count("-") + text.count(".") < 2 and sum(c.isdecimal() for c in text) < 8


def _flag(scan: Scan, flags: bytearray, start: int, end: int) -> None:
    low = bisect_right(scan.ends, start, 0, scan.size)
    high = bisect_left(scan.starts, end, 0, scan.size)
    for index in range(low, high):
        flags[index] = 1
