"""File names for addresses: readable, the same for the same address, and never outside the output folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final
from urllib.parse import unquote, urlsplit

_SUFFIX_OF: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/json": ".json",
    "application/pdf": ".pdf",
}
_UNSAFE: Final = re.compile(r"[^a-z0-9]+")
_ENDING: Final = re.compile(r"\.(?:s?html?|aspx?|php|jsp|vnp|epi|chn|xhtml)$", re.IGNORECASE)
_KEPT: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")  # Windows keeps these names, with any suffix
_LONGEST: Final = 80


def file_name(url: str, content_type: str | None = None) -> str:
    """Return a relative path `host/words-of-the-path-0123456789.html` for an address.

    Only `a-z 0-9 . -` and one `/` are in it, at most about 200 characters; no part begins with a dot or is a name
    that a system keeps for itself. Two addresses differ in the ten hex digits (SHA-256 of the address).
    """
    try:
        parts = urlsplit(url)
        host, port, path = parts.hostname or "", parts.port, parts.path
    except ValueError:
        host, port, path = "", None, url
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    words = _ENDING.sub("", unquote(path[:2000]).rstrip("/"))
    # the last parts of a path say most: /kinh-te/2024/gia-lua-tang → gia-lua-tang
    tail = _plain(words)[-_LONGEST:].strip("-")
    if len(_plain(words)) > _LONGEST:
        tail = tail.partition("-")[2] or tail
    labels = [label for label in (_plain(label) for label in host.split(".")) if label]
    folder = ".".join(labels)[-100:].strip(".-") or "host"
    if _KEPT.match(folder):
        folder = f"host.{folder}"
    if port is not None:
        folder += f"-{port}"
    kind = (content_type or "text/html").partition(";")[0].strip().lower()
    return f"{folder}/{tail + '-' if tail else ''}{digest}{_SUFFIX_OF.get(kind, '.bin')}"


def _plain(text: str) -> str:
    """Return the text in `a-z 0-9`, words joined by `-`; Vietnamese letters lose their marks."""
    decomposed = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    ascii_only = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _UNSAFE.sub("-", ascii_only.lower()).strip("-")
