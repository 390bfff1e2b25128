"""The page as a flat list of text blocks, made in one parse and one walk over the tree.

A block is what a reader sees as one piece: a paragraph, a list item, a table cell, a line before `<br>`.
Each knows the container (`Node`) it stands in, how much of it is link text, and the zone its containers'
class and id words put it in (`newsparse.page.marks`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newsparse.page.marks import NO_MARKS, Marks, marks_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_INLINE, _BLOCK, _SKIP, _BREAK, _LINK, _BOLD, _IMAGE, _ITALIC = range(8)

_KINDS: Final[dict[str, int]] = {
    **dict.fromkeys(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main marquee menu nav ol p pre section summary table "
        "tbody td tfoot th thead tr ul label time_block".split(),
        _BLOCK,
    ),
    **dict.fromkeys(
        "applet area audio base basefont button canvas col colgroup command datalist embed frame frameset head iframe "
        "input keygen link map meta noembed noframes noscript object optgroup option param progress script select source "
        "style svg template textarea track title video math".split(),
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
    "article aside blockquote body dd details dialog div dl fieldset figure footer form header html li main menu nav ol "
    "section table tbody td th tr ul center marquee figcaption caption".split()
)
_TAG_ZONES: Final = {"nav": "nav", "footer": "footer", "aside": "side", "marquee": "nav", "menu": "nav", "dialog": "form"}
_ROLE_ZONES: Final = {
    "navigation": "nav", "contentinfo": "footer", "banner": "nav", "complementary": "side", "search": "form",
    "menu": "nav", "menubar": "nav", "dialog": "form",
}  # fmt: skip
_ITEMPROPS: Final = {
    "articlebody": "body", "headline": "title", "datepublished": "date", "datemodified": "date", "author": "author",
    "caption": "caption", "description": "lead",
}  # fmt: skip


class Node:
    """A container of blocks. `first` and `last` bound its blocks: `[first, last)` of `Page.blocks`."""

    __slots__ = ("first", "good", "index", "key", "last", "link", "mark", "parent", "tag", "text", "zone")

    def __init__(self, index: int, parent: Node | None, tag: str, zone: str, mark: str, key: str, first: int) -> None:
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
    stand between the block before and this one, `href` the first link's target.
    """

    __slots__ = ("bold", "good", "href", "images", "index", "italic", "linked", "marks", "node", "stamp", "tag", "text", "zone")  # fmt: skip

    def __init__(self, index: int, text: str, tag: str, node: Node, zone: str) -> None:
        self.index = index
        self.text = text
        self.tag = tag
        self.node = node
        self.zone = zone
        self.marks: frozenset[str] = frozenset()
        self.linked = 0
        self.bold = 0
        self.italic = 0
        self.images = 0
        self.href: str | None = None
        self.stamp: str | None = None
        self.good = 0


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
    """Blocks, containers and pictures of a page, in page order."""

    __slots__ = ("blocks", "deep", "nodes", "pictures", "tags")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.nodes: list[Node] = []
        self.pictures: list[Picture] = []
        self.tags: list[str] = []
        self.deep = False


class _TooDeep(Exception):
    pass


def read_page(root: Any, max_depth: int) -> Page:
    """Return the blocks of a parsed page. `Page.deep` tells that nesting passed `max_depth` and the walk stopped."""
    page = Page()
    body = root if root.tag == "body" else root.find("body")
    if body is None:
        body = root
    try:
        _Walk(page, max_depth).run(body)
    except _TooDeep:
        page.deep = True
    return page


