"""HTML that cannot be forgotten to be escaped: text becomes markup only through `el` and `text`."""

from __future__ import annotations

from html import escape
from typing import Final

_VOID: Final = frozenset({"br", "hr", "input", "link", "meta"})
_SCHEMES: Final = ("http://", "https://")


class Html(str):
    """Markup that is safe to put into a page as it is."""

    __slots__ = ()


Child = str | Html | None


def text(value: str) -> Html:
    """Return plain text as markup."""
    return Html(escape(value, quote=False))


def join(*children: Child) -> Html:
    """Return children one behind the other; plain strings are escaped, None is left out."""
    return Html("".join(c if isinstance(c, Html) else escape(c, quote=False) for c in children if c is not None))


def el(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return one element.

    Attributes are keywords: `class_` gives `class`, `data_ref` gives `data-ref`; None and False leave the
    attribute out, True writes it without a value.
    """
    parts = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        parts.append(f" {attribute}" if value is True else f' {attribute}="{escape(str(value))}"')
    if name in _VOID:
        return Html(f"<{name}{''.join(parts)}>")
    return Html(f"<{name}{''.join(parts)}>{join(*children)}</{name}>")


def link(url: str, *children: Child) -> Html:
    """Return a link to another site; an address that is not http(s) is shown as text, never linked."""
    if not url.lower().startswith(_SCHEMES):
        return el("span", *(children or (url,)))
    return el("a", *(children or (url,)), href=url, rel="noopener noreferrer", target="_blank")
