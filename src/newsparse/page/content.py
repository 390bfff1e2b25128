"""Which blocks of the page are the article: by text and link density, zones, cues, and place."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from newsparse.page.cues import cue
from newsparse.page.dates import find_moment
from newsparse.page.teasers import set_teasers_apart
from newsparse.page.tree import ancestors

if TYPE_CHECKING:
    from newsparse.page.tree import Block, Node, Page

_END: Final = (".", "!", "?", "…", ":", ";", '"', "”", "’", ")", "»", "。", "！", "？", "」", "』", "।", "។", "۔")
_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_STRONG: Final = frozenset({"comments", "related", "footer", "nav", "counter", "hidden", "form"})
_OF_OTHERS: Final = frozenset({"comments", "related", "footer", "nav"})
_LETTER = re.compile(r"[^\W\d_]")


class Region(NamedTuple):
    """The article's container, and what each container's zone is after weak verdicts were undone."""

    node: Node
    zones: list[str]


def weigh(page: Page) -> None:
    """Give every block its weight of running text."""
    for block in page.blocks:
        text = block.text
        size = len(text)
        linked = block.linked
        if text > "\u0e00" and text[:1] > "\u0e00" and _DENSE.match(text):
            size = size * 5 // 2  # a character of these scripts says what two or three Latin letters do
            linked = linked * 5 // 2
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
    set_teasers_apart(page)


def find_region(page: Page) -> Region:
    """Return the container that holds the article."""
    nodes = page.nodes
    _undo_paragraphs(page)
    zones = [""] * len(nodes)
    # how much running text stands before each block: what stands in a container is a difference of two
    good = [0, *accumulate(0 if block.zone else block.good for block in page.blocks)]
    zoned = [node for node in nodes if node.zone]
    if zoned:
        slides = _slides(zoned)
        part = _parts_of_text(page, zoned, good)
        for node in zoned:
            if zones[node.index] or node.index in slides or node.index in part:
                continue
            share = 0.85 if node.zone in _STRONG else 0.5
            weight = good[node.last] - good[node.first]
            if weight < share * good[-1] or weight < 120:
                zones[node.index : node.end] = [node.zone] * (node.end - node.index)
        # the zones' own blocks carry no weight for the choice
        good = [0, *accumulate(0 if block.zone or zones[block.node.index] else block.good for block in page.blocks)]
    node = nodes[0]
    while True:
        inside = _inside(nodes, node)
        best = max(inside, key=lambda n: good[n.last] - good[n.first], default=None)
        if best is None or good[best.last] == good[best.first]:
            break
        mine, sub = good[node.last] - good[node.first], good[best.last] - good[best.first]
        need = 0.55 if best.mark == "body" else 0.97 if node.mark == "body" else 0.8
        if best.tag in ("td", "tr", "li", "blockquote", "figure") and node.mark == "body":
            break
        if best.tag in ("blockquote", "figure", "li"):
            break
        if sub < need * mine and not (sub >= 0.45 * mine and _opens_article(page, best, inside)):
            break
        if best.last - best.first <= 2 and _has_twin(page, best):
            break  # a wrapper of one paragraph, as each of the short ones has
        node = best
    return Region(node, zones)


def _inside(nodes: list[Node], node: Node) -> list[Node]:
    """Return the containers directly inside another, the last first."""
    found = []
    at = node.index + 1
    while at < node.end:
        found.append(nodes[at])
        at = nodes[at].end
    return found[::-1]


def _opens_article(page: Page, node: Node, siblings: list[Node]) -> bool:
    """Tell whether a container begins with a date line, as articles do, and the ones beside it are small boxes."""
    blocks = page.blocks
    for block in blocks[node.first : min(node.last, node.first + 12)]:
        if block.good:
            return False
        if len(block.text) <= 80 and not block.zone and find_moment(block.text) is not None:
            break
    else:
        return False
    return all(
        other is node or sum(1 for b in blocks[other.first : other.last] if b.good and not b.zone) <= 3
        for other in siblings
    )


def _undo_paragraphs(page: Page) -> None:
    """Take the verdict of their own class off paragraphs of running text that stand among others.

    `<p class="newsletter">` is a pitch where there is one; where every second paragraph of the text is called so, the
    word says something else.
    """
    groups: dict[tuple[int, str], list[Block]] = {}
    for block in page.blocks:
        if block.zone and block.good >= 40 and block.zone != "hidden" and block.linked * 5 < len(block.text):
            groups.setdefault((block.node.index, block.zone), []).append(block)
    groups = {place: group for place, group in groups.items() if len(group) > 1 and sum(b.good for b in group) >= 200}
    last = {b.node.index: b.index for b in page.blocks if b.good and not b.zone} if groups else {}
    for (at, zone), group in groups.items():
        if zone in _STRONG and zone != "form" and last.get(at, -1) < group[0].index:
            continue  # what comes behind the text and is called comments, is comments
        for block in group:
            block.zone = ""
        first = group[0]
        for block in page.blocks[max(0, first.index - 3) : group[-1].index + 4]:
            # the short paragraphs among them
            if block.zone == zone and block.node is first.node and block.tag == first.tag and not block.linked:
                block.zone = ""


def _parts_of_text(page: Page, zoned: list[Node], good: list[int]) -> set[int]:
    """Return the containers called boilerplate that go on with the text around them: paragraphs beside paragraphs."""
    doubtful = [node for node in zoned if node.last - node.first >= 3 and node.zone not in _OF_OTHERS]
    if not doubtful:
        return set()
    own: dict[int, int] = {}
    for block in page.blocks:
        if block.good >= 48 and not block.zone and block.linked * 5 < len(block.text) and block.tag in _TEXT_TAGS:
            own[block.node.index] = own.get(block.node.index, 0) + 1
    return {
        node.index
        for node in doubtful
        if node.parent is not None
        and own.get(node.index, 0) >= 3
        and own.get(node.parent.index, 0) >= 2
        and (good[node.last] - good[node.first]) * 6 >= good[-1]
        and not _is_linked(page, node, 5)
    }


_TEXT_TAGS: Final = frozenset({"p", "div"})


def _is_linked(page: Page, node: Node, share: int) -> bool:
    """Tell whether a container has no text, or at least one in `share` of its characters in links."""
    blocks = page.blocks[node.first : node.last]
    return sum(block.linked for block in blocks) * share >= sum(len(block.text) for block in blocks)


def _has_twin(page: Page, node: Node) -> bool:
    twins = sum(
        n.parent is node.parent
        and n is not node
        and n.key == node.key
        and n.tag == node.tag
        and not _is_linked(page, n, 3)
        for n in page.nodes[max(0, node.index - 60) : node.index + 60]
    )
    return twins >= (1 if node.key else 2)


def _slides(zoned: list[Node]) -> set[int]:
    """Hidden siblings of one kind inside the article are a gallery's slides, shown one at a time by a script."""
    groups: dict[tuple[int, str], list[int]] = {}
    for node in zoned:
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
    return min(1.0, block.linked / max(1, len(block.text))) if block.linked else 0.0


def has_letters(text: str) -> bool:
    """Tell whether a text has any letter."""
    return text[:1].isalpha() or _LETTER.search(text) is not None
