"""The way through newsparse, step by step; reading this module is reading the architecture.

bytes → decoded text → article → document → entities, times, facts → record
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from newsparse.entities import find_entities
from newsparse.numeric import event_date, find_facts, find_times
from newsparse.options import Options
from newsparse.page import decode, read_html, read_plain
from newsparse.record import Record, Site, Source
from newsparse.text.document import compose, document_of
from newsparse.text.lexicon import load_lexicon
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    import datetime

    from newsparse.page.article import Article
    from newsparse.page.decode import Decoded
    from newsparse.record import Fact, Time
    from newsparse.text.document import Document
    from newsparse.text.lexicon import Lexicon


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
    article = read_html(decoded, url=url, limits=options.limits)
    return _record(data, decoded, article, options)


def parse_text(text: bytes | str, *, url: str | None = None, options: Options | None = None) -> Record:
    """Return the record of an article as plain text: first line the headline, then a paragraph a line.

    A plain-text dump of a page will do as well: counters, picture placeholders and menus are left out.
    """
    options = options or Options()
    decoded = decode(text)
    article = read_plain(decoded, url=url)
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
    """Return the dates, times, periods and durations in any text; see `facts` for the parameters."""
    document, lexicon = _document(text, options)
    return find_times(document, lexicon, reference=reference)


def _document(text: str, options: Options | None) -> tuple[Document, Lexicon]:
    return document_of(normalise(text)), load_lexicon(options.lexicon if options else None)


def _record(data: bytes | str, decoded: Decoded, article: Article, options: Options) -> Record:
    lexicon = load_lexicon(options.lexicon)
    document = compose((block.kind, block.text) for block in article.blocks)
    reference = article.published.value[:10] if article.published else None
    times = find_times(document, lexicon, reference=reference)
    entities = find_entities(document, lexicon, article.authors)
    facts = find_facts(document, lexicon, times=times, names=entities)
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
        published=article.published or event_date(times),
        modified=article.modified,
        blocks=document.blocks,
        sentences=document.sentences,
        officials=entities.officials,
        people=entities.people,
        organisations=entities.organisations,
        places=entities.places,
        facts=facts,
        times=times,
        warnings=tuple(sorted({*decoded.warnings, *article.warnings})),
    )
