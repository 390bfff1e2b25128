"""The words of time, compiled once for a lexicon."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from newsparse.text.lexicon import Lexicon, Row


class TimeWords:
    """The tables `time_units`, `time_words`, `time_numbers` and `holidays` as the grammar looks them up."""

    def __init__(self, lexicon: Lexicon) -> None:
        rows = lexicon.rows("time_words")
        self.units = PhraseTable((r["form"], r["unit"]) for r in lexicon.rows("time_units"))
        self.parts = PhraseTable(_of(rows, "part"))
        self.part_heads = frozenset(_key(form)[0] for form, _ in _of(rows, "part"))
        self.period_heads = frozenset(_key(form)[0] for form, _ in _of(rows, "period"))
        self.approx = PhraseTable(_of(rows, "approx"))
        self.approx_heads = frozenset(_key(form)[0] for form, _ in _of(rows, "approx"))
        self.holiday_heads = frozenset(_key(r["form"])[0] for r in lexicon.rows("holidays"))
        self.periods = PhraseTable(_of(rows, "period"))
        self.weekdays = PhraseTable((form, int(value)) for form, value in _of(rows, "weekday"))
        self.lunar_months = {fold(form): int(value) for form, value in _of(rows, "lunar_month")}
        self.seasons = {fold(form): value for form, value in _of(rows, "season")}
        # A label is looked up backwards, before a number.
        self.labels = frozenset(_key(form) for form, _ in _of(rows, "label"))
        self.numbers: dict[str, int] = {}
        self.multipliers: dict[str, int] = {}
        for row in lexicon.rows("time_numbers"):
            value = row["value"]
            if value.startswith("x"):
                self.multipliers[fold(row["form"])] = int(value[1:])
            else:
                self.numbers[fold(row["form"])] = int(value)
        self.holidays = PhraseTable((r["form"], (r["date"], r["alone"] == "yes")) for r in lexicon.rows("holidays"))


def _key(form: str) -> tuple[str, ...]:
    return tuple(fold(t) for t in tokenise(form).texts)


def _of(rows: tuple[Row, ...], kind: str) -> list[tuple[str, str]]:
    return [(row["form"], row["value"]) for row in rows if row["kind"] == kind]


@lru_cache(maxsize=8)
def time_words(lexicon: Lexicon) -> TimeWords:
    """Return the words of time of a lexicon."""
    return TimeWords(lexicon)
