"""What each HTML element is to the reader of a page: a block, inline text, something without text of the article."""

from __future__ import annotations

from typing import Final

BLOCK, ROW, FORM, INLINE, LINK, BOLD, ITALIC, IMAGE, BREAK, HEAD, SKIP = range(11)
"""Kinds; those up to FORM are blocks, those from INLINE to ITALIC parts of a line. HEAD says something about the page,
SKIP is not read."""


def _kinds(**names: str) -> dict[str, int]:
    return {name: globals()[kind.strip("_").upper()] for kind, listed in names.items() for name in listed.split()}


KINDS: Final = _kinds(
    block=(
        "address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure"
        " footer h1 h2 h3 h4 h5 h6 header hgroup label legend li main marquee menu nav ol p pre section summary"
        " table tbody td tfoot th thead ul"
    ),
    skip=(
        "applet area audio base basefont button canvas col colgroup command datalist embed frame frameset iframe"
        " input keygen map math noembed noframes noscript object optgroup option param progress select source style"
        " svg template textarea track video -comment"
    ),
    row="tr",
    form="form",
    head="link meta script title",
    break_="br hr",
    bold="b strong",
    italic="i em cite",
    link="a",
    image="img amp-img",
)
"""The kind of each element; one that is not listed is INLINE."""

CONTAINERS: Final = frozenset(
    [
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "li",
        "main",
        "marquee",
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
    ]
)
"""Blocks that hold others."""

PLAIN: Final = frozenset(("tbody", "thead", "tr", "center", "form", "tfoot"))
"""Containers that say nothing unless they bear an attribute."""

NAMED: Final = CONTAINERS - frozenset(("li", "td", "th", "tr", "tbody", "thead", "center")) | {"h1", "h2", "h3"}
"""Elements whose `id` says what they are; that of a table's cell or of a list's item rarely does."""

TEXT_TAGS: Final = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "dd"))
"""Blocks of running text: an element of a name of its own (`<bg-quote>`) is part of the line in them."""

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5"))
"""Elements that head an article or a part of it."""

ALL_HEADINGS: Final = HEADINGS | {"h6"}
"""The smallest, too, which some systems set names and labels in."""

STYLED: Final = frozenset(("div", "ul", "section", "table", "li"))
"""Elements that pages hide by their `style`."""

STYLES: Final = {INLINE: 0, LINK: 1, BOLD: 2, ITALIC: 4}
"""The bit that an inline element adds to the style of its text."""

TAG_ZONES: Final = {
    "nav": "nav",
    "footer": "footer",
    "aside": "side",
    "marquee": "nav",
    "menu": "nav",
    "dialog": "form",
}
"""Elements that name a zone of boilerplate themselves."""

ITEMPROPS: Final = {
    "articlebody": "body",
    "headline": "title",
    "datepublished": "date",
    "datemodified": "date",
    "author": "author",
    "caption": "caption",
    "description": "lead",
}
"""Properties of schema.org in microdata that name a part of the article."""
