"""Records as TEI P5: the text with its names, numbers and dates marked, who and what they are beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from newsparse.export.spans import Span, nested, spans_of

if TYPE_CHECKING:
    from newsparse.record import Fact, Person, Record, Time

HEADER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc>'
    "<titleStmt><title>Articles read by newsparse</title></titleStmt>"
    "<publicationStmt><p>Not published; the texts belong to their publishers.</p></publicationStmt>"
    "<sourceDesc><p>Each article names its source.</p></sourceDesc></fileDesc></teiHeader>\n"
)
FOOTER: Final = "</teiCorpus>\n"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENTS: Final = {
    "headline": "head", "lead": "p", "paragraph": "p", "heading": "p", "list_item": "p", "table_row": "p",
    "quote": "quote", "caption": "p", "byline": "byline",
}  # fmt: skip
_WHEN: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?)?)?)?")
_SPAN: Final = re.compile(r"(\d{4}(?:-\d\d){0,2})/(\d{4}(?:-\d\d){0,2})")


def to_tei(record: Record, article_id: str) -> str:
    """Return a record as a `TEI` element. Between `HEADER` and `FOOTER` such elements are one TEI corpus.

    `standOff` lists persons with their offices, organisations and places; the text points to them by `ref`.
    Facts are `measure` or `num`, times `date`. Where two spans cross, the first is kept.
    """
    key = f"a{article_id}"
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{key}" xml:lang="{record.language or "und"}">\n'
        + _header(record, article_id)
        + _stand_off(record, key)
        + _text(record, key)
        + "</TEI>\n"
    )


def _plain(text: str | None) -> str:
    return escape(_NO_XML.sub("\ufffd", text or ""))


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))


def _header(record: Record, article_id: str) -> str:
    authors = "".join(f"<author>{_plain(name)}</author>" for name in record.authors)
    publisher = record.site.name or record.site.domain
    date = ""
    if record.published:
        date = f'<date when="{_when(record.published.value)}">{_plain(record.published.value)}</date>'
    address = record.canonical_url or record.url
    source = _plain(" ".join(filter(None, (record.source.file, record.source.member))))
    bibl = f"<ptr target={_attribute(address)}/>" if address else ""
    return (
        f"<teiHeader><fileDesc><titleStmt><title>{_plain(record.headline)}</title>{authors}</titleStmt>"
        f"<publicationStmt><publisher>{_plain(publisher)}</publisher>{date}"
        f'<idno type="newsparse">{article_id}</idno></publicationStmt>'
        f"<sourceDesc><bibl>{bibl}<note>{source}</note></bibl></sourceDesc></fileDesc></teiHeader>\n"
    )


def _stand_off(record: Record, key: str) -> str:
    parts = []
    persons = (*record.officials, *record.people)
    if persons:
        parts.append(
            "<listPerson>" + "".join(_person(p, f"{key}.p{n}") for n, p in enumerate(persons)) + "</listPerson>"
        )
    if record.organisations:
        bodies = "".join(
            f'<org xml:id="{key}.o{n}" type="{body.kind}"><orgName>{_plain(body.canonical)}</orgName></org>'
            for n, body in enumerate(record.organisations)
        )
        parts.append(f"<listOrg>{bodies}</listOrg>")
    if record.places:
        places = "".join(
            f'<place xml:id="{key}.l{n}"{f" type={_attribute(place.kind)}" if place.kind else ""}>'
            f"<placeName>{_plain(place.name)}</placeName>"
            + (f"<idno>{_plain(place.code)}</idno>" if place.code else "")
            + "</place>"
            for n, place in enumerate(record.places)
        )
        parts.append(f"<listPlace>{places}</listPlace>")
    return f"<standOff>{''.join(parts)}</standOff>\n" if parts else ""


def _person(person: Person, key: str) -> str:
    offices = "".join(
        f'<state type="{"former-" if position.former else ""}position"><label>{_plain(position.role)}</label>'
        f"<desc>{_plain(position.text)}</desc></state>"
        for position in person.positions
    )
    return f'<person xml:id="{key}"><persName>{_plain(person.name)}</persName>{offices}</person>'


def _text(record: Record, key: str) -> str:
    spans = nested(spans_of(record))
    parts = ["<text><body>\n"]
    at = 0
    opened = False
    for block in record.blocks:
        inside = []
        while at < len(spans) and spans[at].start < block.end:
            if spans[at].start >= block.start and spans[at].end <= block.end:
                inside.append(spans[at])
            at += 1
        element = _ELEMENTS[block.kind]
        if element in ("head", "byline") and opened:
            element = "p"  # TEI has these before the paragraphs only
        opened = opened or element not in ("head", "byline")
        kind = "" if block.kind in ("headline", "paragraph") else f' type="{block.kind}"'
        if element == "p" and kind:
            kind = f' rend="{block.kind}"'
        elif element != "p":
            kind = ""
        marked = _marked(record, inside, block.start, block.end, key)
        parts.append(f"<{element}{kind}>{marked}</{element}>\n")
    if not opened:
        parts.append("<p/>\n")
    parts.append("</body></text>\n")
    return "".join(parts)


def _marked(record: Record, spans: list[Span], start: int, end: int, key: str) -> str:
    """Return the text of a block with its spans, which nest, as elements."""
    parts: list[str] = []
    closing: list[tuple[int, str]] = []
    at = start
    for span in spans:
        while closing and closing[-1][0] <= span.start:
            stop, tag = closing.pop()
            parts += [_plain(record.text[at:stop]), tag]
            at = stop
        opening, tag = _element(record, span, key)
        parts += [_plain(record.text[at : span.start]), opening]
        closing.append((span.end, tag))
        at = span.start
    for stop, tag in reversed(closing):
        parts += [_plain(record.text[at:stop]), tag]
        at = stop
    parts.append(_plain(record.text[at:end]))
    return "".join(parts)


def _element(record: Record, span: Span, key: str) -> tuple[str, str]:
    match span.kind:
        case "person":
            return f'<persName ref="#{key}.p{span.number}">', "</persName>"
        case "organisation":
            return f'<orgName ref="#{key}.o{span.number}">', "</orgName>"
        case "place":
            return f'<placeName ref="#{key}.l{span.number}">', "</placeName>"
        case "fact":
            return _fact(record.facts[span.number])
        case _:
            return f"<date{_dated(record.times[span.number])}>", "</date>"


def _fact(fact: Fact) -> tuple[str, str]:
    attributes = f' type="{fact.kind}"'
    for name, value in (("quantity", fact.value), ("unit", fact.unit), ("min", fact.min), ("max", fact.max)):
        if value is not None and (name == "unit" or re.fullmatch(r"-?\d+(?:\.\d+)?", value)):
            attributes += f" {name}={_attribute(value)}"
    if fact.item:
        attributes += f" commodity={_attribute(fact.item)}"
    return f"<measure{attributes}>", "</measure>"


def _dated(time: Time) -> str:
    value = time.value or ""
    if span := _SPAN.fullmatch(value):
        return f' from="{span[1]}" to="{span[2]}"'
    if _WHEN.fullmatch(value):
        return f' when="{_when(value)}"'
    return f" n={_attribute(value)}" if value else ""


def _when(value: str) -> str:
    """Return a time as XML Schema has it: with seconds where there is a clock."""
    return f"{value[:16]}:00{value[16:]}" if len(value) >= 16 and value[16:17] != ":" else value
