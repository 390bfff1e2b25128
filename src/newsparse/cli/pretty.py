"""Show a record to a person: headline, date, officials, organisations, and facts with their sentences."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from newsparse.record import Fact, Record

_WIDTH_OF_A_FILE = 120
_COMPARISON = {"more": "> ", "at_least": "≥ ", "less": "< ", "at_most": "≤ ", "about": "≈ ", None: ""}


def show(record: Record, sink: IO[str]) -> None:
    """Print a record to `sink`; tables fit the terminal, or 120 columns where `sink` is no terminal."""
    console = Console(file=sink, width=None if sink.isatty() else _WIDTH_OF_A_FILE, highlight=False, emoji=False)
    console.print(Text(record.headline or "(no headline)", style="bold"))
    console.print(Text(_about(record)))
    if record.warnings:
        console.print(Text("Warnings: " + ", ".join(record.warnings), style="yellow"))
    if record.officials:
        table = _table("Officials", "Name", "Positions", "Mentions")
        for person in record.officials:
            offices = "\n".join(p.text + (" (former)" if p.former else "") for p in person.positions)
            table.add_row(Text(person.name), Text(offices), str(len(person.mentions)))
        console.print(table)
    if record.people:
        table = _table("People", "Name", "Mentions")
        for person in record.people:
            table.add_row(Text(person.name), str(len(person.mentions)))
        console.print(table)
    if record.organisations:
        table = _table("Organisations", "Name", "Kind", "Canonical", "Mentions")
        for body in record.organisations:
            canonical = "" if body.canonical == body.name else body.canonical
            table.add_row(Text(body.name), body.kind, Text(canonical), str(len(body.mentions)))
        console.print(table)
    if record.facts:
        table = _table("Facts", "Value", "Unit", "Item", "Sentence")
        for fact in record.facts:
            table.add_row(Text(value_of(fact)), fact.unit or "", Text(fact.item or ""), _sentence(record, fact))
        console.print(table)
    console.print()


def value_of(fact: Fact) -> str:
    """Return a fact's value for reading: comparison sign and grouped digits (`> 1 300 000 000`)."""
    if fact.value is not None:
        number = _grouped(fact.value)
    else:
        number = " – ".join(_grouped(end) for end in (fact.min, fact.max) if end is not None)
    return _COMPARISON[fact.approx] + number


def _grouped(number: str) -> str:
    whole, point, rest = number.partition(".")
    if not whole.lstrip("-").isdigit():
        return number
    return f"{int(whole):,}".replace(",", " ") + point + rest


def _about(record: Record) -> str:
    parts = [
        record.published.value if record.published else "no date",
        record.site.name or record.site.domain or "",
        ", ".join(record.authors),
        record.source.file or "",
    ]
    return " · ".join(part for part in parts if part)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    for column in columns:
        right = column in ("Mentions", "Value")
        table.add_column(column, justify="right" if right else "left", ratio=3 if column == "Sentence" else None)
    return table


def _sentence(record: Record, fact: Fact, around: int = 60) -> Text:
    """Return the fact's sentence with the fact in bold, cut to `around` characters on both sides."""
    first = next((s for s, e in record.sentences if s <= fact.start < e), fact.start)
    last = next((e for s, e in record.sentences if s <= fact.start < e), fact.end)
    start = max(first, fact.start - around)
    end = min(last, fact.end + around)
    text = Text(("…" if start > first else "") + record.text[start : fact.start])
    text.append(record.text[fact.start : fact.end], style="bold")
    text.append(record.text[fact.end : end] + ("…" if end < last else ""))
    return text
