"""Records as IPTC ninjs 1.3, the news exchange format in JSON (iptc.org/std/ninjs)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from newsparse.record import Person, Record, Stamp

_UNITS: Final = "https://danhmuchanhchinh.gso.gov.vn/"


def to_ninjs(record: Record, article_id: str) -> dict[str, Any]:
    """Return a record as a ninjs object.

    `uri` is the article's address, or `urn:newsparse:ID` where it has none. Dates that are known to the
    day only are left out: ninjs wants a time of day, and midnight would be an invention.
    """
    body = "\n\n".join(record.text[b.start : b.end] for b in record.blocks if b.kind not in ("headline", "byline"))
    item: dict[str, Any] = {
        "uri": record.canonical_url or record.url or f"urn:newsparse:{article_id}",
        "type": "text",
        "mimetype": "text/plain",
        "language": record.language,
        "versioncreated": _moment(record.modified) or _moment(record.published),
        "contentcreated": _moment(record.published),
        "byline": ", ".join(record.authors) or None,
        "headline": record.headline,
        "description_text": record.lead,
        "body_text": body or None,
        "person": [
            *({"name": p.name, "rel": _office(p)} for p in record.officials),
            *({"name": p.name, "rel": "mentioned"} for p in record.people),
        ],
        "organisation": [{"name": body.canonical, "rel": "mentioned"} for body in record.organisations],
        "place": [
            {"name": place.name, "rel": "mentioned", **({"scheme": _UNITS, "code": place.code} if place.code else {})}
            for place in record.places
        ],
        "subject": [{"name": name} for name in dict.fromkeys([*filter(None, [record.section]), *record.tags])],
        "infosource": [{"name": name} for name in [record.site.name or record.site.domain] if name],
        "associations": {
            f"picture-{n}": {
                "uri": image.url,
                "type": "picture",
                **({"description_text": image.caption} if image.caption else {}),
            }
            for n, image in enumerate(record.images, 1)
        },
    }
    return {name: value for name, value in item.items() if value not in (None, [], {})}


def _office(person: Person) -> str:
    return "; ".join(("former " if position.former else "") + position.text for position in person.positions)


def _moment(stamp: Stamp | None) -> str | None:
    """Return a stamp as RFC 3339 asks: with seconds and offset."""
    if stamp is None or stamp.precision != "minute" or len(stamp.value) < 16:
        return None
    value = stamp.value
    if value[16:17] != ":":
        value = f"{value[:16]}:00{value[16:]}"
    return value if value.endswith("Z") or "+" in value[16:] or "-" in value[16:] else None
