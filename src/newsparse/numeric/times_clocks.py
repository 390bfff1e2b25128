"""Grammar of parts of the day, clock times and days of the week."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from newsparse.numeric.times_days import Days
from newsparse.numeric.times_reader import DASHES, SHIFTS, Read, word_set
from newsparse.numeric.times_shape import Point, Span

_CLOCK: Final = re.compile(r"([01]?\d|2[0-4])(?:h|g)([0-5]?\d)?(?:p|ph|phút)?")
DURING: Final = word_set("trong suốt sau mất hơn gần dài hết thêm mỗi qua vòng")
_AFTER_MINUTES: Final = word_set("ngày hôm sáng trưa chiều tối đêm khuya cùng thứ phút")
_Hour = tuple[int, int, int | None, bool]


class Clocks(Days):
    """Reads clock times, parts of the day and days of the week, each with its day."""

    def clock(self, i: int, licensed: bool = False) -> Read:
        """Read a clock time with its part of the day and its day: `8h30 ngày 21/3`, `3 giờ chiều qua`, `08:15`.

        `15 giờ` is a clock time where a preposition, a part of the day or a day says so; else it is a duration.
        """
        read = self._hour(i)
        if read is None:
            return None
        end, hour, minute, sure = read
        part = self.longest(self.words.parts, end) if self.at(end) in self.words.part_heads else None
        point = Point(hour=hour, minute=minute or 0)
        if part is not None and part[0] <= self.hi:
            whole = self.part(end)
            end, sure = part[0], True
            point = replace(point, hour=_by_part(hour, part[1]))
            if whole is not None and isinstance(whole[1], Point):
                day = replace(whole[1], part=None, hour=point.hour, minute=point.minute)
                return whole[0], day
        at = end + 1 if self.at(end) == "," and self.at(end + 1) in {"ngày", "hôm", "thứ", "sáng", "cùng"} else end
        day_read = self.day(at) if self.at(at) != "-" else None
        if day_read is not None and isinstance(day_read[1], Point) and (at == end or self.at(at) != "hôm"):
            return day_read[0], replace(day_read[1], hour=point.hour, minute=point.minute)
        daily = self.at(end) in {"hằng", "hàng"} and self.at(end + 1) == "ngày"
        if sure or licensed or daily or self._clock_promised(i):
            return end, point
        return None

    def _clock_promised(self, i: int) -> bool:
        before = self.at(i - 1)
        if before == "khoảng":
            before = self.at(i - 2)
            return before in {"lúc", "hồi", "vào", "đến", ""}
        if before == "đến" and self.at(i - 2) in {"", ".", ";", "”"}:
            return True  # `Đến 14 giờ, tổ công tác …`
        return before in {"lúc", "hồi", "vào", "từ"}

    def timed(self, end: int, day: Point) -> tuple[int, Point]:
        """Read the clock time after a day: `21/03/2024 08:30`, `ngày 22/3, lúc 14h`; else return both as they are."""
        if not day.has_day or day.has_clock or day.day is None:
            return end, day
        at = end + 1 if self.at(end) in {",", "|"} | DASHES else end
        if self.at(at) == "vào" and self.at(at + 1) in {"lúc", "hồi"}:
            at += 1
        promised = self.at(at) in {"lúc", "hồi"}
        read = self._hour(at + promised)
        if read is None or not (promised or read[3]):
            return end, day
        after, hour, minute, _ = read
        part = self.longest(self.words.parts, after)
        if part is not None:
            after, hour = part[0], _by_part(hour, part[1])
        if not promised and (minute is None or self.at(after) in DASHES or self.day(after) is not None):
            return end, day
        return after, replace(day, hour=hour, minute=minute or 0)

    def _hour(self, i: int) -> _Hour | None:
        """Return `(end, hour, minute, sure)`; `sure` where nothing but a clock time is written so."""
        match = _CLOCK.fullmatch(self.at(i))
        if match is not None:
            return self._short_hour(i, match)
        hour = self.small(i)
        if hour is None or hour > 24:
            return None
        if self.at(i + 1) == ":":
            return self._colon_hour(i, hour)
        if self.at(i + 1) not in {"giờ", "h", "g"} or self.at(i + 2) in {"đồng", "công"}:
            return None
        return self._spelt_hour(i, hour)

    def _short_hour(self, i: int, match: re.Match[str]) -> _Hour:
        """Read `8h30`, `8h 30`, `8h kém 10`, `8h`; `20g` alone weighs something, `24h` is a day long."""
        hour, minute, end = int(match[1]), match[2], i + 1
        if minute is not None:
            return self._mark(end), hour, int(minute), True
        late = self.small(end) if self.gap(end) <= 1 and len(self.at(end)) == 2 else None
        if late is not None and late < 60 and self._minutes_end(end + 1):
            return self._mark(end + 1), hour, late, True
        if self.at(end) == "kém" and (short := self.small(end + 1)) is not None and 0 < short < 60:
            return self._mark(end + 2), (hour - 1) % 24, 60 - short, True
        before = self.at(i - 2) if self.at(i - 1) in {"hơn", "gần", "khoảng", "vòng"} else self.at(i - 1)
        long = before in DURING or self.at(i - 1) in DURING or hour == 24
        return self._mark(end), hour, None, not long and "g" not in match.group()

    def _colon_hour(self, i: int, hour: int) -> _Hour | None:
        """Read `08:15`; a single digit (`1:10`) may as well be a ratio."""
        minute = self.small(i + 2)
        if minute is None or minute > 59 or len(self.at(i + 2)) != 2 or not (self.tight(i + 1) and self.tight(i + 2)):
            return None
        if self.cut_off(i + 3) or self.joined_digit(i):
            return None
        return i + 3, hour, minute, len(self.at(i)) == 2 and not self.labelled(i)

    def _spelt_hour(self, i: int, hour: int) -> _Hour:
        """Read `8 giờ`, `8 giờ 30 phút`, `8 giờ rưỡi`, `8 giờ kém 10`."""
        end = i + 2
        if self.at(end) == "rưỡi":
            return end + 1, hour, 30, self._clock_promised(i)
        if self.at(end) == "kém" and (short := self.small(end + 1)) is not None and 0 < short < 60:
            return self._mark(end + 2), (hour - 1) % 24, 60 - short, True
        late = self.small(end)
        if late is None or late > 59:
            return end, hour, None, False
        if self._mark(end + 1) > end + 1:
            opening = i == self.lo or self.at(i - 1) in {".", "-", "–", "(", "đến", "tới", "khoảng"}
            if self.small(end + 2) is not None and self.at(end + 3) == "giây":
                return end + 4, hour, late, opening  # a news clock counts no seconds
            return end + 2, hour, late, opening and (hour > 4 or self.at(end + 2) == ",")
        return (end + 1, hour, late, True) if self._minutes_end(end + 1) else (end, hour, None, False)

    def _minutes_end(self, i: int) -> bool:
        """Return whether a number before token `i` can be minutes: nothing counted and no date follows."""
        token = self.at(i)
        if token in {"-", "–"}:
            return _CLOCK.fullmatch(self.at(i + 1)) is not None
        return token not in {"/", "."} and (token in _AFTER_MINUTES or not self.lower_word(i))

    def _mark(self, end: int) -> int:
        return end + 1 if self.at(end) in {"'", "’", "phút", "p"} else end

    def part(self, i: int) -> Read:
        """Read a part of the day with its day: `sáng 21/3`, `chiều nay`, `đêm qua`, `tối thứ Bảy`."""
        found = self.longest(self.words.parts, i) if self.at(i) in self.words.part_heads else None
        if found is None or found[0] > self.hi:
            return None
        end, part = found
        token = self.at(end)
        if token == "sớm" or token == "muộn":
            end += 1
            token = self.at(end)
        day = self._day_of_part(end, token)
        if day is None:
            return None
        return day[0], replace(day[1], part=part)

    def _day_of_part(self, end: int, token: str) -> tuple[int, Point] | None:
        if token in {"nay", "qua"} and (beside := self._beside(end + 1)) is not None:
            return beside[0], replace(beside[1], today=token == "nay")
        if token == "nay":
            return end + 1, Point(day_shift=0)
        if token == "qua" and self.at(end + 1) not in {"đời", "đó", "đây"}:
            return end + 1, Point(day_shift=-1)
        if token == "mai" and not self.raw[end].istitle():
            return end + 1, Point(day_shift=1)
        if token == "rạng" and self.at(end + 1) in {"sáng", "ngày"}:
            return None
        if token and token[0].isdecimal():
            # `đêm 22 rạng (sáng) ngày 23/9`: the night that begins on the first day.
            night = self._overnight(end)
            if night is not None:
                return night
        found = self.day(end)
        if found is None and token[:1].isdecimal():
            found = self._day_alone(end)
        if found is None:
            return None
        if isinstance(found[1], Span) and found[1].begin is not None and found[1].end is not None:
            joined = any(self.at(at) in {"và", ","} for at in range(end, found[0]))
            self.several_parts = found[0], found[1], joined
            return None
        return (found[0], found[1]) if isinstance(found[1], Point) else None

    def _overnight(self, i: int) -> tuple[int, Point] | None:
        first = self.small(i)
        if first is None:
            return None
        head = self.numeric(i, licensed=True)
        at = head[0] if head and isinstance(head[1], Point) else i + 1
        if self.at(at) == ",":
            at += 1
        if self.at(at) != "rạng":
            return None
        at += 2 if self.at(at + 1) == "sáng" else 1
        if self.at(at) == "ngày":
            at += 1
        close = self.numeric(at, licensed=True)
        if close is None or not isinstance(close[1], Point):
            return None
        if head and isinstance(head[1], Point):
            point = head[1]
            year = close[1].year
            if year is not None and (point.month or 0) > (close[1].month or 0):
                year -= 1  # `đêm 31/12 rạng sáng 1/1/2024`
            return close[0], replace(point, year=point.year or year)
        end = close[1]
        if end.day == 1 and end.month is not None:
            return close[0], replace(end, day=first, month=end.month - 1 or 12)
        return close[0], replace(end, day=first)

    def weekday(self, i: int, licensed: bool = False) -> Read:
        """Read `thứ Năm tuần trước`, `Chủ nhật`, `thứ Sáu, 22/3`; an ordinal (`lần thứ hai`) is none."""
        end, number, sure = i, 0, licensed
        if self.at(i) == "thứ":
            counted = self.words.numbers.get(self.at(i + 1)) or self.small(i + 1)
            if counted is None or not 2 <= counted <= 7 or self.at(i + 1) in {"nhăm", "lăm"}:
                return None
            end, number = i + 2, counted
            number -= 1
            sure = sure or (self.raw[i + 1][0].isupper() and self.raw[i][0].islower())
        elif self.at(i) in {"chủ", "chúa"}:
            found = self.longest(self.words.weekdays, i)
            if found is None or found[0] > self.hi:
                return None
            end, number = found
            sure = True
            if self.at(end) in {"xanh", "đỏ", "hồng", "vàng", "tình"}:
                return None  # `Ngày Chủ nhật xanh` is a campaign
        else:
            return None
        point = Point(weekday=number)
        if self.at(end) == "tuần":
            shift = SHIFTS.get(self.at(end + 1), -1 if self.at(end + 1) in {"qua", "vừa"} else None)
            if shift is not None:
                return end + (1 if self.at(end + 1) == "vừa" else 2), replace(point, week_shift=shift)
        if self.at(end) in {"này", "tới", "trước", "qua", "sau"}:
            tense = {"này": 0, "tới": 1, "sau": 1}.get(self.at(end), -1)
            week = 0 if self.at(end) == "này" else None
            return end + 1, replace(point, tense=tense, week_shift=week)
        if self.at(end) == "vừa" and self.at(end + 1) in {"qua", "rồi"}:
            return end, replace(point, tense=-1)
        at = end + 1 if self.at(end) in {",", "("} | DASHES else end
        bracket = self.at(end) == "("
        token = self.at(at)
        if (token == "ngày" and self.at(at + 1)[:1].isdecimal()) or token[:1].isdecimal():
            day = self.day_word(at) if token == "ngày" else self.numeric(at, licensed=True)
            if day is not None and isinstance(day[1], Point) and day[1].day is not None:
                close = day[0] + (1 if bracket and self.at(day[0]) == ")" else 0)
                if not bracket or self.at(day[0]) == ")":
                    return close, replace(day[1], weekday=number)
        if sure or self._weekday_promised(i):
            return end, point
        return None

    def _weekday_promised(self, i: int) -> bool:
        return self.at(i - 1) in {"vào", "hôm", "sáng", "chiều", "tối", "đêm", "trưa"}


def _by_part(hour: int, part: str) -> int:
    """Return the hour of 24 that `hour` means in a part of the day: `3 giờ chiều` is 15, `12 giờ đêm` 24."""
    if part in {"TAF", "TEV"}:
        return hour + 12 if hour < 12 else hour
    if part == "TMI":
        return hour + 12 if hour < 5 else hour
    if part == "TNI":
        return hour + 12 if 6 <= hour <= 12 else hour
    return hour
