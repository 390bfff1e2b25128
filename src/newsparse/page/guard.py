"""Make hostile markup harmless before the parser sees it.

libxml2 looks attributes up in quadratic time, and drops in silence what lies deeper than its limit. Both are
cured on the bytes: surplus attributes and tags nested too deep are cut out by a scanner of linear time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsparse.options import Limits

_LONG_TAG: Final = 6000
_MANY_EQUALS: Final = 50_000
_ATTRIBUTE = re.compile(rb"[\s/]+|[^\s/>=\"'][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?|[=\"']")
_NAME = re.compile(rb"/?[a-zA-Z][^\s/>]*")
_VOID: Final = frozenset(
    b"area base br col embed hr img input link meta param source track wbr basefont frame keygen".split()
)
_IMPLIED: Final = frozenset(b"p li td th tr dd dt option optgroup".split())
_RAW: Final = frozenset(b"script style textarea title xmp iframe noembed noframes".split())
_BORDER: Final = frozenset(
    b"p div li td th tr table ul ol h1 h2 h3 h4 h5 h6 section article blockquote dd dt figcaption pre form".split()
)


def suspicious(data: bytes) -> bool:
    """Tell whether a page may hold a tag with very many attributes; costs a small part of a parse."""
    if len(data) < _LONG_TAG:
        return False
    pieces = data.split(b"<")
    if max(map(len, pieces)) > _LONG_TAG:
        for piece in pieces:
            if len(piece) <= _LONG_TAG or not piece[:1].isalpha():
                continue
            end = piece.find(b">")
            if end == -1 or end > _LONG_TAG or piece.count(b"=", 0, end) > _LONG_TAG // 12:
                return True
    return len(data) > 500_000 and data.count(b"=") > _MANY_EQUALS


def tame(data: bytes, limits: Limits, *, flatten: bool = False) -> tuple[bytes, set[str]]:
    """Return the page with at most `limits.max_attributes` attributes a tag, and the warnings of what was hit.

    With `flatten`, tags nested deeper than `limits.max_depth` are taken out too; a `<br>` keeps the border
    between blocks. Time is linear in the length of the page.
    """
    out: list[bytes] = []
    warnings: set[str] = set()
    stack: list[bytes] = []
    depth_limit = min(limits.max_depth, 200)
    at = 0
    size = len(data)
    while at < size:
        start = data.find(b"<", at)
        if start == -1:
            break
        match = _NAME.match(data, start + 1)
        if match is None:
            if data.startswith(b"<!--", start):
                end = data.find(b"-->", start + 4)
                out.append(data[at:start])
                at = size if end == -1 else end + 3
                continue
            out.append(data[at : start + 1])
            at = start + 1
            continue
        out.append(data[at:start])
        name = match.group().lower()
        end, cut = _tag_end(data, match.end(), limits.max_attributes)
        if cut is not None:
            warnings.add("limit-attributes")
            tag = data[start:cut] + b">"
        else:
            tag = data[start:end]
        if flatten:
            tag = _flat(name, tag, stack, depth_limit)
        out.append(tag)
        at = end
        if name in _RAW:
            close = _raw_end(data, name, at)
            out.append(data[at:close])
            at = close
    out.append(data[at:])
    return b"".join(out), warnings


def _tag_end(data: bytes, at: int, most: int) -> tuple[int, int | None]:
    """Return where a tag ends, and where to cut it when it has more than `most` attributes."""
    count = 0
    cut: int | None = None
    size = len(data)
    while at < size:
        if data[at] == 0x3E:
            return at + 1, cut
        match = _ATTRIBUTE.match(data, at)
        if match is None:
            return at, cut
        if not data[at : at + 1].isspace() and data[at] != 0x2F:
            count += 1
            if count == most + 1:
                cut = at
        at = match.end()
    return size, cut


def _raw_end(data: bytes, name: bytes, at: int) -> int:
    close = re.compile(rb"</" + name, re.IGNORECASE).search(data, at)
    return len(data) if close is None else close.start()


def _flat(name: bytes, tag: bytes, stack: list[bytes], limit: int) -> bytes:
    if name.startswith(b"/"):
        name = name[1:]
        if name in stack:
            while stack and stack.pop() != name:
                pass
            return tag
        return b""
    if name in _VOID or tag.endswith(b"/>"):
        return tag
    if name in _IMPLIED and stack and stack[-1] == name:
        stack.pop()
    if len(stack) >= limit:
        return b"<br>" if name in _BORDER else b""
    stack.append(name)
    return tag
