"""The page as a flat list of text blocks, made in one parse and one walk over the tree.

A block is what a reader sees as one piece: a paragraph, a list item, a table cell, a line before `<br>`.
Each knows the container (`Node`) it stands in, how much of it is link text, and the zone its containers'
class and id words put it in (`newsparse.page.marks`).
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from unicodedata import is_normalized, normalize

from lxml import etree

from newsparse.page.marks import marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_INLINE, _BLOCK, _SKIP, _BREAK, _LINK, _BOLD, _IMAGE, _ITALIC = range(8)

_KINDS: Final[dict[str, int]] = {
    **dict.fromkeys(
        [
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hgroup",
            "html",
            "legend",
            "li",
            "main",
            "marquee",
            "menu",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
            "label",
            "time_block",
        ],
        _BLOCK,
    ),
    **dict.fromkeys(
        [
            "applet",
            "area",
            "audio",
            "base",
            "basefont",
            "button",
            "canvas",
            "col",
            "colgroup",
            "command",
            "datalist",
            "embed",
            "frame",
            "frameset",
            "iframe",
            "input",
            "keygen",
            "link",
            "map",
            "meta",
            "noembed",
            "noframes",
            "noscript",
            "object",
            "optgroup",
            "option",
            "param",
            "progress",
            "script",
            "select",
            "source",
            "style",
            "svg",
            "template",
            "textarea",
            "track",
            "title",
            "video",
            "math",
        ],
        _SKIP,
    ),
    **dict.fromkeys(("br", "hr"), _BREAK),
    **dict.fromkeys(("b", "strong"), _BOLD),
    **dict.fromkeys(("i", "em", "cite"), _ITALIC),
    "a": _LINK,
    "img": _IMAGE,
    "amp-img": _IMAGE,
}
_CONTAINERS: Final = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "header",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
        "center",
        "marquee",
        "figcaption",
        "caption",
    ]
)
_TAG_ZONES: Final = {
    "nav": "nav",
    "footer": "footer",
    "aside": "side",
    "marquee": "nav",
    "menu": "nav",
    "dialog": "form",
}
_HEAD_TAGS: Final = frozenset(["title", "meta", "link", "script", "style", "base", "noscript", "template", "object"])
_ITEMPROPS: Final = {
    "articlebody": "body",
    "headline": "title",
    "datepublished": "date",
    "datemodified": "date",
    "author": "author",
    "caption": "caption",
    "description": "lead",
}


class Node:
    """A container of blocks. `first` and `last` bound its blocks: `[first, last)` of `Page.blocks`.

    `key` is its class, which siblings of one template share.
    """

    __slots__ = ("first", "good", "index", "key", "last", "link", "mark", "parent", "tag", "text", "zone")

    def __init__(
        self, index: int, parent: Node | None, tag: str, zone: str, mark: str, key: str | None, first: int
    ) -> None:
        self.index = index
        self.parent = parent
        self.tag = tag
        self.zone = zone
        self.mark = mark
        self.key = key
        self.first = first
        self.last = first
        self.good = 0
        self.text = 0
        self.link = 0


class Block:
    """A piece of text. `linked` and `bold` count its characters inside links and bold type.

    `tag` is the innermost block element, `zone` the boilerplate zone it stands in or `""`, `marks` what
    class words say of it (`title`, `lead`, `date`, `author`, `caption`, …), `images` how many pictures
    stand between the block before and this one.
    """

    __slots__ = (
        "bold",
        "cue",
        "good",
        "images",
        "index",
        "italic",
        "linked",
        "marks",
        "node",
        "row",
        "stamp",
        "tag",
        "text",
        "zone",
    )

    def __init__(self, index: int, text: str, tag: str, node: Node, zone: str) -> None:
        self.index = index
        self.text = text
        self.tag = tag
        self.node = node
        self.zone = zone
        self.marks: frozenset[str] = _NOTHING
        self.linked = 0
        self.bold = 0
        self.italic = 0
        self.images = 0
        self.stamp: str | None = None
        self.good = 0
        self.cue: str | None = None
        self.row = 0


class Picture:
    """A picture: address, alternative text, the index of the block that follows it, and its container."""

    __slots__ = ("alt", "before", "node", "src", "zone")

    def __init__(self, src: str, alt: str, before: int, node: Node, zone: str) -> None:
        self.src = src
        self.alt = alt
        self.before = before
        self.node = node
        self.zone = zone


class Page:
    """Blocks, containers and pictures of a page, in page order.

    `passed` holds the elements that were not walked: boilerplate by their class words, without any running text.
    """

    __slots__ = ("blocks", "deep", "nodes", "passed", "pictures", "teasers")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.pictures: list[Picture] = []
        self.passed: list[tuple[str, Any]] = []
        self.deep = False
        self.teasers: list[int] = []


class _TooDeepError(Exception):
    pass


def read_page(root: Any, max_depth: int, *, microdata: bool = True) -> Page:
    """Return the blocks of a parsed page. `Page.deep` tells that nesting passed `max_depth` and the walk stopped.

    Without `microdata` no `itemprop` is looked for: asking every element costs, and most pages have none.
    """
    page = Page()
    body = root if root.tag == "body" else root.find("body")
    head = root.find("head")
    if body is None or (head is not None and any(child.tag not in _HEAD_TAGS for child in head)):
        body = root  # a page without a body element, or one whose head was never closed
    try:
        _Walk(page, max_depth, microdata).run(body)
    except _TooDeepError:
        page.deep = True
    return page


class _Walk:
    """The one walk: `run` fills the page. A closure keeps the state; attribute look-ups would cost half the walk."""

    def __init__(self, page: Page, max_depth: int, microdata: bool) -> None:
        self.page = page
        self.microdata = microdata
        self.max_depth = max_depth

    def run(self, body: Any) -> None:
        page = self.page
        blocks, nodes, pictures = page.blocks, page.nodes, page.pictures
        max_depth = self.max_depth
        kinds, containers = _KINDS, _CONTAINERS
        tag_zones = _TAG_ZONES
        microdata, styled, named = self.microdata, _STYLED, _NAMED
        passing, has_prose, passed = _PASSING, _HAS_PROSE, page.passed
        buffer: list[str] = []
        append = buffer.append
        linked = bold = italic = images = row = 0
        stamp: str | None = None
        marked: frozenset[str] = _NOTHING
        chain: frozenset[str] = _NOTHING
        # what inline elements say, and of how many characters
        parts: list[tuple[str, int]] = []

        def flush(node: Node, tag: str, zone: str) -> None:
            nonlocal linked, bold, italic, images, stamp, marked
            text = " ".join("".join(buffer).split())
            buffer.clear()
            if parts:
                for said, size in parts:
                    if len(text) < (_SHORT_LINE if tag != "td" else 120) or size * 2 > len(text):
                        marked |= {said}
                parts.clear()
            if text:
                if "&" in text and _REFERENCE.search(text):
                    # escaped twice by a system that imports from another
                    text = _REFERENCE.sub(lambda found: unescape(found.group()), text)
                if not is_normalized("NFC", text):
                    text = normalize("NFC", text)
                block = Block(len(blocks), text, tag, node, zone)
                if linked:
                    block.linked = linked
                block.bold = bold
                block.italic = italic
                block.images = images
                block.stamp = stamp
                block.marks = chain | marked if marked else chain
                if tag == "td" or tag == "th":
                    block.row = row
                blocks.append(block)
                images = 0
            linked = bold = italic = 0
            stamp = None
            marked = _NOTHING

        def count(text: str, style: int) -> None:
            nonlocal linked, bold, italic
            size = len(text.strip())
            if style & 1:
                linked += size
            if style & 2:
                bold += size
            if style & 4:
                italic += size

        def visit(element: Any, node: Node, tag: str, zone: str, depth: int, style: int) -> None:
            # `style`: bit 1 inside a link, bit 2 inside bold, bit 4 inside italic
            nonlocal images, stamp, marked, chain, row
            if depth > max_depth:
                raise _TooDeepError
            text = element.text
            if text and (buffer or not text.isspace()):
                append(text)
                if style:
                    count(text, style)
            for child in element:
                name = child.tag
                kind = kinds.get(name, _INLINE)
                if kind == _BLOCK:
                    if buffer:
                        flush(node, tag, zone)
                    else:
                        marked = _NOTHING
                        parts.clear()
                    if name == "tr":
                        row += 1
                    cls = child.get("class")
                    ident = child.get("id") if name in named else None
                    if cls or ident:
                        own, mark = marks_of(cls, ident)
                        if not own:
                            own = tag_zones.get(name, "")
                    else:
                        own, mark = tag_zones.get(name, ""), ""
                    if name == "figcaption":
                        mark = "caption"
                    if name in styled and (css := child.get("style")) and _hides(css):
                        own = "hidden"
                    if microdata and not mark and (prop := child.get("itemprop")):
                        mark = _ITEMPROPS.get(prop.lower(), "")
                    if own in _HEADING_PASSES and name in _HEADLINES and child.find(".//a") is None:
                        own = ""
                    elif name == "form" and not own and _asks_for_mail(child):
                        own = "form"
                    if (
                        own in passing
                        and name != "p"
                        and not mark
                        and not (cls and "crumb" in cls)
                        and not has_prose(child)
                    ):
                        passed.append((own, child))
                        text = child.tail
                        if text:
                            append(text)
                        continue
                    before = chain
                    if mark:
                        if mark != "body":
                            chain = before | {mark}
                        elif before:
                            chain = _NOTHING
                    if not len(child):
                        # a leaf, as most blocks of a page are: no container, no further step
                        text = child.text
                        if text and not text.isspace():
                            append(text)
                            if style:
                                count(text, style)
                            flush(node, name, own or zone)
                    elif name in containers and (cls or ident or name not in _PLAIN):
                        inside = Node(len(nodes), node, name, own or zone, mark, cls, len(blocks))
                        nodes.append(inside)
                        visit(child, inside, name, "", depth + 1, style)
                        if buffer:
                            flush(inside, name, "")
                        inside.last = len(blocks)
                    else:
                        own = own or zone
                        visit(child, node, name, own, depth + 1, style)
                        if buffer:
                            flush(node, name, own)
                    chain = before
                elif kind == _BREAK:
                    if buffer:
                        flush(node, tag, zone)
                elif kind == _IMAGE:
                    images += 1
                    src = child.get("data-src") or child.get("data-original") or child.get("src")
                    if src:
                        pictures.append(Picture(src, child.get("alt") or "", len(blocks), node, zone))
                elif kind != _SKIP and name.__class__ is str:
                    inner = style | _STYLES[kind]
                    own = said = ""
                    hidden = False
                    cls = child.get("class")
                    if buffer and _touches(child, cls, name, buffer[-1]):
                        append(" ")
                    at = len(buffer)
                    if cls:
                        own, mark = marks_of(cls, None)
                        hidden = own == "hidden"
                        if mark:
                            said = mark
                    elif name == "span" and (css := child.get("style")):
                        hidden = "none" in css and _hides(css)
                    if microdata and (prop := child.get("itemprop")):
                        said = _ITEMPROPS.get(prop.lower(), said)
                    if name == "time":
                        stamp = stamp or child.get("datetime")
                        said = "date"
                    if hidden:
                        pass
                    elif kind != _INLINE and not own and not len(child):
                        text = child.text
                        if text:
                            append(text)
                            count(text, inner)
                    else:
                        if "-" in name and buffer and tag not in _TEXT_TAGS:
                            flush(node, tag, zone)
                        visit(child, node, tag, zone or own, depth + 1, inner)
                    if said:
                        parts.append((said, sum(map(len, buffer[at:]))))
                text = child.tail
                if text and (buffer or not text.isspace()):
                    append(text)
                    if style:
                        count(text, style)

        root = Node(0, None, "body", "", "", None, 0)
        nodes.append(root)
        visit(body, root, "body", "", 0, 0)
        if buffer:
            flush(root, "body", "")
        root.last = len(blocks)


_NOTHING: Final[frozenset[str]] = frozenset()
# Containers that say nothing unless they bear an attribute: they make no node of their own.
_PLAIN: Final = frozenset({"tbody", "thead", "tr", "center", "form", "tfoot"})


_STYLED: Final = frozenset({"div", "ul", "section", "table", "li"})
_NAMED: Final = _CONTAINERS - {"li", "td", "th", "tr", "tbody", "thead", "center"} | {"h1", "h2", "h3"}
_STYLES: Final = {_LINK: 1, _BOLD: 2, _ITALIC: 4, _INLINE: 0}
# Zones in which nothing is looked for but an article that was put there by mistake: long text or a first heading.
_PASSING: Final = frozenset({"nav", "footer", "side", "related", "form", "ads", "comments", "share"})
_HAS_PROSE: Final[Any] = etree.XPath(
    "boolean(descendant::text()[string-length() > 90][not(parent::script or parent::style or parent::a)]"
    " or descendant::p[string-length() > 110] or descendant::h1)"
)


_TEXTS: Final[Any] = etree.XPath(
    "descendant::text()[not(parent::script or parent::style or parent::noscript)]", smart_strings=False
)


_FIND_TAGS: Final[Any] = etree.XPath("descendant::a[@rel='tag']")


def tag_links(root: Any) -> list[str]:
    """Return the texts of the links that say they lead to a tag (`rel="tag"`)."""
    return [" ".join("".join(link.itertext()).split()) for link in _FIND_TAGS(root)]


def text_of(element: Any) -> str:
    """Return the text of an element in one piece, at most its first 2,000 characters."""
    return " ".join(" ".join(_TEXTS(element)).split())[:2000]


_REFERENCE = re.compile(
    r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[A-Za-z](?:acute|grave|circ|tilde|uml|cedil)|nbsp|quot|[lr][sd]quo|[nm]dash|hellip|amp);"
)
# In these an element of a name of its own (`<bg-quote>`) is part of the line.
_TEXT_TAGS: Final = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "dd"})
_HEADLINES: Final = frozenset({"h1", "h2", "h3", "h4", "h5"})
_HEADING_PASSES: Final = frozenset({"tags", "tools", "nav", "share", "side"})
_MAIL: Final[Any] = etree.XPath("boolean(descendant::input[@type='email' or contains(@name, 'mail')])")


def _asks_for_mail(form: Any) -> bool:
    """Tell whether a small form asks for an address, as those for newsletters do; some pages are one whole form."""
    for count, _ in enumerate(form.iter()):
        if count > 60:
            return False
    return bool(_MAIL(form))


_SHORT_LINE: Final = 90  # characters; in a longer block a date or a name at its beginning is part of the text
_WORD_MARKUP: Final = frozenset({"SpellE", "GramE", "apple-style-span", "Apple-style-span"})


def _touches(child: Any, cls: str | None, name: str, before: str) -> bool:
    """Tell whether two elements stand side by side that only a style sets apart: `<span>Thu Hà</span><time>`."""
    last = before[-1:]
    if not last.isalnum():
        return False
    other = child.getprevious()
    if other is None:
        return before in ("By", "BY") and name in ("a", "span")
    if other.tail or other.tag.__class__ is not str:
        return False
    if name == "time" or other.tag == "time" or other.tag == "a":
        return True
    for own in (cls, other.get("class")):
        if own and own not in _WORD_MARKUP:
            return True
    first = (child.text or "")[:5]
    return last.isdigit() and first[:2].isdigit() and first[2:3] in (":", "h")


def _hides(style: str) -> bool:
    low = style.lower()
    return ("display" in low and "none" in low.partition("display")[2][:12]) or (
        "visibility" in low and "hidden" in low.partition("visibility")[2][:14]
    )


def ancestors(node: Node | None) -> Iterable[Node]:
    """Return a node and its containers, innermost first."""
    while node is not None:
        yield node
        node = node.parent
