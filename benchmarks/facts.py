"""Compare newsparse with Duckling and dateparser on the specifications in `tests/specs`.

usage: python benchmarks/facts.py

Prints how many cases each tool gets right, and its time as a multiple of newsparse's. A tool that is not installed is
left out with a message: `pip install pyduckling-native-phihos dateparser`. Counted are

- numerals: texts that are one number; right where the value is;
- amounts: sentences with one fact; right where a tool finds its value (or both ends of its range), and, in the next
  row, its unit as well;
- no facts: sentences with numbers that count nothing; right where a tool reports no number, money or measure;
- days: sentences with one date; right where the tool gives that day.
"""

from __future__ import annotations

import datetime
import json
import time
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import newsparse
from newsparse.numeric.numerals import parse_number

if TYPE_CHECKING:
    from collections.abc import Callable

SPECS = Path(__file__).resolve().parent.parent / "tests" / "specs"
REFERENCE = datetime.date(2024, 3, 21)
Case = dict[str, Any]
# what Duckling calls the units that it knows
DUCKLING_UNITS = {
    "$": "USD", "€": "EUR", "£": "GBP", "kilometre": "km", "metre": "m", "centimetre": "cm", "millimetre": "mm",
    "mile": "[mi_i]", "inch": "[in_i]", "foot": "[ft_i]", "litre": "L", "millilitre": "mL", "celsius": "Cel",
    "kilogram": "kg", "gram": "g",
}  # fmt: skip
Amount = tuple[Decimal | None, Decimal | None, Decimal | None, str | None]


