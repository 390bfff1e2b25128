"""From a page's bytes to its text blocks: one parse, one walk over the tree.

A block is what a reader sees as one piece: a paragraph, a list item, a table cell, a line before `<br>`.
Each knows the container (`Node`) it stands in, how much of it is link text, and the zone its containers'
class and id words put it in (`newsparse.page.marks`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from newsparse.page.elements import (
    BREAK,
    CONTAINERS,
    FORM,
    HEAD,
    HEADINGS,
    IMAGE,
    INLINE,
    ITALIC,
    ITEMPROPS,
    KINDS,
    NAMED,
    PLAIN,
    ROW,
    SKIP,
    STYLED,
    STYLES,
    TAG_ZONES,
    TEXT_TAGS,
)
from newsparse.page.marks import marks_of
from newsparse.page.tree import NO_MARKS, Block, Node, Page, Picture
from newsparse.page.words import per_lexicon

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newsparse.text.lexicon import Lexicon

# Zones in which nothing is looked for but an article that was put there by mistake: long text or a first heading.
_PASSING: Final = frozenset({"nav", "footer", "side", "related", "form", "ads", "comments", "share"})
_OF_SECTION: Final = frozenset({"tags", "tools", "nav", "share", "side"})  # a heading is not these, whatever its class
_PROSE: Final = 90  # characters of one text outside links, or of a paragraph with its links
_PROSE_LINKED: Final = 110
_NO_PROSE: Final = frozenset({"a", "script", "style"})
_NO_TEXT: Final = frozenset({"script", "style", "noscript"})
_LONG_FORM: Final = 60  # elements; some pages are one whole form
_SHORT_LINE: Final = 90  # characters; in a longer block a date or a name at its beginning is part of the text
_SHORT_CELL: Final = 120
_MOST_VERDICTS: Final = 16384
_REMEMBERED: Final = 400  # characters of class and id; a longer one is rather made for one element than shared
_WORD_MARKUP: Final = frozenset({"SpellE", "GramE", "apple-style-span", "Apple-style-span"})
# A reference to a combining mark, U+0300 to U+036F.
_MARK: Final = re.compile(rb"&#(?:[xX]0*3[0-6][0-9a-fA-F](?![0-9a-fA-F])|0*(?:7[6-9]|8[0-7])\d(?!\d))")
# A reference that was escaped once more by a system that imports from another.
_REFERENCE: Final = re.compile(
    r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[A-Za-z](?:acute|grave|circ|tilde|uml|cedil)|nbsp|quot|[lr][sd]quo|[nm]dash|"
    r"hellip|amp);"
)

# An element's number, and its class and id if it has any attribute; one that no standard knows has its name in the
# place of the number.
_Known = int | str | tuple[int | str, str | None, str | None]
# What is known by them: name, kind, zone, part of the article, whether it may hold blocks, whether it is a zone to pass
# over. See `page.elements` and `page.marks`.
_Verdict = tuple[str, int, str, str, bool, bool]
# An open inline element: its name and class, what it says of its text, and from which piece on.
_Inline = tuple[str, str | None, str, int]
# The numbers of elements that a standard knows are below this one.
_STANDARD: Final = 1000


def _numbers() -> dict[str, int]:
    """Return the parser's numbers of texts, comments and the elements in `KINDS`, which are cheap to compare.

    The number of an element that no standard knows is not below `_STANDARD`, and holds for one page only.
    """
    document = LexborHTMLParser("<p>-<!-- -->")
    numbers = {node.tag or "": node.tag_id for node in document.css("p")[0].traverse(include_text=True)}
    numbers |= {name: document.create_node(name).tag_id for name in KINDS if not name.startswith("-")}
    return {name: number for name, number in numbers.items() if number < _STANDARD}


_NUMBERS: Final = _numbers()
_TEXT: Final = _NUMBERS["-text"]
_P: Final = _NUMBERS["p"]
_H1: Final = _NUMBERS["h1"]
_OF_PROSE: Final = frozenset((_TEXT, _P, _H1))
_UNREAD: Final = frozenset(number for name, number in _NUMBERS.items() if KINDS.get(name) == SKIP or name == "script")


def read_page(data: bytes, max_depth: int) -> Page:
    """Return the blocks of a page in UTF-8, its containers, its pictures, and what its head says.

    Below `max_depth` open elements containers are no longer told apart; `Page.deep` tells that it was reached.
    """
    page = Page()
    tree = LexborHTMLParser(data, options=LexborDocumentOptions.WO_EVENTS)
    root = tree.root
    if root is None:
        return page
    page.lang = root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
    body = tree.body
    _read_head(page, tree.head, body)
    if body is not None:
        _walk(page, body, max_depth, decomposed=b"\xcc" in data or b"\xcd" in data or _MARK.search(data) is not None)
    return page


def _read_head(page: Page, head: LexborNode | None, body: LexborNode | None) -> None:
    """Take what the page says of itself: from its head, and from what may stand anywhere."""
    for element in head.iter() if head is not None else ():
        _hear(page, element)
    for element in body.css('script[type*="ld+json" i], a[rel="tag"]') if body is not None else ():
        if element.tag == "a":
            page.tags.append(" ".join(element.text(deep=True).split()))
        else:
            _hear(page, element)


def _hear(page: Page, element: LexborNode) -> None:
    """Take what an element says about the page."""
    name = element.tag
    if name == "meta":
        page.metas.append(element.attributes)
    elif name == "title":
        page.titles.append(element.text(deep=True))
    elif name == "script":
        if "ld+json" in (element.attributes.get("type") or "").lower():
            page.linked.append(element.text(deep=True))
    elif name == "link" and not page.canonical:
        attributes = element.attributes
        if (attributes.get("rel") or "").lower() == "canonical":
            page.canonical = (attributes.get("href") or "").strip()


@per_lexicon
def _verdicts(lexicon: Lexicon) -> dict[_Known, _Verdict]:
    """Return what was found of elements under a lexicon so far; pages of one site repeat the same ones."""
    return {}


def _judge(element: LexborNode, verdicts: dict[_Known, _Verdict]) -> _Verdict:
    """Return what is known of an element by its name, class and id, and keep it."""
    name = element.tag or ""
    number = element.tag_id
    named = number if number < _STANDARD else name
    attributes = element.attributes
    cls, ident = attributes.get("class"), attributes.get("id")
    known = (named, cls, ident) if attributes else named
    verdict = verdicts.get(known)
    if verdict is None:
        verdict = _verdict(name, cls, ident)
        if len(cls or "") + len(ident or "") <= _REMEMBERED:
            if len(verdicts) >= _MOST_VERDICTS:
                verdicts.clear()
            verdicts[known] = verdict
    return verdict


def _verdict(name: str, cls: str | None, ident: str | None) -> _Verdict:
    kind = KINDS.get(name, INLINE)
    if kind <= FORM:
        if name not in NAMED:
            ident = None
        zone, mark = marks_of(cls, ident) if cls or ident else ("", "")
        zone = zone or TAG_ZONES.get(name, "")
        if name == "figcaption":
            mark = "caption"
        container = name in CONTAINERS and (bool(cls or ident) or name not in PLAIN)
        passes = zone in _PASSING and name != "p" and not mark and "crumb" not in (cls or "")
        return name, kind, zone, mark, container, passes
    if kind in STYLES:
        zone, mark = marks_of(cls, None) if cls else ("", "")
        return name, kind, zone, "date" if name == "time" else mark, False, False
    return name, kind, "", "", False, False


def _walk(page: Page, body: LexborNode, max_depth: int, *, decomposed: bool) -> None:
    """Fill the page: one loop with its state in local variables, for a call an element would double its cost."""
    blocks, nodes, pictures = page.blocks, page.nodes, page.pictures
    verdicts, unread, styled = _verdicts(), _UNREAD, STYLED
    # What is gathered for the next block, and what inline elements in it say, each of how many characters.
    buffer: list[str] = []
    append = buffer.append
    parts: list[tuple[str, int]] = []
    linked = bold = italic = images = row = 0
    stamp: str | None = None
    # Where the walk stands: the innermost block, the zone around it, the marks, and the style of the text (bit 1 inside
    # a link, bit 2 inside bold, bit 4 inside italic).
    tag, zone, marks, style = "body", "", NO_MARKS, 0
    # For each open element: itself, the four to go back to, whether it is a container, and what an inline one says.
    around: list[tuple[LexborNode, str, str, frozenset[str], int, bool, _Inline | None]] = []
    # The open containers: those with a block or picture, and behind them those that wait for their first: name, zone,
    # mark, class.
    nodes.append(Node(0, None, "body", "", "", None, 0))
    opened = nodes[:]
    waiting: list[tuple[str, str, str, str | None]] = []
    prose: set[int] = set()
    beside: tuple[str, str | None] | None = None  # the inline element that has just ended: name and class

    def enter() -> None:
        for name, zone, mark, cls in waiting:
            node = Node(len(nodes), opened[-1], name, zone, mark, cls, len(blocks))
            nodes.append(node)
            opened.append(node)
        waiting.clear()

    def flush(tag: str, zone: str, marks: frozenset[str]) -> None:
        nonlocal linked, bold, italic, images, stamp
        text = _one_spaced("".join(buffer))
        buffer.clear()
        if not text:
            parts.clear()
            return
        if parts:
            longest = _SHORT_CELL if tag == "td" else _SHORT_LINE
            said = {part for part, size in parts if len(text) < longest or size * 2 > len(text)}
            marks = marks | said if said else marks
            parts.clear()
        if "&" in text:
            text = _REFERENCE.sub(_unescape, text)
        if decomposed:
            text = normalize("NFC", text)
        if waiting:
            enter()
        node = opened[-1]
        block = Block(len(blocks), text, tag, node, zone, marks)
        blocks.append(block)
        if linked or bold or italic:
            block.linked, block.bold, block.italic = linked, bold, italic
            linked = bold = italic = 0
        if images:
            block.images = images
            images = 0
        if stamp:
            block.stamp = stamp
            stamp = None
        if row and (tag == "td" or tag == "th" or node.tag == "td" or node.tag == "th"):
            block.row = row

    def count(text: str, style: int) -> None:
        nonlocal linked, bold, italic
        size = len(text.strip())
        if style & 1:
            linked += size
        if style & 2:
            bold += size
        if style & 4:
            italic += size

    element: LexborNode | None = body.first_child
    while True:
        if element is None:
            if not around:
                break
            if buffer and around[-1][6] is None:
                flush(tag, zone, marks)
            ended, tag, zone, marks, style, container, inline = around.pop()
            if inline is None:
                beside = None
                if container:
                    if waiting:
                        waiting.pop()
                    else:
                        node = opened.pop()
                        node.last = len(blocks)
                        node.end = len(nodes)
            else:
                name, cls, mark, begun = inline
                if mark:
                    parts.append((mark, sum(map(len, buffer[begun:]))))
                beside = name, cls
            element = ended.next
            continue
        number = element.tag_id
        if number == _TEXT:
            if not buffer and element.is_empty_text_node:
                element = element.next
                continue
            text = element.text_content or ""
            if buffer or not text.isspace():
                if beside is not None and buffer and text[:1].isupper() and buffer[-1][-1:].islower():
                    append(" ")  # `<span>Hà Nội</span>Sáng nay`: a style sets them apart
                append(text)
                beside = None
                if style:
                    count(text, style)
            element = element.next
            continue
        if number in unread:
            element = element.next
            continue
        attributes = element.attributes
        if attributes:
            cls = attributes.get("class")
            verdict = verdicts.get((number, cls, attributes.get("id")))
        else:
            cls = None
            verdict = verdicts.get(number)
        name, kind, own, mark, container, passes = verdict or _judge(element, verdicts)
        if kind <= FORM:
            if buffer:
                flush(tag, zone, marks)
            beside = None
            if attributes:
                if "style" in attributes and name in styled and _hides(attributes["style"]):
                    own, passes = "hidden", False
                if "itemprop" in attributes and not mark:
                    mark = ITEMPROPS.get((attributes["itemprop"] or "").lower(), "")
            if kind >= ROW:
                if kind == ROW:
                    row += 1
                elif not own and _asks_for_mail(element):
                    own, passes = "form", True
            if passes and not mark:
                if own in _OF_SECTION and name in HEADINGS and element.css_first("a") is None:
                    own = ""
                elif not _has_prose(element, prose):
                    page.passed.append((own, element))
                    element = element.next
                    continue
            inside = element.first_child
            if inside is None:
                element = element.next
                continue
            told = marks
            if mark:
                told = marks | {mark} if mark != "body" else NO_MARKS
            if inside.tag_id == _TEXT and inside.next is None:
                # what holds nothing but text, as most blocks of a page do, is no container
                text = inside.text_content or ""
                if not text.isspace():
                    append(text)
                    if style:
                        count(text, style)
                    flush(name, own or zone, told)
                element = element.next
                continue
            if container and len(around) >= max_depth:
                page.deep = True
                container = False
            around.append((element, tag, zone, marks, style, container, None))
            tag, zone, marks = name, own or zone, told
            if container:
                waiting.append((name, zone, mark, cls))
                zone = ""
            element = inside
        elif kind <= ITALIC:
            if buffer and _touches(element, cls, name, buffer[-1], beside):
                append(" ")
            beside = None
            if attributes:
                if name == "span" and not own and "style" in attributes and _hides(attributes["style"]):
                    own = "hidden"
                if "itemprop" in attributes:
                    mark = ITEMPROPS.get((attributes["itemprop"] or "").lower(), mark)
                if name == "time":
                    stamp = stamp or attributes.get("datetime")
                elif "content" in attributes and "created" in (attributes.get("property") or ""):
                    stamp = stamp or attributes["content"]  # RDFa: `dc:date dc:created`
            inside = element.first_child
            if own == "hidden" or inside is None:
                element = element.next
                continue
            if len(around) >= max_depth:
                page.deep = True
            if kind == INLINE and "-" in name and buffer and tag not in TEXT_TAGS:
                flush(tag, zone, marks)
            if inside.tag_id == _TEXT and inside.next is None:
                text = inside.text_content or ""
                if buffer or not text.isspace():
                    append(text)
                    if style or kind != INLINE:
                        count(text, style | STYLES[kind])
                    if mark:
                        parts.append((mark, len(text)))
                beside = name, cls
                element = element.next
                continue
            around.append((element, tag, zone, marks, style, False, (name, cls, mark, len(buffer))))
            zone = zone or own
            style |= STYLES[kind]
            element = inside
        elif kind == HEAD:
            # what stands in the head behind an element that may not stand there, is of the body
            _hear(page, element)
            element = element.next
        elif kind == BREAK:
            if buffer:
                if tag in ("h1", "h2"):
                    append(" ")  # a title in two lines is one
                else:
                    flush(tag, zone, marks)
            beside = None
            element = element.next
        elif kind == IMAGE:
            images += 1
            src = attributes.get("data-src") or attributes.get("data-original") or attributes.get("src")
            if src:
                if waiting:
                    enter()
                pictures.append(Picture(src, attributes.get("alt") or "", len(blocks), opened[-1], zone))
            beside = None
            element = element.next
        else:
            element = element.next
    if buffer:
        flush(tag, zone, marks)
    nodes[0].last = len(blocks)
    nodes[0].end = len(nodes)


def _has_prose(zone: LexborNode, prose: set[int]) -> bool:
    """Tell whether a zone holds a long text outside links, a long paragraph or a first heading.

    `prose` takes the elements around what was found, for the zones in this one.
    """
    if zone.mem_id in prose:
        return True
    of_prose = _OF_PROSE
    for node in zone.traverse(include_text=True, skip_empty=True):
        number = node.tag_id
        if number not in of_prose:
            continue
        if number == _TEXT:
            if len(node.text_content or "") <= _PROSE:
                continue
            around = node.parent
            if around is None or around.tag in _NO_PROSE:
                continue
        elif number == _P and len(node.text(deep=True)) <= _PROSE_LINKED:
            continue
        else:
            around = node
        while around is not None and around.mem_id not in prose:
            prose.add(around.mem_id)
            around = around.parent
        return True
    return False


def _asks_for_mail(form: LexborNode) -> bool:
    """Tell whether a small form asks for an address, as those for newsletters do; some pages are one whole form."""
    for count, _ in enumerate(form.traverse()):
        if count > _LONG_FORM:
            return False
    return form.css_first("input[type=email], input[name*=mail]") is not None


def _touches(element: LexborNode, cls: str | None, name: str, text: str, beside: tuple[str, str | None] | None) -> bool:
    """Tell whether two elements stand side by side that only a style sets apart: `<span>Thu Hà</span><time>`."""
    last = text[-1:]
    if not last.isalnum():
        return False
    if beside is None:
        return text in ("By", "BY") and name in ("a", "span")
    if name == "time" or beside[0] in ("time", "a"):
        return True
    if any(own and own not in _WORD_MARKUP for own in (cls, beside[1])):
        return True
    inside = element.first_child
    first = (inside.text_content or "")[:3] if inside is not None and inside.is_text_node else ""
    return last.isdigit() and first[:2].isdigit() and first[2:] in (":", "h")


def visible_text(element: LexborNode) -> str:
    """Return the text of an element in one piece, without that of scripts and styles."""
    texts = [
        node.text_content or ""
        for node in element.traverse(include_text=True)
        if node.is_text_node and node.parent is not None and node.parent.tag not in _NO_TEXT
    ]
    return " ".join(" ".join(texts).split())


def _one_spaced(text: str) -> str:
    """Return text with single spaces for all white space, none at its ends."""
    text = text.strip()
    # printable text has no white space but spaces; most blocks need no more than this look
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def _unescape(found: re.Match[str]) -> str:
    return unescape(found.group())


@lru_cache(maxsize=1024)
def _hides(style: str | None) -> bool:
    """Tell whether a style hides its element."""
    low = (style or "").lower()
    return "none" in low.partition("display")[2][:12] or "hidden" in low.partition("visibility")[2][:14]
