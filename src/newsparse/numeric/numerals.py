"""Numbers as they are written in Vietnamese news: in figures, in words, in both, and back into words.

The grammar of number words is that of Vietnamese school books: `mươi` after a digit makes tens, `trăm` hundreds,
`nghìn`, `triệu`, `tỷ` thousands, millions, milliards; `linh` or `lẻ` fills empty tens; after tens `một` is `mốt`,
`bốn` may be `tư`, `năm` is `lăm`. A digit after a scale in short speech is the next decimal place: `trăm hai` is 120.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from newsparse.numeric.scan import Scan
from newsparse.text.lexicon import load_lexicon

if TYPE_CHECKING:
    from newsparse.text.lexicon import Lexicon

Dialect = Literal["north", "south"]

MAX_SPELLED = 10**18
VULGAR = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_MAX_FIGURES = 30  # digits of one number; longer runs are no numbers that anyone counted


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read at tokens `[first, stop)` of a scan.

    `base` is the number before its scale words, `scale` the product of the scale words that follow it
    (`5 triệu`: 5 and 1000000), or None where there is none or where several parts were added up.
    `words` tells that it is written in words only, `scales` how many scale words it has.
    """

    first: int
    stop: int
    value: Decimal
    base: Decimal
    scale: Decimal | None
    words: bool
    scales: int = 0
    short: bool = False


def parse_figures(raw: str, *, english: bool = False) -> Decimal | None:
    """Return the value of a number in figures with marks, or None where the marks group nothing.

    Vietnamese marks group by `.` or a space and have a decimal comma; where that cannot be read, or with
    `english`, commas group and a point is decimal. A single point before other than three digits is decimal.
    """
    if len(raw) > 2 * _MAX_FIGURES:
        return None
    raw = raw.replace(" ", ".") if "." not in raw and not english else raw.replace(" ", "")
    if raw.isdecimal():
        return Decimal(raw)
    orders = ((",", "."), (".", ",")) if english else ((".", ","), (",", "."))
    for group, point in orders:
        whole, _, fraction = raw.partition(point)
        if (point in raw and not fraction) or not whole:
            continue
        if fraction and not fraction.isdecimal():
            continue
        parts = whole.split(group)
        grouped = len(parts) > 1
        if grouped and (not 1 <= len(parts[0]) <= 3 or any(len(p) != 3 for p in parts[1:])):
            continue
        if grouped and parts[0].startswith("0"):
            continue
        if not all(p.isdecimal() for p in parts):
            continue
        return Decimal("".join(parts) + ("." + fraction if fraction else ""))
    return None


