"""From bytes to the article: decoding, tree, head data, main content, dates of the page."""

from __future__ import annotations

from newsparse.page.decode import Decoded, decode
from newsparse.page.html import read_html
from newsparse.page.plain import read_plain

__all__ = ["Decoded", "decode", "read_html", "read_plain"]
