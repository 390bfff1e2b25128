"""Tables: a row's numbers take their item from the row and their unit from the header or the line above.

A row is one block of kind `table_row` with ` | ` between its cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from newsparse.numeric.scan import Scan
from newsparse.numeric.units import rate_code
from newsparse.record import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.numeric.quantities import Reader
    from newsparse.record import Block, FactKind
    from newsparse.text.document import Document

_CELL = " | "
_UNIT_LINE = re.compile(r"(?i)\b(?:ĐVT|đơn vị tính|đơn vị)\s*[:：(]\s*([^\n|)]{1,40})")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)|,\s*([^,()]{1,20})$")
_NUMBERING = re.compile(r"(?i)^(?:stt|tt|số tt|no\.?|#)$")
_MIXED = re.compile(r"[A-Za-zÀ-ỹĐđ]")


@dataclass(frozen=True, slots=True)
class CellUnit:
    """What a number in a column counts: kind, unit code and the factor of the scale word (`triệu đồng`)."""

    kind: FactKind
    code: str | None
    factor: Decimal


@dataclass(frozen=True, slots=True)
class RowFacts:
    """The facts of a document's tables, and the spans of the rows and unit lines that were read for them."""

    facts: tuple[Fact, ...]
    spans: tuple[tuple[int, int], ...]


class Rows:
    """Reads table rows with the grammar of a `Reader`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def find(self, document: Document) -> RowFacts:
        """Return the facts in the table rows of a document."""
        facts: list[Fact] = []
        spans: list[tuple[int, int]] = []
        table: list[Block] = []
        above = ""
        for block in document.blocks:
            text = document.text[block.start : block.end]
            if block.kind == "table_row" and _CELL in text:
                table.append(block)
                spans.append((block.start, block.end))
                continue
            if table:
                facts += self._table(document.text, table, above)
                table = []
            above = text
            unit_line = _UNIT_LINE.search(text)
            if unit_line is not None:
                spans.append((block.start + unit_line.start(), block.start + unit_line.end()))
        if table:
            facts += self._table(document.text, table, above)
        return RowFacts(tuple(facts), tuple(spans))

    def _table(self, text: str, rows: list[Block], above: str) -> Iterator[Fact]:
        common = _UNIT_LINE.search(above)
        default = self.unit(common.group(1)) if common else None
        columns: list[CellUnit | None] = []
        numbering: set[int] = set()
        begun = False
        for row in rows:
            cells = list(_cells(text, row))
            if not begun and not any(self._number(cell, None) for _, cell in cells[1:]):
                columns = [self._heading(cell) for _, cell in cells]
                numbering = {at for at, (_, cell) in enumerate(cells) if _NUMBERING.match(cell)}
                continue
            if not begun and _is_heading(cells):
                columns = [self._heading(cell) for _, cell in cells]
                continue
            begun = True
            item: tuple[int, str] | None = None
            for at, (start, cell) in enumerate(cells):
                if item is None and _MIXED.search(cell) and self._number(cell, None) is None:
                    item = start, cell
                    continue
                if at in numbering or (item is None and at == 0 and cell.strip(".").isdecimal()):
                    continue
                column = columns[at] if at < len(columns) else None
                found = self._number(cell, column or default)
                if found is None:
                    continue
                value, unit = found
                yield Fact(
                    text=cell,
                    kind=unit.kind,
                    start=start,
                    end=start + len(cell),
                    value=value,
                    unit=unit.code,
                    item=item[1] if item else None,
                    item_span=(item[0], item[0] + len(item[1])) if item else None,
                )

    def _heading(self, cell: str) -> CellUnit | None:
        """Return the unit that a header cell names: `Giá (đồng/kg)`, `Diện tích, ha`, `%`."""
        for match in _BRACKETS.finditer(cell):
            unit = self.unit(match.group(1) or match.group(2))
            if unit is not None:
                return unit
        line = _UNIT_LINE.search(cell)
        return self.unit(line.group(1) if line else cell) if line or len(cell) < 12 else None

    def unit(self, text: str) -> CellUnit | None:
        """Return the unit that a text names wholly, with its scale word (`nghìn tỷ đồng`), or None."""
        scan = Scan(text.strip())
        stop = 0
        factor = Decimal(1)
        while (scale := self._reader.amounts.words.scale(scan, stop, words=True)) is not None:
            factor *= scale[0]
            stop += 1
        if stop == scan.size and stop:
            return CellUnit("money", "VND", factor)
        unit = self._reader.units.read(scan, stop, scaled=factor > 1)
        if unit is None:
            noun = self._reader.nouns.counted.at(scan, stop)
            whole = noun is not None and noun[0] == scan.size
            return CellUnit("quantity", None, factor) if whole else None
        if unit.stop != scan.size:
            return None
        if unit.per:
            return CellUnit("rate", rate_code(unit.code, unit.per), factor * unit.factor)
        kind: FactKind = "money" if unit.kind == "money" else "percentage" if unit.kind == "percentage" else "quantity"
        return CellUnit(kind, unit.code, factor * unit.factor)

    def _number(self, cell: str, unit: CellUnit | None) -> tuple[str, CellUnit] | None:
        """Return the value of a cell that is a number and nothing else, with its unit, or None."""
        scan = Scan(cell)
        negative = scan.texts[0] in {"-", "−", "–"} and scan.is_digits(1)
        begin = 1 if negative else 0
        if not scan.is_digits(begin):
            return None
        amount = self._reader.amounts.read(scan, begin)
        if amount is None or amount.value is None:
            return None
        value = -amount.value if negative else amount.value
        if amount.stop == scan.size:
            own = unit or CellUnit("quantity", None, Decimal(1))
        else:
            rest = self.unit(cell[scan.starts[amount.stop] :])
            if rest is None:
                return None
            own = rest
        total = format(value * own.factor, "f")
        return (total.rstrip("0").rstrip(".") if "." in total else total), own


def _cells(text: str, row: Block) -> Iterator[tuple[int, str]]:
    at = row.start
    for raw in text[row.start : row.end].split(_CELL):
        cell = raw.strip()
        yield at + (len(raw) - len(raw.lstrip())), cell
        at += len(raw) + len(_CELL)


def _is_heading(cells: list[tuple[int, str]]) -> bool:
    """Tell whether a row with figures is a header of years: `Chỉ tiêu | 2022 | 2023`."""
    figures = [cell for _, cell in cells[1:] if cell]
    return bool(figures) and all(cell.isdecimal() and len(cell) == 4 and cell[:2] in {"19", "20"} for cell in figures)
