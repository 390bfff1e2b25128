"""Tables: a row's numbers take their item from the row and their unit from the header or the line above.

A row is one block of kind `table_row` with ` | ` or a line break between its cells.
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

_HEAD = 60  # code points of a cell in a table's head
_TITLE = 120  # code points of a line that is a table's title
_CELL = re.compile(r" \| |\n")  # between the cells of a row
_UNIT_LINE = re.compile(r"(?i)\b(?:ĐVT|đơn vị tính|đơn vị)\s*[:：(]\s*([^\n|)]{1,40})")
_BRACKETS = re.compile(r"\(([^()]{1,40})\)|,\s*([^,()]{1,20})$")
_NUMBERING = re.compile(r"(?i)^(?:stt|tt|số tt|no\.?|#)$")
# Columns of places, whose rows are about what the line above the table names, and of changes, which are no facts.
_PLACES = re.compile(r"(?i)^(?:địa phương|tỉnh|tỉnh/thành|tỉnh, thành|khu vực|thị trường|vùng|nơi bán|địa bàn|chợ)\b")
_CHANGES = re.compile(r"(?i)^(?:thay đổi|tăng/giảm|tăng, giảm|biến động|chênh lệch|\+/-|±)")
_ABOVE = re.compile(
    r"(?i)(?:bảng\s+)?(?:thống kê\s+|tổng hợp\s+|tham khảo\s+)?(?:giá\s+)?([^\n:,(]{2,40}?)"
    r"(?=\s+(?:hôm nay|ngày|tại|ở|mới nhất|trong|theo)\b|\s*[:,(.]|\s*$)"
)
_FIGURES = re.compile(r"[-−–+]?\d[\d.,]*%?$")
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
        above: tuple[int, str] = 0, ""
        for block in document.blocks:
            text = document.text[block.start : block.end]
            if block.kind == "table_row" and _CELL.search(text):
                table.append(block)
                continue
            if table:
                facts += self._table(document.text, table, above, spans)
                table = []
            above = block.start, text
            unit_line = _UNIT_LINE.search(text)
            if unit_line is not None:
                spans.append((block.start + unit_line.start(), block.start + unit_line.end()))
        if table:
            facts += self._table(document.text, table, above, spans)
        return RowFacts(tuple(facts), tuple(spans))

    def _table(
        self, text: str, rows: list[Block], above: tuple[int, str], spans: list[tuple[int, int]]
    ) -> Iterator[Fact]:
        """Yield the facts of a table; the cells that are figures, a head or a label are added to `spans`."""
        common = _UNIT_LINE.search(above[1])
        default = self.unit(common.group(1)) if common else None
        columns: list[CellUnit | None] = []
        numbering: set[int] = set()
        begun = False
        subject: tuple[int, str] | None = None
        changes: set[int] = set()
        for row in rows:
            cells = list(_cells(text, row))
            spans += [(start, start + len(cell)) for start, cell in cells if _FIGURES.match(cell)]
            if not begun and not any(self._number(cell, None) for _, cell in cells[1:]):
                columns = [self._heading(cell) for _, cell in cells]
                numbering = {at for at, (_, cell) in enumerate(cells) if _NUMBERING.match(cell)}
                changes = {at for at, (_, cell) in enumerate(cells) if _CHANGES.match(cell)}
                if any(_PLACES.match(cell) for _, cell in cells[:2]):
                    subject = _subject(*above)
                if all(len(cell) <= _HEAD for _, cell in cells):
                    spans.append((row.start, row.end))  # else prose in a table of layout
                continue
            if not begun and _is_heading(cells):
                columns = [self._heading(cell) for _, cell in cells]
                spans.append((row.start, row.end))
                continue
            begun = True
            item: tuple[int, str] | None = None
            for at, (start, cell) in enumerate(cells):
                if item is None and _MIXED.search(cell) and self._number(cell, None) is None:
                    item = start, cell
                    continue
                if at in numbering or at in changes or (item is None and at == 0 and cell.strip(".").isdecimal()):
                    continue
                column = columns[at] if at < len(columns) else None
                found = self._number(cell, column or default)
                if found is None:
                    continue
                value, unit = found
                spans.append((start, start + len(cell)))
                about = subject or item
                yield Fact(
                    text=cell,
                    kind=unit.kind,
                    start=start,
                    end=start + len(cell),
                    value=value,
                    unit=unit.code,
                    item=about[1] if about else None,
                    item_span=(about[0], about[0] + len(about[1])) if about else None,
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


def _subject(start: int, line: str) -> tuple[int, str] | None:
    """Return what the line above a table of places names: `cà phê nhân xô` of `Bảng giá cà phê nhân xô ngày 28/3`."""
    found = _ABOVE.match(line) if len(line) < _TITLE else None
    return None if found is None else (start + found.start(1), found[1])


def _cells(text: str, row: Block) -> Iterator[tuple[int, str]]:
    at = row.start
    ends = [(mark.start(), mark.end()) for mark in _CELL.finditer(text, row.start, row.end)]
    for end, following in [*ends, (row.end, row.end)]:
        raw = text[at:end]
        yield at + (len(raw) - len(raw.lstrip())), raw.strip()
        at = following


def _is_heading(cells: list[tuple[int, str]]) -> bool:
    """Tell whether a row with figures is a header of years: `Chỉ tiêu | 2022 | 2023`."""
    figures = [cell for _, cell in cells[1:] if cell]
    return bool(figures) and all(cell.isdecimal() and len(cell) == 4 and cell[:2] in {"19", "20"} for cell in figures)
