"""Reading tokens for the grammar of times: numbers, years, what stands before and after."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeVar

from newsparse.numeric.times_shape import Point, Shape, Span
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from newsparse.numeric.times_words import TimeWords
    from newsparse.text.phrases import PhraseTable
    from newsparse.text.syllables import Tokens

V = TypeVar("V")
Read = tuple[int, Shape] | None
"""What a reader returns: the token after the expression, and what it says; or None."""


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


DASHES: Final = frozenset("-–—‑−")
ROMAN: Final = {"i": 1, "v": 5, "x": 10}
# After a date or a year these words go on with the sentence; any other lower-case word is what a number counts.
FOLLOW: Final = word_set(
    "và vừa tới này nay năm đến tại ở là đã sẽ hàng hằng đang có được với cho trong do để theo lúc từ âm hay "
    "hoặc bị phải không chỉ cũng về thì mà nhưng khi vẫn như nên còn so vào gồm mới lên xuống đạt tăng giảm "
    "ước trở thuộc bằng cùng lần diễn trên trước sau bởi qua nhằm cao thấp nếu vì đối hơn lại vừa nêu nữa"
)
_LATER_DIGITS: Final = word_set("mốt tư lăm nhăm")  # these stand only after other numbers
COUNTED: Final = word_set(
    "người đồng hộ con cái chiếc suất tấn m km ha cán học lao đơn căn xe cây lượt trường mẫu hồ phần bộ máy tỷ triệu "
    "nghìn ngàn ca đại nhân bệnh lần ngôi tàu bài giờ phút ngày điểm vụ trẻ thí tờ quyển cuốn usd"
)
SHIFTS: Final = {"nay": 0, "này": 0, "ngoái": -1, "trước": -1, "rồi": -1, "kia": -2, "sau": 1, "tới": 1}


class Reader:
    """The tokens of one line of a text, folded, with look-ups that never read past its end."""

    def __init__(self, words: TimeWords, tokens: Tokens) -> None:
        self.words = words
        self.raw = tokens.texts
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.w = [fold(t) for t in tokens.texts]
        self.lo = 0
        self.hi = len(self.w)
        self.last_end = -1  # the token after the expression found last
        # Days, months, quarters told with the first of a list, to be returned when their turn comes.
        self.pending: dict[int, tuple[int, Point]] = {}
        # `sáng 21 và 22/3`: where the days after a part of the day end, the days, and whether `và` joins them.
        self.several_parts: tuple[int, Span, bool] | None = None

    # A reader of larger units may stand in a phrase with smaller ones: these are defined further down the line.

    def point(self, i: int, licensed: bool = False) -> Read:
        """Read any point; see `Points`."""
        raise NotImplementedError

    def day_word(self, i: int) -> Read:
        """Read a day that begins with `ngày` or `hôm`; see `Days`."""
        raise NotImplementedError

    def weekday(self, i: int, licensed: bool = False) -> Read:
        """Read a day of the week; see `Clocks`."""
        raise NotImplementedError

    def container(self, i: int) -> Read:
        """Read a unit that others are parts of; see `Periods`."""
        raise NotImplementedError

    def at(self, i: int) -> str:
        """Return token `i`, or an empty string outside the line."""
        return self.w[i] if self.lo <= i < self.hi else ""

    def longest(self, table: PhraseTable[V], i: int) -> tuple[int, V] | None:
        """Return `(end, value)` of the longest phrase of a table at token `i` that stands in the line."""
        if not self.lo <= i < self.hi:
            return None
        found = table.longest(self.w, i)
        return found if found is not None and found[0] <= self.hi else None

    def tight(self, i: int) -> bool:
        """Return whether token `i` touches the one before it."""
        return self.lo < i < self.hi and self.ends[i - 1] == self.starts[i]

    def gap(self, i: int) -> int:
        """Return the number of characters between token `i` and the one before it."""
        return self.starts[i] - self.ends[i - 1] if self.lo < i < self.hi else 9

    def digits(self, i: int, most: int = 4) -> int | None:
        """Return the number that token `i` writes with at most `most` digits."""
        token = self.at(i)
        return int(token) if token.isdecimal() and len(token) <= most and token.isascii() else None

    def small(self, i: int) -> int | None:
        """Return the number of one or two digits at token `i`."""
        return self.digits(i, 2)

    def year(self, i: int, lowest: int = 1000) -> int | None:
        """Return the year at token `i`: four digits that are not part of a longer number."""
        token = self.at(i)
        if len(token) != 4 or not token.isdecimal() or not token.isascii():
            return None
        value = int(token)
        if not lowest <= value < 2200:
            return None
        if self.at(i + 1) in {".", ","} and self.tight(i + 1) and self.tight(i + 2) and self.at(i + 2)[:1].isdecimal():
            return None
        return value

    def joined_digit(self, i: int) -> bool:
        """Return whether token `i` continues a number that began before it (`1.234`, `10.21`, `0912-345`)."""
        if not self.tight(i) or self.at(i - 1) not in {".", ",", "/", ":", "-", "–"}:
            return False
        return self.tight(i - 1) and self.at(i - 2)[-1:].isdecimal()

    def cut_off(self, end: int) -> bool:
        """Return whether a number that stops before token `end` goes on there: `21/3/5`, `15/2024/NĐ-CP`, `1.2.3`."""
        if not (self.tight(end) and self.tight(end + 1)):
            return False
        mark, after = self.at(end), self.at(end + 1)
        if mark == "/":
            return after[:1].isalnum() and after != "lần"
        if mark in {".", ":", "-"}:
            return (after[:1].isdecimal() and mark != "-") or (mark == "-" and self.raw[end + 1].isupper())
        return False

    def lower_word(self, i: int) -> bool:
        """Return whether token `i` is a lower-case word that a number before it would count."""
        if not self.lo <= i < self.hi:
            return False
        return self.raw[i][0].islower() and self.w[i] not in FOLLOW

    def counts(self, i: int) -> bool:
        """Return whether token `i` is a noun or unit that a number of four digits before it may count."""
        return self.at(i) in COUNTED

    def labelled(self, i: int) -> bool:
        """Return whether a word stands before token `i` after which a number is a name: `số`, `hẻm`, `Nghị định`."""
        labels = self.words.labels
        if self.at(i - 1) in {":", "."} and self.gap(i) <= 1:
            i -= 1
        before = self.w[max(self.lo, i - 2) : i]
        return tuple(before[-1:]) in labels or tuple(before) in labels

    def number(self, i: int) -> tuple[int, float] | None:
        """Return `(end, value)` of a number in digits (`4.000`, `1,5`, `06`) or words (`hai mươi`)."""
        token = self.at(i)
        if token[:1].isdecimal() and token.isdecimal() and token.isascii() and len(token) <= 9:
            return self._written(i, token)
        return self._spelt(i)

    def _written(self, i: int, token: str) -> tuple[int, float]:
        text, end = token, i + 1
        while (
            len(text) <= 9
            and self.at(end) == "."
            and self.tight(end)
            and self.tight(end + 1)
            and len(self.at(end + 1)) == 3
            and self.at(end + 1).isdecimal()
        ):
            text += self.at(end + 1)
            end += 2
        value = float(text)
        if self.at(end) == "," and self.tight(end) and self.tight(end + 1):
            rest = self.at(end + 1)
            if rest.isdecimal() and rest.isascii() and len(rest) <= 2:
                value += int(rest) / 10 ** len(rest)
                end += 2
        return end, value

    def _spelt(self, i: int) -> tuple[int, float] | None:
        numbers, times = self.words.numbers, self.words.multipliers
        value = numbers.get(self.at(i))
        if value is None or self.at(i) in _LATER_DIGITS or self.at(i - 1) == "phần":
            return None
        end = i + 1
        tens = times.get(self.at(end))
        if tens == 10:
            value *= 10
            end += 1
            unit = numbers.get(self.at(end))
            # `hai mươi năm` is twenty years; twenty-five is `hai mươi lăm`.
            if unit is not None and unit < 10 and self.at(end) != "năm":
                value += unit
                end += 1
        elif value == 10 and (unit := numbers.get(self.at(end))) is not None and unit < 10 and self.at(end) != "năm":
            value += unit
            end += 1
        return end, float(value)

    def roman(self, i: int) -> int | None:
        """Return the Roman number below 30 at token `i`, in capitals."""
        token = self.at(i)
        if not token or len(token) > 5 or not self.raw[i].isupper() or not set(token) <= set(ROMAN):
            return None
        if not re.fullmatch(r"x{0,2}(ix|iv|v?i{0,3})", token):
            return None
        total = 0
        for here, after in zip(token, token[1:] + " ", strict=True):
            value = ROMAN[here]
            total += -value if value < ROMAN.get(after, 0) else value
        return total or None