class _Walk:
    """The state of the one walk: the text collected since the last block border."""

    def __init__(self, page: Page, max_depth: int) -> None:
        self.page = page
        self.max_depth = max_depth
        self.buffer: list[str] = []
        self.linked = 0
        self.bold = 0
        self.italic = 0
        self.images = 0
        self.href: str | None = None
        self.stamp: str | None = None
        self.marks: set[str] | None = None
        self.chain: frozenset[str] = frozenset()

    def run(self, body: Any) -> None:
        node = self._node(None, "body", "", "", "")
        self._visit(body, node, "body", "", 0, 0)
        self._flush(node, "body", "")
        node.last = len(self.page.blocks)

    def _node(self, parent: Node | None, tag: str, zone: str, mark: str, key: str) -> Node:
        nodes = self.page.nodes
        node = Node(len(nodes), parent, tag, zone, mark, key, len(self.page.blocks))
        nodes.append(node)
        return node

    def _flush(self, node: Node, tag: str, zone: str) -> None:
        if not self.buffer:
            return
        text = " ".join("".join(self.buffer).split())
        self.buffer.clear()
        if text:
            blocks = self.page.blocks
            block = Block(len(blocks), text, tag, node, zone)
            block.linked = self.linked
            block.bold = self.bold
            block.italic = self.italic
            block.images = self.images
            block.href = self.href
            block.stamp = self.stamp
            block.marks = self.chain if self.marks is None else self.chain | self.marks
            blocks.append(block)
            self.images = 0
        self.linked = self.bold = self.italic = 0
        self.href = self.stamp = None
        self.marks = None

    def _visit(self, element: Any, node: Node, tag: str, zone: str, depth: int, style: int) -> None:
        # `style`: bit 1 inside a link, bit 2 inside bold, bit 4 inside italic
        text = element.text
        if text:
            self._text(text, style)
        for child in element:
            name = child.tag
            kind = _KINDS.get(name, _INLINE) if name.__class__ is str else _SKIP
            if kind == _BLOCK:
                self._flush(node, tag, zone)
                self._block(child, name, node, zone, depth, style)
            elif kind == _SKIP:
                pass
            elif kind == _BREAK:
                self._flush(node, tag, zone)
            elif kind == _IMAGE:
                self._image(child, node, zone)
            else:
                self._inline(child, name, kind, node, tag, zone, depth, style)
            text = child.tail
            if text:
                self._text(text, style)

    def _text(self, text: str, style: int) -> None:
        self.buffer.append(text)
        if style:
            length = len(text.strip())
            if style & 1:
                self.linked += length
            if style & 2:
                self.bold += length
            if style & 4:
                self.italic += length

    def _inline(
        self, child: Any, name: str, kind: int, node: Node, tag: str, zone: str, depth: int, style: int
    ) -> None:
        if depth > self.max_depth:
            raise _TooDeep
        cls = child.get("class")
        marks = marks_of(cls, child.get("id")) if cls else NO_MARKS
        if kind == _LINK:
            style |= 1
            href = child.get("href")
            if href:
                if self.href is None:
                    self.href = href
                if child.get("rel") == "tag":
                    self.page.tags.append(" ".join("".join(child.itertext()).split()))
        elif kind == _BOLD:
            style |= 2
        elif kind == _ITALIC:
            style |= 4
        elif name == "time":
            self.stamp = self.stamp or child.get("datetime")
            marks = marks if marks.mark else _DATE
        elif (prop := child.get("itemprop")) and (mark := _ITEMPROPS.get(prop.lower())):
            marks = Marks(marks.zone, mark)
        if marks.zone == "hidden" or (cls is None and name == "span" and _hides(child.get("style"))):
            return
        if marks.mark:
            if self.marks is None:
                self.marks = set()
            self.marks.add(marks.mark)
        if "-" in name and name.__class__ is str:
            self._flush(node, tag, zone)
        self._visit(child, node, tag, zone or marks.zone, depth + 1, style)

    def _block(self, child: Any, name: str, node: Node, zone: str, depth: int, style: int) -> None:
        if depth > self.max_depth:
            raise _TooDeep
        cls = child.get("class")
        ident = child.get("id")
        marks = marks_of(cls, ident) if cls or ident else NO_MARKS
        mark = marks.mark
        own = marks.zone or _TAG_ZONES.get(name, "")
        if name == "figcaption":
            mark = "caption"
        elif name in _CONTAINERS:
            if _hides(child.get("style")):
                own = "hidden"
            elif not own and (role := child.get("role")):
                own = _ROLE_ZONES.get(role, "")
            if not mark and (prop := child.get("itemprop")):
                mark = _ITEMPROPS.get(prop.lower(), "")
        elif not mark and (prop := child.get("itemprop")):
            mark = _ITEMPROPS.get(prop.lower(), "")
        before = self.chain
        if mark and mark != "body":
            self.chain = before | {mark}
        elif mark == "body" and before:
            self.chain = frozenset()
        if name in _CONTAINERS:
            inside = self._node(node, name, own or zone, mark, f"{name}.{cls or ''}")
            self._visit(child, inside, name, "", depth + 1, style)
            self._flush(inside, name, "")
            inside.last = len(self.page.blocks)
        else:
            own = own or zone
            self._visit(child, node, name, own, depth + 1, style)
            self._flush(node, name, own)
        self.chain = before

    def _image(self, child: Any, node: Node, zone: str) -> None:
        self.images += 1
        src = child.get("data-src") or child.get("data-original") or child.get("src")
        if src:
            pictures = self.page.pictures
            pictures.append(Picture(src, child.get("alt") or "", len(self.page.blocks), node, zone))


_DATE = Marks("", "date")


def _hides(style: str | None) -> bool:
    return style is not None and "display" in style.lower() and "none" in style.lower().partition("display")[2][:12]


def ancestors(node: Node | None) -> Iterable[Node]:
    """Return a node and its containers, innermost first."""
    while node is not None:
        yield node
        node = node.parent