def cases(name: str) -> list[Case]:
    lines = (SPECS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def number(value: object) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


class Newsparse:
    name = "newsparse"

    def numeral(self, text: str) -> list[Amount]:
        value = parse_number(text)
        return [] if value is None else [(number(value), None, None, None)]

    def amounts(self, text: str) -> list[Amount]:
        found = newsparse.facts(text, reference=REFERENCE)
        return [(number(f.value), number(f.min), number(f.max), f.unit) for f in found]

    def days(self, text: str) -> list[str]:
        return [t.value or "" for t in newsparse.times(text, reference=REFERENCE)]


class Duckling:
    name = "Duckling"
    dimensions = ("amount-of-money", "number", "distance", "volume", "temperature", "quantity")

    def __init__(self) -> None:
        import duckling

        zones = duckling.load_time_zones("/usr/share/zoneinfo")
        locale = duckling.parse_locale("VI", duckling.default_locale_lang(duckling.parse_lang("VI")))
        noon = datetime.datetime.combine(REFERENCE, datetime.time(5), datetime.UTC)
        moment = duckling.parse_ref_time(zones, "Asia/Ho_Chi_Minh", int(noon.timestamp()))
        self._parse = duckling.parse
        self._context = duckling.Context(moment, locale)
        self._amounts = duckling.parse_dimensions(list(self.dimensions))
        self._times = duckling.parse_dimensions(["time"])

    def numeral(self, text: str) -> list[Amount]:
        found = self._parse(text, self._context, self._amounts, False)
        whole = [r for r in found if r["start"] == 0 and r["end"] == len(text) and r["dim"] == "number"]
        return [(number(r["value"].get("value")), None, None, None) for r in whole]

    def amounts(self, text: str) -> list[Amount]:
        return [self._amount(r["value"]) for r in self._parse(text, self._context, self._amounts, False)]

    @staticmethod
    def _amount(value: dict[str, Any]) -> Amount:
        low, high = value.get("from") or {}, value.get("to") or {}
        unit = value.get("unit") or low.get("unit") or high.get("unit")
        single = value.get("value")
        if single is None and len([end for end in (low, high) if end]) == 1:
            single = (low or high).get("value")
            return number(single), None, None, DUCKLING_UNITS.get(unit, unit)
        return number(single), number(low.get("value")), number(high.get("value")), DUCKLING_UNITS.get(unit, unit)

    def days(self, text: str) -> list[str]:
        found = self._parse(text, self._context, self._times, False)
        return [str(r["value"].get("value", ""))[:10] for r in found]


class Dateparser:
    name = "dateparser"

    def __init__(self) -> None:
        from dateparser.search import search_dates

        self._search = search_dates
        base = datetime.datetime.combine(REFERENCE, datetime.time(12))
        self._settings = {"RELATIVE_BASE": base, "DATE_ORDER": "DMY"}

    def days(self, text: str) -> list[str]:
        found = self._search(text, languages=["vi"], settings=self._settings) or []
        return [day.date().isoformat() for _, day in found]


def wanted(case: Case) -> Amount:
    expected = case["expect"][0]
    return (
        number(expected.get("value")),
        number(expected.get("min")),
        number(expected.get("max")),
        expected.get("unit"),
    )


@dataclass(frozen=True)
class Row:
    """How tools did on one kind of case: how many of `cases` each got right, and its CPU seconds."""

    label: str
    cases: int
    right: dict[str, int]
    seconds: dict[str, float]


def load_tools() -> tuple[list[Any], list[str]]:
    """Return the tools that are installed, and what is said of those that are not."""
    tools: list[Any] = [Newsparse()]
    missing: list[str] = []
    for kind in (Duckling, Dateparser):
        try:
            tools.append(kind())
        except ImportError as error:
            missing.append(f"{kind.name} is left out: {error}")
    return tools, missing


def compare(tools: list[Any], rounds: int = 1) -> list[Row]:
    """Run all tools over all cases; of several rounds the fastest counts."""
    all_facts = cases("facts")
    rows: list[tuple[str, str, list[Case], Callable[[Case, list[Any]], bool]]] = [
        (
            "numerals",
            "numeral",
            [c for c in cases("numerals") if c["expect"]],
            lambda case, got: [g[0] for g in got] == [number(case["expect"][0])],
        ),
        (
            "amounts: value",
            "amounts",
            [c for c in all_facts if len(c["expect"]) == 1 and any(wanted(c)[:3])],
            lambda case, got: any(g[:3] == wanted(case)[:3] for g in got),
        ),
        (
            "amounts: value and unit",
            "amounts",
            [c for c in all_facts if len(c["expect"]) == 1 and any(wanted(c)[:3]) and wanted(c)[3]],
            lambda case, got: wanted(case) in got,
        ),
        ("no facts", "amounts", [c for c in all_facts if not c["expect"]], lambda case, got: not got),
        (
            "days",
            "days",
            [
                c
                for c in cases("times")
                if len(c["expect"]) == 1
                and c["expect"][0].get("type") == "DATE"
                and len(c["expect"][0].get("value") or "") == 10
                and c["expect"][0]["value"][:4].isdecimal()
                and c.get("reference", REFERENCE.isoformat()) == REFERENCE.isoformat()
            ],
            lambda case, got: got == [case["expect"][0]["value"]],
        ),
    ]
    found: list[Row] = []
    for label, method, chosen, right in rows:
        row = Row(label, len(chosen), {}, {})
        for tool in tools:
            work = getattr(tool, method, None)
            if work is None:
                continue
            work("5 triệu đồng")
            for _ in range(rounds):
                begin = time.process_time()
                answers = [work(case["text"]) for case in chosen]
                took = time.process_time() - begin
                row.seconds[tool.name] = min(took, row.seconds.get(tool.name, took))
            row.right[tool.name] = sum(right(case, got) for case, got in zip(chosen, answers, strict=True))
        found.append(row)
    return found


def main() -> None:
    tools, missing = load_tools()
    print("\n".join(missing))
    rows = compare(tools)
    names = [tool.name for tool in tools]
    print(f"{'':26}{'cases':>7}" + "".join(f"{name:>13}" for name in names))
    for row in rows:
        print(f"{row.label:26}{row.cases:7d}" + "".join(f"{row.right.get(name, '-'):>13}" for name in names))
    print("\nCPU time as a multiple of newsparse's")
    for row in rows:
        own = row.seconds["newsparse"] or 1e-9
        cells = [f"{row.seconds[name] / own:.1f}" if name in row.seconds else "-" for name in names]
        print(f"{row.label:33}" + "".join(f"{cell:>13}" for cell in cells))


if __name__ == "__main__":
    main()
