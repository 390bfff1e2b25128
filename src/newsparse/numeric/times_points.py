"""Grammar of points in time: which reader a word calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsparse.numeric.times_clocks import Clocks

if TYPE_CHECKING:
    from newsparse.numeric.times_reader import Read


class Points(Clocks):
    """Reads one point, or one period written as days (`21-25/3`), that begins at a token."""

    def point(self, i: int, licensed: bool = False) -> Read:
        """Return `(end, shape)` of the point that begins at token `i`.

        `licensed` says that what stands before it promises a date, so that `21/3` cannot be a fraction.
        """
        token = self.at(i)
        if not token:
            return None
        if token[0].isdecimal():
            return self.clock(i, licensed) or self.numeric(i, licensed)
        reader = _READERS.get(token)
        found = reader(self, i) if reader else self.season(i) if token in self.words.seasons else None
        return found or self.part(i) or self.weekday(i, licensed)


_READERS: Final = {
    "ngày": Points.day_word,
    "hôm": Points.day_word,
    "bữa": Points.day_word,
    "mùng": Points.lunar_day,
    "mồng": Points.lunar_day,
    "rằm": Points.lunar_day,
    "tháng": Points.month,
    "quý": Points.quarter,
    "năm": Points.year_word,
    "tuần": Points.week,
    "thập": Points.decade,
    "những": Points.decade,
    "thế": Points.century,
    "mùa": Points.season,
    "xuân": Points.season,
    "hè": Points.season,
    "thu": Points.season,
    "đông": Points.season,
    "cùng": Points.same,
    "đầu": Points.edge,
    "giữa": Points.edge,
    "cuối": Points.edge,
    "nửa": Points.edge,
    "thượng": Points.edge,
    "trung": Points.edge,
    "hạ": Points.edge,
}
