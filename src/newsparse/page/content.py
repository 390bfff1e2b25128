"""Which blocks of the page are the article: by text and link density, zones, cues, and place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.cues import cue
from newsparse.page.tree import ancestors

if TYPE_CHECKING:
    from newsparse.page.tree import Block, Node, Page

_END: Final = (".", "!", "?", "…", ":", ";", '"', "”", "’", ")", "»")
_STRONG: Final = frozenset({"comments", "related", "footer", "nav", "counter", "hidden", "form"})
_LETTER = re.compile(r"[^\W\d_]")


class Region(NamedTuple):
    """The article's container, and what each container's zone is after weak verdicts were undone."""

    node: Node
    zones: list[str]
    total: int


def weigh(page: Page) -> None:
    """Give every block its weight of running text, and carry text, link text and weight up the containers."""
    for block in page.blocks:
        text = block.text
        size = len(text)
        linked = block.linked
        node = block.node
        node.text += size
        node.link += linked
        if size < 40 or linked * 2 > size:
            continue
        plain = size - linked
        if plain < 80:
            if not text.endswith(_END) or plain < 40 or text.endswith((":", ")")):
                continue
            plain = plain * 3 // 5
        if size < 400 and ("©" in text or cue(block)):
            continue
        block.good = min(plain, 1200)
        if not block.zone:
            node.good += block.good
    for node in reversed(page.nodes):
        parent = node.parent
        if parent is not None:
            parent.text += node.text
            parent.link += node.link
            parent.good += node.good


def find_region(page: Page) -> Region:
    """Return the container that holds the article."""
    nodes = page.nodes
    total = nodes[0].good
    zones = [""] * len(nodes)
    slides = _slides(nodes)
    clean = [0] * len(nodes)
    for node in nodes[1:]:
        parent = node.parent
        outer = zones[parent.index] if parent is not None else ""
        if outer:
            zones[node.index] = outer
        elif node.zone and node.index not in slides:
            share = 0.85 if node.zone in _STRONG else 0.5
            if node.good < share * total or node.good < 200:
                zones[node.index] = node.zone
    # the zones' own blocks carry no weight for the choice
    for block in page.blocks:
        if block.good and not block.zone and not zones[block.node.index]:
            clean[block.node.index] += block.good
    children: dict[int, list[Node]] = {}
    for node in reversed(nodes):
        parent = node.parent
        if parent is not None:
            clean[parent.index] += clean[node.index]
            if clean[node.index]:
                children.setdefault(parent.index, []).append(node)
    node = nodes[0]
    while True:
        best = max(children.get(node.index, ()), key=lambda n: clean[n.index], default=None)
        if best is None:
            break
        mine, sub = clean[node.index], clean[best.index]
        need = 0.55 if best.mark == "body" else 0.97 if node.mark == "body" else 0.8
        if best.tag in ("td", "tr", "li", "blockquote", "figure") and node.mark == "body":
            break
        if best.tag in ("blockquote", "figure", "li") or sub < need * mine:
            break
        node = best
    return Region(node, zones, clean[0])


def _slides(nodes: list[Node]) -> set[int]:
    """Hidden siblings of one kind inside the article are a gallery's slides, shown one at a time by a script."""
    groups: dict[tuple[int, str], list[int]] = {}
    for node in nodes:
        if node.zone == "hidden" and node.parent is not None and any(n.mark == "body" for n in ancestors(node.parent)):
            groups.setdefault((node.parent.index, node.tag), []).append(node.index)
    return {index for group in groups.values() if len(group) >= 3 for index in group}


def zone_of(block: Block, region: Region) -> str:
    """Return the boilerplate zone in which a block stands, or `""`."""
    return block.zone or region.zones[block.node.index]


def is_inside(node: Node, outer: Node) -> bool:
    """Tell whether a container is, or lies in, another."""
    return any(n is outer for n in ancestors(node))


def density(block: Block) -> float:
    """Return the share of a block's characters that are link text."""
    return min(1.0, block.linked / max(1, len(block.text)))


def has_letters(text: str) -> bool:
    """Tell whether a text has any letter."""
    return text[:1].isalpha() or _LETTER.search(text) is not None