def parse_roman(text: str) -> int | None:
    """Return the value of a Roman numeral in capitals (`XIII`), or None where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


class NumberWords:
    """The tables of number words and scales of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.roles: dict[str, tuple[str, Decimal]] = {}
        for row in lexicon.rows("number_words"):
            self.roles[Scan(row["form"]).folded[0]] = (row["role"], Decimal(row["value"]))
        scales = {word for word, role in self.roles.items() if role[0] == "scale"}
        traps = [Scan(form).folded for form in lexicon.forms("unit_traps")]
        self._scale_traps = frozenset((trap[0], trap[1]) for trap in traps if trap[0] in scales)
        self.magnitudes = {
            row["form"].casefold(): (Decimal(row["factor"]), row["use"]) for row in lexicon.rows("magnitudes")
        }

    def scale(self, scan: Scan, index: int, *, words: bool) -> tuple[Decimal, bool] | None:
        """Return the factor of the scale word at a token and whether it is an English one, or None."""
        role = self.roles.get(scan.folded[index])
        if role is not None:
            if self.is_trap(scan, index):
                return None
            return (role[1], False) if role[0] == "scale" or scan.folded[index] == "chục" else None
        found = self.magnitudes.get(scan.folded[index])
        if found is None or words:
            return None
        factor, use = found
        if use == "glued" and not scan.glued(index):
            return None
        if use == "short" and not (scan.glued(index) or scan.texts[index] == "tr"):
            return None
        if use == "glued" and scan.texts[index].isupper() and len(scan.texts[index - 1]) < 2:
            return None  # `5K`, `4K` are names
        return factor, use == "english"

    def is_trap(self, scan: Scan, index: int) -> bool:
        """Tell whether a scale word is the first syllable of another word: `tỷ lệ`, `triệu tập`."""
        return (scan.folded[index], scan.folded[index + 1]) in self._scale_traps

    def figures(self, scan: Scan, index: int) -> tuple[int, str] | None:
        """Return the index after the figures with their marks at token `index`, and their text, or None."""
        stop = index + 1
        texts, starts, ends = scan.texts, scan.starts, scan.ends
        while texts[stop] in {".", ","} and starts[stop] == ends[stop - 1] and texts[stop + 1].isdecimal():
            if starts[stop + 1] != ends[stop]:
                break
            stop += 2
        raw = scan.source(index, stop)
        if stop == index + 1 and len(raw) <= 3 and not raw.startswith("0"):
            while len(texts[stop]) == 3 and texts[stop].isdecimal() and starts[stop] == ends[stop - 1] + 1:
                stop += 1
            if stop > index + 1:
                if texts[stop] == "," and scan.glued(stop) and texts[stop + 1].isdecimal() and scan.glued(stop + 1):
                    stop += 2
                raw = scan.source(index, stop)
        return stop, raw

    def read(self, scan: Scan, index: int, *, english: bool = False) -> Numeral | None:
        """Return the longest number that begins at token `index`, or None."""
        text = scan.texts[index]
        if text.isdecimal():
            return self._read_figures(scan, index, english)
        if scan.folded[index] in self.roles:
            return self._read_words(scan, index)
        return None

    def _read_figures(self, scan: Scan, index: int, english: bool) -> Numeral | None:
        found = self.figures(scan, index)
        if found is None:
            return None
        stop, raw = found
        first = self.scale(scan, stop, words=False)
        value = parse_figures(raw, english=english or (first is not None and first[1]))
        if value is None:
            return None
        vulgar = VULGAR.get(scan.texts[stop])
        if vulgar is not None and raw.isdecimal():
            value += Decimal(vulgar[0]) / vulgar[1]
            stop += 1
            first = self.scale(scan, stop, words=False)
        if first is None:
            return Numeral(index, stop, value, value, None, False)
        return self._read_scales(scan, index, stop, value)

    def _read_scales(self, scan: Scan, index: int, stop: int, base: Decimal) -> Numeral:
        """Read `1 nghìn 200 tỷ`, `2 tỷ 300 triệu`, `3 triệu rưỡi`, `2 tỷ 3`, `1tr2` after the figures `base`."""
        stack = [base]
        product = Decimal(1)
        last = Decimal(1)
        scales = 0
        single = True
        short = False
        while (found := self.scale(scan, stop, words=False)) is not None:
            factor = found[0]
            stack = _scaled(stack, factor)
            product *= factor
            last = factor
            scales += 1
            stop += 1
            if scan.folded[stop] == "rưỡi":
                stack.append(last / 2)
                stop += 1
                single = False
            elif scan.texts[stop].isdecimal():
                after = self.figures(scan, stop)
                part = None if after is None else parse_figures(after[1])
                if after is None or part is None:
                    break
                following = self.scale(scan, after[0], words=False)
                if following is not None and part < last and following[0] != last:
                    stack.append(part)
                    stop = after[0]
                    single = False
                elif after[1].isdecimal() and self._closes(scan, stop, after[0], after[1]):
                    stack.append(part * last / 10 ** len(after[1]))
                    stop = after[0]
                    single = False
                    short = True
                    break
                else:
                    break
            elif scan.folded[stop] in {"linh", "lẻ"} and scan.texts[stop + 1].isdecimal():
                after = self.figures(scan, stop + 1)
                part = None if after is None else parse_figures(after[1])
                if after is None or part is None or self.scale(scan, after[0], words=False) is None:
                    break
                stack.append(part)
                stop = after[0]
                single = False
            elif (word := self._word_digit(scan, stop)) is not None and last >= 1000:
                stack.append(word * last / 10)
                stop += 1
                single = False
                break
        return Numeral(index, stop, sum(stack, Decimal(0)), base, product if single else None, False, scales, short)

    def _closes(self, scan: Scan, at: int, stop: int, raw: str) -> bool:
        """Tell whether the digits at `at` are the decimals of the scale before them (`1tr2`, `2 tỷ 3`)."""
        if scan.glued(at):
            return len(raw) <= 3
        if len(raw) > 1 or raw == "0":
            return False
        following = scan.texts[stop]
        return following in {"", "\n", ".", ",", ";", ")", "!", "?", "…"} or scan.folded[stop] in {"đồng", "đ"}

    def _word_digit(self, scan: Scan, stop: int) -> Decimal | None:
        role = self.roles.get(scan.folded[stop])
        if role is None or role[0] not in {"digit", "after_ten"} or scan.folded[stop] in {"năm", "một"}:
            return None
        return role[1] if scan.texts[stop + 1] in {"", "\n", ".", ",", ";", ")"} else None

    def _read_words(self, scan: Scan, index: int) -> Numeral | None:
        """Read number words by a stack: a scale multiplies all smaller parts before it that are not yet scaled."""
        stack: list[Decimal] = []
        stop = index
        state = "start"
        last = Decimal(0)
        scales = 0
        base: Decimal | None = None
        product = Decimal(1)
        limit = index + 64
        folded, roles = scan.folded, self.roles
        while stop < limit:
            role, value = roles.get(folded[stop], ("", Decimal(0)))
            following = roles.get(folded[stop + 1], ("", Decimal(0)))[0]
            if role == "digit":
                if state == "start" or state == "link":
                    pass
                elif state == "tens":
                    if folded[stop] in {"năm", "một"} and not following:
                        break  # `hai mươi năm` is twenty years: 25 is `hai mươi lăm`
                elif state == "scale":
                    if following not in {"scale", "tens"} and not self._shortens(scan, stop, last):
                        break
                    if following not in {"scale", "tens"}:
                        stack.append(value * last / 10)
                        stop += 1
                        return self._words(index, stop, stack, None, None, scales)
                else:
                    break
                stack.append(value)
                state = "digit"
            elif role == "zero":
                if following == "scale" and state in {"scale", "start"} and folded[stop + 1] == "trăm" and stack:
                    stack.append(value)
                    state = "digit"
                elif state == "start" and stop == index:
                    return Numeral(index, stop + 1, value, value, None, True)
                else:
                    break
            elif role == "after_ten":
                if (
                    state == "tens"
                    or (state == "ten" and folded[stop] in {"lăm", "nhăm"})
                    or (state == "link" and folded[stop] == "tư")
                ):
                    stack.append(value)
                    state = "unit"
                elif state == "scale" and folded[stop] in {"tư", "mốt"} and self._shortens(scan, stop, last):
                    stack.append(value * last / 10)
                    return self._words(index, stop + 1, stack, None, None, scales)
                else:
                    break
            elif role == "ten":
                if state not in {"start", "scale"} or (state == "scale" and last < 100):
                    break
                stack.append(value)
                state = "ten"
                stop += 1
                if (
                    (roles.get(folded[stop], ("",))[0] == "digit" and folded[stop] not in {"năm", "bốn"})
                    or folded[stop] == "bốn"
                    or (folded[stop] == "năm" and roles.get(folded[stop + 1], ("",))[0] == "scale")
                ):
                    stack.append(roles[folded[stop]][1])
                    state = "unit"
                    stop += 1
                continue
            elif role == "tens":
                if folded[stop] == "chục" and state == "start":
                    stack = [value]
                elif state == "digit":
                    stack[-1] *= value
                elif folded[stop] == "chục" and state in {"ten", "unit"}:
                    stack = _scaled(stack, value)
                elif state == "scale" and folded[stop] == "chục":
                    break
                elif folded[stop] == "mươi" and state == "start" and following == "after_ten":
                    stack.append(value)  # `mươi tư`: the tens of a list gone before
                else:
                    break
                state = "tens"
            elif role == "twenty":
                if state not in {"start", "scale", "link"} or following not in {"digit", "after_ten"}:
                    break
                stack.append(value)
                state = "tens"
            elif role == "scale":
                if state == "link" or self.is_trap(scan, stop):
                    break
                if state == "scale" and (value == 100 or value < last):
                    break
                if base is None:
                    base = sum(stack, Decimal(0)) if stack else Decimal(1)
                    product = Decimal(1)
                elif state != "scale":
                    product = Decimal(0)  # several parts
                if not stack:
                    stack = [Decimal(1)]
                stack = _scaled(stack, value)
                product *= value
                last = value
                scales += 1
                state = "scale"
            elif role == "link":
                if state != "scale" or following not in {"digit", "after_ten", "ten"}:
                    break
                state = "link"
            elif role == "half":
                if state != "scale":
                    break
                stack.append(last / 2)
                product = Decimal(0)
                state = "half"
            elif role == "half_of":
                if state != "start" or following != "scale":
                    break
                stack.append(value)
                state = "digit"
            else:
                break
            stop += 1
        if state == "link":
            stop -= 1
        if stop == index:
            return None
        if base is None:
            return self._words(index, stop, stack, sum(stack, Decimal(0)), None, scales)
        if state != "scale":
            product = Decimal(0)
        return self._words(index, stop, stack, base, product or None, scales)

    def _shortens(self, scan: Scan, stop: int, last: Decimal) -> bool:
        """Tell whether a last digit after a scale is its next decimal place (`trăm hai`, `hai tỷ ba`)."""
        if scan.folded[stop] in {"năm", "một"} or last < 100:
            return False
        return scan.texts[stop + 1] in {"", "\n", ".", ",", ";", ")"} or scan.folded[stop + 1] in {"đồng", "đ"}

    def _words(
        self, first: int, stop: int, stack: list[Decimal], base: Decimal | None, scale: Decimal | None, scales: int
    ) -> Numeral:
        value = sum(stack, Decimal(0))
        return Numeral(first, stop, value, value if base is None else base, scale, True, scales)


