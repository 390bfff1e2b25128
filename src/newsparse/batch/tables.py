"""Records as flat tables: one row a thing found, each with the `article_id` of its article."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from newsparse.batch.items import Item
    from newsparse.record import Mention, PersonMention, Record

Row = dict[str, Any]

# table → column → type: `str`, `int`, `float`, `bool`, `list` (of strings)
TABLES: Final[dict[str, dict[str, str]]] = {
    "articles": {
        "article_id": "str", "url": "str", "canonical_url": "str", "site_name": "str", "site_domain": "str",
        "language": "str", "headline": "str", "lead": "str", "section": "str", "authors": "list", "tags": "list",
        "published": "str", "published_precision": "str", "published_from": "str", "modified": "str", "text": "str",
        "warnings": "list", "file": "str", "member": "str", "bytes": "int", "sha256": "str",
    },
    "officials": {
        "article_id": "str", "person": "int", "name": "str", "honorific": "str", "position": "str", "role": "str",
        "organisation": "str", "place": "str", "former": "bool", "start": "int", "end": "int", "mentions": "int",
        "confidence": "float",
    },
    "people": {
        "article_id": "str", "person": "int", "name": "str", "honorific": "str", "start": "int", "end": "int",
        "mentions": "int", "confidence": "float",
    },
    "organisations": {
        "article_id": "str", "name": "str", "canonical": "str", "kind": "str", "place": "str", "start": "int",
        "end": "int", "mentions": "int", "confidence": "float",
    },
    "places": {
        "article_id": "str", "name": "str", "kind": "str", "code": "str", "start": "int", "end": "int",
        "mentions": "int", "confidence": "float",
    },
    "facts": {
        "article_id": "str", "fact": "int", "text": "str", "kind": "str", "value": "str", "min": "str", "max": "str",
        "number": "float", "unit": "str", "approx": "str", "item": "str", "subject": "str", "action": "str",
        "start": "int", "end": "int",
    },
    "times": {
        "article_id": "str", "text": "str", "type": "str", "value": "str", "start": "int", "end": "int",
    },
    "rejects": {
        "article_id": "str", "reason": "str", "detail": "str", "file": "str", "member": "str", "url": "str",
    },
}  # fmt: skip
"""The tables, their columns in order, and the columns' types."""


def rows_of(article_id: str, record: Record) -> dict[str, list[Row]]:
    """Return the rows of a record, by table.

    `officials` has a row for each position; `start` and `end` are the position's there, and the first
    mention's in `people`, `organisations` and `places`. `number` is `value` as a float where it is one.
    """
    source, published = record.source, record.published
    article: Row = {
        "url": record.url, "canonical_url": record.canonical_url, "site_name": record.site.name,
        "site_domain": record.site.domain, "language": record.language, "headline": record.headline,
        "lead": record.lead, "section": record.section, "authors": list(record.authors), "tags": list(record.tags),
        "published": published.value if published else None,
        "published_precision": published.precision if published else None,
        "published_from": published.from_ if published else None,
        "modified": record.modified.value if record.modified else None, "text": record.text,
        "warnings": list(record.warnings), "file": source.file, "member": source.member, "bytes": source.bytes,
        "sha256": source.sha256,
    }  # fmt: skip
    rows: dict[str, list[Row]] = {
        "articles": [article],
        "officials": [
            {
                "person": n, "name": person.name, "honorific": person.honorific, "position": position.text,
                "role": position.role, "organisation": position.organisation, "place": position.place,
                "former": position.former, "start": position.start, "end": position.end,
                "mentions": len(person.mentions), "confidence": person.confidence,
            }
            for n, person in enumerate(record.officials)
            for position in person.positions
        ],
        "people": [
            {
                "person": n, "name": person.name, "honorific": person.honorific, **_first(person.mentions),
                "confidence": person.confidence,
            }
            for n, person in enumerate(record.people)
        ],
        "organisations": [
            {
                "name": body.name, "canonical": body.canonical, "kind": body.kind, "place": body.place,
                **_first(body.mentions), "confidence": body.confidence,
            }
            for body in record.organisations
        ],
        "places": [
            {
                "name": place.name, "kind": place.kind, "code": place.code, **_first(place.mentions),
                "confidence": place.confidence,
            }
            for place in record.places
        ],
        "facts": [
            {
                "fact": n, "text": fact.text, "kind": fact.kind, "value": fact.value, "min": fact.min,
                "max": fact.max, "number": _number(fact.value), "unit": fact.unit, "approx": fact.approx,
                "item": fact.item, "subject": fact.subject, "action": fact.action, "start": fact.start,
                "end": fact.end,
            }
            for n, fact in enumerate(record.facts)
        ],
        "times": [
            {"text": time.text, "type": time.type, "value": time.value, "start": time.start, "end": time.end}
            for time in record.times
        ],
    }  # fmt: skip
    for found in rows.values():
        for row in found:
            row["article_id"] = article_id
    return rows


def reject_row(item: Item) -> Row:
    """Return the row of an item that gave no record."""
    assert item.flaw is not None
    return {
        "article_id": item.article_id, "reason": item.flaw.reason, "detail": item.flaw.detail, "file": item.file,
        "member": item.member, "url": item.url,
    }  # fmt: skip


def _first(mentions: tuple[Mention, ...] | tuple[PersonMention, ...]) -> Row:
    first = mentions[0] if mentions else None
    return {
        "start": first.start if first else None,
        "end": first.end if first else None,
        "mentions": len(mentions),
    }


def _number(value: str | None) -> float | None:
    try:
        return None if value is None else float(Decimal(value))
    except InvalidOperation:  # a ratio or a score
        return None
