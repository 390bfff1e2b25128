"""HTML to the article (first version to come)."""

from __future__ import annotations

from newsparse.page.article import Article


def read_html(decoded, *, url=None, limits=None):  # type: ignore[no-untyped-def]
    """Return the article of a page."""
    return Article()
