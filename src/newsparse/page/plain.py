"""Plain text, or a plain-text dump of a page, to the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.page.article import Article, ArticleBlock
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from newsparse.page.decode import Decoded


def read_plain(decoded: Decoded, *, url: str | None = None) -> Article:
    """Return the article in a plain text: its first line is the headline, each other line a paragraph."""
    lines = [line.strip() for line in normalise(decoded.text).split("\n")]
    lines = [" ".join(line.split()) for line in lines if line.strip()]
    blocks = tuple(ArticleBlock("headline" if n == 0 else "paragraph", line) for n, line in enumerate(lines))
    return Article(blocks=blocks, url=url, headline=lines[0] if lines else None, language="vi")
