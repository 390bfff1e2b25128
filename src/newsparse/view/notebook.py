"""A record as a notebook shows it: one fragment without script, whose style can touch nothing beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsparse.view import values
from newsparse.view.markup import Html, el, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.record import Record

_SHOWN: Final = 12  # rows of a table; a notebook's cell is no page
_QUIET: Final = "opacity:.65;font-size:.9em"
_CELL: Final = "text-align:left;vertical-align:top;padding:.15em 1.2em .15em 0"


def card_html(record: Record) -> Html:
    """Return a fragment that tells headline, date, officials, organisations and facts, and folds the text.

    Colours are the notebook's own, so that it is read on a light and on a dark ground.
    """
    about = [
        values.moment_of(record.published) if record.published else "no date",
        record.site.name or record.site.domain,
        ", ".join(record.authors),
        record.source.file,
    ]
    tables = [
        _table(
            "Officials",
            len(record.officials),
            ((el("b", p.name), "; ".join(o.text for o in p.positions)) for p in record.officials),
        ),
        _table(
            "Organisations",
            len(record.organisations),
            ((o.canonical, el("span", o.kind.replace("_", " "), style=_QUIET)) for o in record.organisations),
        ),
        _table(
            "Facts",
            len(record.facts),
            (
                (el("b", values.number_of(f), " ", values.unit_of(f)), f.item or "", _sentence(record, f.start, f.end))
                for f in record.facts
            ),
        ),
    ]
    warned = el("div", "Warnings: ", ", ".join(record.warnings), style=_QUIET) if record.warnings else None
    paragraphs = (el("p", line) for line in record.text.split("\n") if line.strip())
    return el(
        "div",
        el("div", record.headline or "(no headline)", style="font-weight:700;font-size:1.2em"),
        el("div", " · ".join(part for part in about if part), style=_QUIET),
        warned,
        *tables,
        el("details", el("summary", "Text"), *paragraphs),
        lang=record.language or "vi",
        style="max-width:60em;line-height:1.45",
    )


def _table(name: str, count: int, rows: Iterable[tuple[Html | str, ...]]) -> Html | None:
    if not count:
        return None
    found = list(rows)[:_SHOWN]
    body = (el("tr", *(el("td", cell, style=_CELL) for cell in row), style="background:none") for row in found)
    more = el("div", f"and {count - _SHOWN} more", style=_QUIET) if count > _SHOWN else None
    head = el("summary", f"{name} ", el("span", str(count), style=_QUIET))
    return el("details", head, el("table", *body, style="margin:.2em 0 .4em;border-collapse:collapse"), more, open=True)


def _sentence(record: Record, start: int, end: int, around: int = 60) -> Html:
    """Return where a fact stands: its sentence, cut to `around` characters on both sides."""
    first, last = next((s for s in record.sentences if s[0] <= start < s[1]), (start, end))
    left, right = max(first, start - around), min(last, end + around)
    return join(
        "…" if left > first else "",
        record.text[left:start],
        el("mark", record.text[start:end], style="background:none;color:inherit;font-weight:700"),
        record.text[end:right],
        "…" if right < last else "",
    )
