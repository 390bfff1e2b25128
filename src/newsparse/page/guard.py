"""Make hostile markup harmless before the parser sees it.

The parser looks attributes up in quadratic time, and the open elements at each new block. Both are cured on the
bytes: surplus attributes and tags nested too deep are cut out by a scanner of linear time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newsparse.options import Limits

_LONG_TAG: Final = 6000
_MANY_EQUALS: Final = 50_000
_FLAT: Final = 200  # open elements up to which their number costs the parser nothing
_DEEP: Final = 5_000  # blocks
# Blocks that nest: `<p>`, `<li>` or `<td>` ends the one before it, so many that are never closed do not.
_BLOCK_TAG: Final = re.compile(
    rb"<(/?(?:address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|fig\w+|footer|form|header|"
    rb"hgroup|main|menu|nav|[ou]l|pre|search|section|summary|table))(?=[\s/>])",
    re.IGNORECASE,
)
_MANY_ATTRIBUTES: Final = re.compile(
    rb"<[a-zA-Z][^\s/>]*+(?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+){400}"
)
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
    """Tell whether a page may hold a tag with very many attributes, or nest very deep; costs next to nothing."""
    size = len(data)
    at = data.find(b"<")
    while 0 <= at < size - _LONG_TAG:
        # the last `<` within reach: where there is one, no tag that begins here or before it is long
        reach = data.rfind(b"<", at + 1, at + 1 + _LONG_TAG)
        if reach >= 0:
            at = reach
            continue
        if data[at + 1 : at + 2].isalpha():
            end = data.find(b">", at, at + 1 + _LONG_TAG)
            if end == -1 or data.count(b"=", at, end) > _LONG_TAG // 12:
                return True
        at = data.find(b"<", at + 1 + _LONG_TAG)
    if size > 500_000 and data.count(b"=") > _MANY_EQUALS and _MANY_ATTRIBUTES.search(data) is not None:
        return True
    return _may_nest(data)


def _may_nest(data: bytes) -> bool:
    """Tell whether blocks nest thousands deep: far more of them have begun than ended, each name counted apart.

    The parser asks for each new block what stands open around it, so its time grows with the depth.
    """
    if len(data) < 6 * _DEEP or data.count(b"<") < _DEEP:
        return False
    open_tags: dict[bytes, int] = {}
    depth = 0
    for tag in _BLOCK_TAG.findall(data):
        if tag[:1] != b"/":
            open_tags[tag] = open_tags.get(tag, 0) + 1
            depth += 1
        elif open_tags.get(tag[1:], 0):
            open_tags[tag[1:]] -= 1
            depth -= 1
        if depth > _DEEP:
            return True
    return False


def tame(data: bytes, limits: Limits) -> tuple[bytes, set[str]]:
    """Return the page with at most `limits.max_attributes` attributes a tag, and the warnings of what was hit.

    Tags nested deeper than 200, or than `limits.max_depth`, are taken out too; a `<br>` keeps the border between
    blocks. Time is linear in the length of the page.
    """
    out: list[bytes] = []
    warnings: set[str] = set()
    stack: list[bytes] = []
    depth_limit = min(limits.max_depth, _FLAT)
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
        flat = _flat(name, tag, stack, depth_limit)
        if flat != tag and not name.startswith(b"/"):
            warnings.add("limit-depth")
        out.append(flat)
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
