"""The record: what newsparse says about one article.

These types are the output contract `newsparse/1`. The JSON Schema printed by
`newsparse schema` is generated from them. Adding a field is a minor version;
renaming or removing one is a major version.

Every span is `[start, end)` in code points of `Record.text`, and
`record.text[start:end]` is the span's own `text`, letter for letter.
"""

from __future__ import annotations

from typing import Any, Final, Literal

import msgspec

SCHEMA: Final = "newsparse/1"

BlockKind = Literal["headline", "lead", "paragraph", "heading", "list_item", "table_row", "quote", "caption", "byline"]
OrganisationKind = Literal[
    "party", "state", "front", "union", "armed_forces", "court", "education", "health", "media",
    "enterprise", "bank", "sport", "association", "religion", "international", "other",
]  # fmt: skip
FactKind = Literal["money", "quantity", "percentage", "ratio", "multiple", "score", "age", "rate"]
Approx = Literal["more", "at_least", "less", "at_most", "about"]
MentionForm = Literal["name", "short", "position"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["minute", "day", "month", "year"]
DateOrigin = Literal["json-ld", "meta", "visible", "url", "text"]

WARNINGS: Final[dict[str, str]] = {
    "charset-guessed": "The page did not say its charset, or said a wrong one; it was found from the bytes.",
    "charset-damaged": "Some bytes fit no charset and were replaced by U+FFFD.",
    "consent-wall": "The page asks to accept cookies or terms before it shows anything else.",
    "empty": "The input has no text at all.",
    "javascript-shell": "The page is an empty frame that a browser fills by script; the article is not in it.",
    "limit-attributes": "A tag had more attributes than the limit; the others were dropped.",
    "limit-depth": "Elements nested deeper than the limit; those below it were not told apart.",
    "limit-size": "The input is larger than the limit; only its beginning was read.",
    "limit-text": "The article is longer than the limit; officials, facts and times are of its beginning only.",
    "no-date": "Neither the page nor the text fixes a publication date.",
    "no-headline": "No headline was found.",
    "not-an-article": "The page looks like a list, a home page, an error page or a login wall.",
    "not-html": "The input is not a page: binary data, or another document format.",
    "other-language": "The text is not Vietnamese; officials, facts and times were not looked for.",
    "paywall": "The page shows only the beginning of the article and asks for payment or login.",
    "short-body": "The article has fewer than 40 words.",
    "truncated": "The input ends in the middle of a tag or of a compressed stream.",
}
"""The closed list of warnings and what each one means."""


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen value of the record."""


class Block(Struct, frozen=True, kw_only=True):
    """One block of the article: its kind and its span `[start, end)` in the text, in code points."""

    kind: BlockKind
    start: int
    end: int


class Source(Struct, frozen=True, kw_only=True):
    """Where the bytes came from.

    `file` is a path or an archive, `member` the name inside it or the WARC record id,
    `bytes` the length in bytes, `sha256` the hex digest of these bytes, `charset` the
    charset used and `charset_from` how it was found (`bom`, `http`, `meta`, `content`, `str`).
    """

    file: str | None = None
    member: str | None = None
    bytes: int = 0
    sha256: str | None = None
    charset: str | None = None
    charset_from: str | None = None


class Site(Struct, frozen=True, kw_only=True):
    """The publishing site: its name as the page says it, and its domain without `www.`; null where nothing says it."""

    name: str | None = None
    domain: str | None = None


class Image(Struct, frozen=True, kw_only=True):
    """A picture of the article: its address, whole where the page's own address is known, and its caption."""

    url: str
    caption: str | None = None


class Stamp(Struct, frozen=True, kw_only=True):
    """A publication or modification time.

    `value` is ISO 8601, with the offset from UTC where a time of day is known (`2024-05-12T09:30+07:00`);
    `precision` is how much of it is known; `from` (`from_` in Python) is what said it: `json-ld` or `meta` in the
    page's head, `visible` on the page, `url`, or `text`, the article itself.
    """

    value: str
    precision: Precision
    from_: DateOrigin = msgspec.field(name="from")


class Mention(Struct, frozen=True, kw_only=True):
    """One place in the text that names an organisation or a place."""

    start: int
    end: int
    text: str


class PersonMention(Struct, frozen=True, kw_only=True):
    """One place in the text that names or calls a person.

    `form` is `name` for the fullest form, `short` for a part of it (`ông Tuyến`), `position` for an office that
    stands for the person (`đồng chí Phó Bí thư`).
    """

    start: int
    end: int
    text: str
    form: MentionForm


class Position(Struct, frozen=True, kw_only=True):
    """An office that the article says a person holds.

    `text` is the whole office phrase as it stands (`Phó Bí thư Thường trực Thành ủy`), `role` the
    office (`Phó Bí thư Thường trực`), `organisation` the body (`Thành ủy`), `place` where it is fixed,
    `former` true for `nguyên …`, `cựu …`.
    """

    text: str
    role: str
    start: int
    end: int
    organisation: str | None = None
    place: str | None = None
    former: bool = False


class Person(Struct, frozen=True, kw_only=True):
    """A person: an official when `positions` is not empty.

    `name` is the fullest form of the personal name in the article, without honorific, rank or title;
    `honorific` the word of address before it (`ông`, `bà`, `đồng chí`), `mentions` every place that names or calls
    the person, in the order of the text. `confidence` is between 0 and 1.
    """

    name: str
    honorific: str | None = None
    positions: tuple[Position, ...] = ()
    mentions: tuple[PersonMention, ...] = ()
    confidence: float = 1.0


class Organisation(Struct, frozen=True, kw_only=True):
    """A particular body.

    `name` is its fullest form in the article, `canonical` the uniform one across articles, abbreviations opened;
    `place` the place that its name or the article gives it. `confidence`, between 0 and 1, is that of the surest
    of its `mentions`.
    """

    name: str
    canonical: str
    kind: OrganisationKind = "other"
    place: str | None = None
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0


class Place(Struct, frozen=True, kw_only=True):
    """A named place.

    `kind` is `province`, `district`, `commune`, `country`, `road` and the like; `code` is the official
    administrative code where it is certain.
    """

    name: str
    kind: str | None = None
    code: str | None = None
    mentions: tuple[Mention, ...] = ()
    confidence: float = 1.0


class Fact(Struct, frozen=True, kw_only=True):
    """A numeric fact.

    `value`, `min` and `max` are exact decimals as strings; a ratio is `"2/3"`, a score `"3-1"`.
    `unit` is ISO 4217 for money, a UCUM code for measures, null for counts. `approx` is the
    comparison word's sense. `item` is what is counted or paid for, `item_span` its place in the text
    where it stands there in one piece. `subject` and `action` say who did what. `of` lists the
    indexes in `Record.facts` of the facts that a sum values.
    """

    text: str
    kind: FactKind
    start: int
    end: int
    value: str | None = None
    min: str | None = None
    max: str | None = None
    unit: str | None = None
    approx: Approx | None = None
    item: str | None = None
    item_span: tuple[int, int] | None = None
    subject: str | None = None
    action: str | None = None
    of: tuple[int, ...] = ()


class Time(Struct, frozen=True, kw_only=True):
    """A date, time, period or set, as in TIMEX3.

    `value` is completed from the article's date (`2024-03-21`, `2024-Q1`, `2017-01/2017-06`, `P10Y`); a year that
    nothing fixes stays open (`XXXX-03-21`), and it is null where the text fixes none at all.
    """

    text: str
    type: TimeType
    start: int
    end: int
    value: str | None = None


class Record(Struct, frozen=True, kw_only=True, omit_defaults=False):
    """What newsparse says about one article. See `docs/record.md` for each field."""

    schema: str = SCHEMA
    url: str | None = None
    canonical_url: str | None = None
    source: Source = Source()
    site: Site = Site()
    language: str | None = None
    headline: str | None = None
    lead: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    published: Stamp | None = None
    modified: Stamp | None = None
    text: str
    blocks: tuple[Block, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    officials: tuple[Person, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[Place, ...] = ()
    facts: tuple[Fact, ...] = ()
    times: tuple[Time, ...] = ()
    warnings: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain dicts, lists, strings and numbers, in the order of the fields."""
        result: dict[str, Any] = msgspec.to_builtins(self)
        return result

    def to_json(self) -> str:
        """Return the record as one line of JSON, UTF-8 unescaped."""
        return msgspec.json.encode(self).decode()

    def _repr_html_(self) -> str:
        """Return the record as a notebook shows it."""
        from newsparse.view.notebook import card_html

        return card_html(self)

    @classmethod
    def from_json(cls, line: str | bytes) -> Record:
        """Return the record that `to_json` wrote.

        Raises `msgspec.ValidationError` where the line is not a record of this schema.
        Unknown fields are passed over, so a reader of an older minor version still works.
        """
        return msgspec.json.decode(line, type=cls)

    def sentence_of(self, span: tuple[int, int] | _Spanned) -> str:
        """Return the sentence in which a span begins.

        `span` is a pair `(start, end)` or any value of the record with `start` and `end`.
        Raises `ValueError` where the span lies outside the text.
        """
        start, end = span if isinstance(span, tuple) else (span.start, span.end)
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span [{start}, {end}) lies outside the text of {len(self.text)} characters")
        for first, last in self.sentences:
            if first <= start < last:
                return self.text[first:last]
        return self.text[start:end]


_Spanned = Block | Mention | PersonMention | Position | Fact | Time


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record, generated from the types above."""
    schema = msgspec.json.schema(Record)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = SCHEMA
    return schema
