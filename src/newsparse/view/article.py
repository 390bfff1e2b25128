"""One record as markup: the article with its marks, the side list, and what was left out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from newsparse.record import WARNINGS
from newsparse.view import values
from newsparse.view.marks import by_stretch, marks_of
from newsparse.view.markup import Html, el, join, link, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsparse.page.article import Removed
    from newsparse.record import Block, Fact, Organisation, Person, Place, Record, Time
    from newsparse.view.load import Evidence
    from newsparse.view.marks import Mark, MarkKind, Piece

KINDS: Final[dict[MarkKind, tuple[str, str]]] = {
    "person": ("Persons", "●"),
    "position": ("Positions", "◆"),
    "organisation": ("Organisations", "■"),
    "place": ("Places", "▲"),
    "fact": ("Facts", "#"),
    "time": ("Times", "◷"),
}
"""What is marked: its name and its sign, so that a kind is known without its colour."""

_TAGS: Final = {"headline": "h1", "heading": "h2", "quote": "blockquote"}


def view_of(evidence: Evidence) -> Html:
    """Return the article and its side list, without the page around them."""
    record = evidence.record
    marks, wrong = marks_of(record)
    return el(
        "div",
        el("main", _legend(marks), _article(record, marks), _left_out(evidence.removed), id="article", tabindex="-1"),
        el("aside", _about(record, wrong), *_lists(record), aria_label="What was found", id="found", tabindex="-1"),
        class_="record",
        lang=record.language or "vi",
    )


def _legend(marks: Sequence[Mark]) -> Html:
    """Return the switches that show and hide a kind of mark, which are the legend at the same time."""
    counts = {kind: sum(m.kind == kind for m in marks) for kind in KINDS}
    buttons = [
        el(
            "button",
            el("span", sign, class_="sign", aria_hidden="true"),
            el("span", name, class_="sample"),
            " ",
            el("span", str(counts[kind]), class_="count"),
            type="button",
            class_=f"chip {kind}",
            data_toggle=kind,
            aria_pressed="true",
        )
        for kind, (name, sign) in KINDS.items()
    ]
    return el("div", *buttons, class_="legend", role="group", aria_label="Show or hide marks", lang="en")


def _article(record: Record, marks: Sequence[Mark]) -> Html:
    blocks = _blocks(record)
    stretches = [(start, end) for _, start, end in blocks]
    parts: list[Html] = []
    for (kind, start, end), pieces in zip(blocks, by_stretch(marks, stretches), strict=True):
        body = _marked(record.text, pieces, start, end)
        parts.append(el(_TAGS.get(kind, "p"), body, class_=f"block {kind}", data_kind=kind.replace("_", " ")))
    if not parts:
        parts.append(el("p", "This record has no text.", class_="nothing", lang="en"))
    return el("article", *parts)


def _blocks(record: Record) -> list[tuple[str, int, int]]:
    """Return the blocks as `(kind, start, end)`, and as paragraphs whatever text they do not cover."""
    found: list[tuple[str, int, int]] = []
    at = 0
    ordered: Iterable[Block] = sorted(record.blocks, key=lambda block: block.start)
    for block in ordered:
        start, end = max(block.start, at), min(block.end, len(record.text))
        if start < end:
            found += _loose(record.text, at, start)
            found.append((block.kind, start, end))
            at = end
    return found + _loose(record.text, at, len(record.text))


def _loose(whole: str, start: int, end: int) -> list[tuple[str, int, int]]:
    found = []
    at = start
    for line in whole[start:end].split("\n"):
        if line.strip():
            found.append(("paragraph", at, at + len(line)))
        at += len(line) + 1
    return found


def _marked(whole: str, pieces: Sequence[Piece], start: int, end: int) -> Html:
    parts: list[Html] = []
    at = start
    for piece in pieces:
        mark = piece.mark
        parts.append(text(whole[at : mark.start]))
        parts.append(
            el(
                "mark",
                _marked(whole, piece.inside, mark.start, mark.end),
                class_=f"{mark.kind} h{min(piece.height, 3)}" + (" again" if mark.again else ""),
                data_ref=mark.ref,
                data_n=mark.number,
            )
        )
        at = mark.end
    parts.append(text(whole[at:end]))
    return join(*parts)


def _about(record: Record, wrong: int) -> Html:
    rows: list[tuple[str, Html | str]] = []
    if record.published is not None:
        stamp = record.published
        known = f"{values.PRECISIONS[stamp.precision]}, from {values.ORIGINS[stamp.from_]}"
        rows.append(("Published", join(values.moment_of(stamp), " ", el("small", known))))
    if record.modified is not None:
        rows.append(("Modified", values.moment_of(record.modified)))
    if record.authors:
        rows.append(("Authors", ", ".join(record.authors)))
    if record.site.name or record.site.domain:
        rows.append(("Site", " · ".join(part for part in (record.site.name, record.site.domain) if part)))
    if record.section:
        rows.append(("Section", record.section))
    if record.tags:
        rows.append(("Tags", ", ".join(record.tags)))
    address = record.canonical_url or record.url
    if address:
        rows.append(("Address", link(address)))
    if record.source.file:
        rows.append(("File", " › ".join(part for part in (record.source.file, record.source.member) if part)))
    if record.source.charset:
        rows.append(("Charset", join(record.source.charset, " ", el("small", f"from {record.source.charset_from}"))))
    if record.source.sha256:
        rows.append(("SHA-256", el("code", record.source.sha256[:16] + "…", title=record.source.sha256)))
    rows += [("Warning", join(el("strong", name), " ", WARNINGS.get(name, ""))) for name in record.warnings]
    if wrong:
        what = f"{wrong} spans of this record do not hold the text they claim; they are not marked."
        rows.append(("Warning", join(el("strong", "spans"), " ", what)))
    return _section("about", "The page", None, _pairs(rows), lang="en")


def _lists(record: Record) -> list[Html]:
    return [
        _section("officials", "Officials", "person", *_persons(record.officials, "p"), lang="en"),
        _section("people", "Other people", "person", *_persons(record.people, "q"), lang="en"),
        _section("organisations", "Organisations", "organisation", *_bodies(record.organisations), lang="en"),
        _section("facts", "Facts", "fact", *_facts(record.facts), lang="en"),
        _section("times", "Times", "time", *_times(record.times), lang="en"),
        _section("places", "Places", "place", *_places(record.places), lang="en"),
    ]


def _section(name: str, title: str, kind: MarkKind | None, *children: Html, lang: str) -> Html:
    sign = el("span", KINDS[kind][1], class_=f"sign {kind}", aria_hidden="true") if kind else None
    count = el("span", str(len(children)), class_="count") if kind else None
    if kind and not children:
        return Html("")
    body = el("ul", *children) if kind else join(*children)
    head = el("summary", el("h2", sign, title, " ", count))
    return el("details", head, body, open=True, class_=f"list {name}", lang=lang)


def _entry(
    ref: str, kind: MarkKind, label: Html | str, mentions: int, rows: list[tuple[str, Html | str]], *more: Html
) -> Html:
    """Return one line of the side list: a button that goes to the mentions, and what is known as pairs."""
    times = el("span", f"×{mentions}", class_="times", title=f"{mentions} mentions") if mentions > 1 else None
    button = el("button", label, times, type="button", class_="go", data_go=ref, lang="vi")
    return el("li", button, _pairs(rows), *more, id=ref, class_=f"entry {kind}", data_kind=kind)


def _pairs(rows: Sequence[tuple[str, Html | str]]) -> Html:
    if not rows:
        return Html("")
    return el("dl", *(el("div", el("dt", name), el("dd", value)) for name, value in rows))


def _vi(value: str) -> Html:
    return el("span", value, lang="vi")


def _persons(persons: Sequence[Person], prefix: str) -> list[Html]:
    found = []
    for index, person in enumerate(persons):
        rows: list[tuple[str, Html | str]] = []
        if person.positions:
            rows.append(
                ("Holds", el("span", *(el("span", p.text, class_="office") for p in person.positions), lang="vi"))
            )
        if person.honorific:
            rows.append(("Called", _vi(person.honorific)))
        forms = [m.form for m in person.mentions]
        told = {"name": "full name", "short": "short name", "position": "office alone"}
        rows.append(("Named by", ", ".join(f"{told[f]} ×{forms.count(f)}" for f in told if f in forms) or "–"))
        rows.append(("Confidence", values.percent(person.confidence)))
        offices = [_office(person, number, f"{prefix}{index}.{number}") for number in range(len(person.positions))]
        below = el("ul", *offices) if offices else Html("")
        found.append(_entry(f"{prefix}{index}", "person", person.name, len(person.mentions), rows, below))
    return found


def _office(person: Person, number: int, ref: str) -> Html:
    office = person.positions[number]
    rows: list[tuple[str, Html | str]] = [("Held by", _vi(person.name)), ("Role", _vi(office.role))]
    if office.organisation:
        rows.append(("Body", _vi(office.organisation)))
    if office.place:
        rows.append(("Place", _vi(office.place)))
    if office.former:
        rows.append(("Held", "formerly"))
    former = el("small", " former") if office.former else None
    return _entry(ref, "position", join(office.text, former), 1, rows)


def _bodies(bodies: Sequence[Organisation]) -> list[Html]:
    found = []
    for index, body in enumerate(bodies):
        rows: list[tuple[str, Html | str]] = []
        if body.canonical != body.name:
            rows.append(("Canonical", _vi(body.canonical)))
        rows.append(("Kind", body.kind.replace("_", " ")))
        if body.place:
            rows.append(("Place", _vi(body.place)))
        rows.append(("Confidence", values.percent(body.confidence)))
        found.append(_entry(f"o{index}", "organisation", body.name, len(body.mentions), rows))
    return found


def _places(places: Sequence[Place]) -> list[Html]:
    found = []
    for index, place in enumerate(places):
        rows: list[tuple[str, Html | str]] = []
        if place.kind:
            rows.append(("Kind", place.kind.replace("_", " ")))
        if place.code:
            rows.append(("Code", place.code))
        rows.append(("Confidence", values.percent(place.confidence)))
        found.append(_entry(f"l{index}", "place", place.name, len(place.mentions), rows))
    return found


def _facts(facts: Sequence[Fact]) -> list[Html]:
    found = []
    for index, fact in enumerate(facts):
        rows: list[tuple[str, Html | str]] = [("Kind", fact.kind)]
        if fact.value is not None:
            rows.append(("Value", values.grouped(fact.value)))
        if fact.min is not None:
            rows.append(("Least", values.grouped(fact.min)))
        if fact.max is not None:
            rows.append(("Most", values.grouped(fact.max)))
        if fact.unit:
            rows.append(("Unit", fact.unit))
        if fact.approx:
            rows.append(("Comparison", values.COMPARISONS[fact.approx]))
        for name, value in (("Item", fact.item), ("Subject", fact.subject), ("Action", fact.action)):
            if value:
                rows.append((name, _vi(value)))
        if fact.of:
            named = [
                el("button", facts[i].text, type="button", class_="other", data_go=f"f{i}", lang="vi")
                for i in fact.of
                if 0 <= i < len(facts)
            ]
            rows.append(("Sum of", join(*(part for one in named for part in (one, text(" "))))))
        label = join(
            el("b", values.number_of(fact), " ", values.unit_of(fact)), " ", el("span", fact.text, class_="said")
        )
        found.append(_entry(f"f{index}", "fact", label, 1, rows))
    return found


def _times(times: Sequence[Time]) -> list[Html]:
    found = []
    for index, time in enumerate(times):
        rows: list[tuple[str, Html | str]] = [("Type", time.type.lower()), ("Value", time.value or "not fixed")]
        label = join(el("b", time.value or "–"), " ", el("span", time.text, class_="said"))
        found.append(_entry(f"t{index}", "time", label, 1, rows))
    return found


def _left_out(removed: Sequence[Removed]) -> Html:
    """Return what was left out, folded, in page order, neighbours with the same reason together."""
    if not removed:
        return Html("")
    groups = []
    for reason, run in groupby(removed, key=lambda block: block.reason):
        blocks = [el("p", block.text) for block in run]
        why = values.REASONS.get(reason, "")
        count = "1 block" if len(blocks) == 1 else f"{len(blocks)} blocks"
        head = el("summary", el("code", reason, lang="en"), " ", el("span", f"{why} {count}.", lang="en"))
        groups.append(el("details", head, *blocks, class_="reason"))
    total = len(removed)
    title = f"Left out as not of the article: {total} block{'s' if total != 1 else ''}"
    return el("details", el("summary", el("h2", title), lang="en"), *groups, class_="removed")