def _scaled(stack: list[Decimal], factor: Decimal) -> list[Decimal]:
    total = stack.pop()
    while stack and stack[-1] < factor:
        total += stack.pop()
    stack.append(total * factor)
    return stack


def parse_number(text: str, lexicon: Lexicon | None = None) -> Decimal | None:
    """Return the value of a text that is one number in figures or words, with or without scale words.

    `12.345,6` → 12345.6, `hai mươi mốt` → 21, `3 triệu rưỡi` → 3500000, `1tr2` → 1200000. None where the
    text is not one number.
    """
    words = number_words(lexicon or load_lexicon())
    scan = Scan(text.strip())
    if scan.size == 0:
        return None
    if scan.size == 1 and scan.texts[0] in VULGAR:
        above, below = VULGAR[scan.texts[0]]
        return Decimal(above) / below
    negative = scan.folded[0] == "âm" or scan.texts[0] in {"-", "−"}
    numeral = words.read(scan, 1 if negative else 0)
    if numeral is None or numeral.stop != scan.size:
        return None
    return -numeral.value if negative else numeral.value


@lru_cache(maxsize=8)
def number_words(lexicon: Lexicon) -> NumberWords:
    """Return the number words of a lexicon, built once for each."""
    return NumberWords(lexicon)


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spell(number: int, dialect: Dialect = "north") -> str:
    """Return a whole number from 0 to 10^18 in words, as read in the north or in the south.

    The north says `nghìn`, `linh`, `tư` in the place of four after tens, `tỷ`; the south `ngàn`, `lẻ`, `bốn`, `tỉ`.
    Raises `ValueError` outside the range.
    """
    if not 0 <= number <= MAX_SPELLED:
        raise ValueError(f"{number} cannot be spelled: give a whole number from 0 to 10^18")
    if number == 0:
        return _DIGITS[0]
    return " ".join(_spell(number, dialect, full=False))


def _spell(number: int, dialect: Dialect, *, full: bool) -> list[str]:
    milliards, rest = divmod(number, 10**9)
    words: list[str] = []
    if milliards:
        words += [*_spell(milliards, dialect, full=full), "tỷ" if dialect == "north" else "tỉ"]
    for factor, name in ((10**6, "triệu"), (1000, "nghìn" if dialect == "north" else "ngàn"), (1, "")):
        part, rest = divmod(rest, factor)
        if part:
            words += _spell_hundreds(part, dialect, full=full or bool(words))
            if name:
                words.append(name)
    return words


def _spell_hundreds(number: int, dialect: Dialect, *, full: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    tens, unit = divmod(rest, 10)
    words: list[str] = []
    if hundreds or full:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        if unit:
            words += ([*(["linh"] if dialect == "north" else ["lẻ"]), _DIGITS[unit]]) if words else [_DIGITS[unit]]
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if unit == 0:
        return words
    if unit == 1:
        words.append("mốt" if tens > 1 else "một")
    elif unit == 4:
        words.append("tư" if tens > 1 and dialect == "north" else "bốn")
    elif unit == 5:
        words.append("lăm")
    else:
        words.append(_DIGITS[unit])
    return words
