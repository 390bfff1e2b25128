"""The way through newsparse, step by step; reading this module is reading the architecture.

bytes → decoded text → article → document → entities, times, facts → record
"""

from __future__ import annotations

import datetime
import hashlib
from typing import TYPE_CHECKING, Final, TypeGuard

from newsparse.entities import find_entities
from newsparse.numeric import event_date, find_facts, find_times
from newsparse.options import Options
from newsparse.page import decode, read_html, read_plain
from newsparse.record import Record, Site, Source
from newsparse.text.document import compose, document_of
from newsparse.text.language import is_vietnamese
from newsparse.text.lexicon import load_lexicon
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from newsparse.page.article import Article
    from newsparse.page.decode import Decoded
    from newsparse.record import Fact, Stamp, Time
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon

_SHORT: Final = 40  # tokens; below that an article is called short


def parse(
    data: bytes | str,
    *,
    url: str | None = None,
    content_type: str | None = None,
    options: Options | None = None,
) -> Record:
    """Return the record of a page of HTML.

    `data` is the page as fetched or saved: bytes in any charset, or text already decoded. `url` is its
    address, `content_type` the HTTP header of that name. Any input gives a record; what is wrong with
    it is told in `Record.warnings`. Nothing is fetched, no clock is read, nothing is written.
    """
    options = options or Options()
    decoded = decode(data, content_type)
    lexicon = load_lexicon(options.lexicon)
    article = read_html(decoded, url=url, limits=options.limits, repeated=options.repeated, lexicon=lexicon)
    return _record(data, decoded, article, options)


def parse_text(text: bytes | str, *, url: str | None = None, options: Options | None = None) -> Record:
    """Return the record of an article as plain text: first line the headline, then a paragraph a line.

    A plain-text dump of a page will do as well: counters, picture placeholders and menus are left out.
    """
    options = options or Options()
    decoded = decode(text)
    article = read_plain(decoded, url=url, lexicon=load_lexicon(options.lexicon))
    return _record(text, decoded, article, options)


def facts(text: str, *, reference: datetime.date | None = None, options: Options | None = None) -> tuple[Fact, ...]:
    """Return the numeric facts in any text, without a page.

    `reference` is the date from which relative times are counted. Spans are code points of
    `normalise(text)`, which is `text` itself where that is in NFC without invisible characters.
    """
    document, lexicon = _document(text, options)
    found = find_times(document, lexicon, reference=reference)
    return find_facts(document, lexicon, times=found, names=find_entities(document, lexicon))


def times(text: str, *, reference: datetime.date | None = None, options: Options | None = None) -> tuple[Time, ...]:
    """Return the dates, times, periods and durations in any text; see `facts` for the parameters.

    A holiday's name alone (`Giỗ Tổ Hùng Vương`) is listed too, with its day; in a record it is not.
    """
    document, lexicon = _document(text, options)
    return find_times(document, lexicon, reference=reference, holidays=True)


def _document(text: str, options: Options | None) -> tuple[Document, Lexicon]:
    return document_of(normalise(text)), load_lexicon(options.lexicon if options else None)


def _record(data: bytes | str, decoded: Decoded, article: Article, options: Options) -> Record:
    lexicon = load_lexicon(options.lexicon)
    document = compose((block.kind, block.text) for block in article.blocks)
    readable, warnings = _readable(document, options)
    day = datetime.date.fromisoformat(article.published.value[:10]) if _has_day(article.published) else None
    times = find_times(readable, lexicon, reference=day or options.reference)
    entities = find_entities(readable, lexicon, article.authors, options.engine)
    facts = find_facts(readable, lexicon, times=times, names=entities)
    published = article.published or event_date(times, readable)
    warnings += _shortcomings(document, article, published)
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    return Record(
        text=document.text,
        url=article.url,
        canonical_url=article.canonical_url,
        source=Source(
            bytes=len(raw),
            sha256=hashlib.sha256(raw).hexdigest(),
            charset=decoded.charset,
            charset_from=decoded.charset_from,
        ),
        site=Site(name=article.site_name, domain=article.domain),
        language=article.language,
        headline=article.headline,
        lead=article.lead,
        section=article.section,
        authors=article.authors,
        tags=article.tags,
        images=article.images,
        published=published,
        modified=article.modified,
        blocks=document.blocks,
        sentences=document.sentences,
        officials=entities.officials,
        people=entities.people,
        organisations=entities.organisations,
        places=entities.places,
        facts=facts,
        times=times,
        warnings=tuple(sorted({*decoded.warnings, *article.warnings, *warnings})),
    )


def _readable(document: Document, options: Options) -> tuple[Document, tuple[str, ...]]:
    """Return what of the document entities, facts and times are looked for in, and warnings."""
    if not is_vietnamese(document.text):
        return document_of(""), ("other-language",)
    if len(document.text) > options.limits.max_text:
        return document_of(document.text[: options.limits.max_text]), ("limit-text",)
    return document, ()


def _has_day(published: Stamp | None) -> TypeGuard[Stamp]:
    return published is not None and published.precision in ("minute", "day")


def _shortcomings(document: Document, article: Article, published: Stamp | None) -> tuple[str, ...]:
    """Return the warnings about what the record lacks; of an empty input all is said."""
    if "empty" in article.warnings:
        return ()
    found = []
    if len(document.tokens) < _SHORT:
        found.append("short-body")
    if article.headline is None:
        found.append("no-headline")
    if published is None:
        found.append("no-date")
    return tuple(found)
