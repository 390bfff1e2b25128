"""The end of the article: the byline under it, and what was left over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newsparse.page.bylines import is_medium, is_name_line, is_office_line, labelled_author, names_in
from newsparse.page.content import density
from newsparse.page.datelines import is_clock, is_dated_name, is_number

if TYPE_CHECKING:
    from newsparse.page.tree import Block
    from newsparse.record import BlockKind

    Kept = tuple[BlockKind, Block]

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Ending:
    """What the end of the article comes to: the blocks that stay, the bylines among them, what went and why."""

    __slots__ = ("kept", "removed", "signed")

    def __init__(self, kept: list[Kept]) -> None:
        self.kept = kept
        self.signed: list[Block] = []
        self.removed: list[tuple[Block, str]] = []


def end_of(kept: list[Kept]) -> Ending:
    """Take the byline and left-over labels off the end of the article."""
    ending = Ending(kept)
    if any(is_office_line(block.text) for _, block in kept[-6:]):
        return ending
    end = len(kept)
    tail: list[Kept] = []
    while end and end > len(kept) - 6:
        block = kept[end - 1][1]
        if _is_text(kept[end - 1]):
            break
        if is_signature(block) and not is_clock(block.text) and (tail or block.good or block.tag not in _HEADINGS):
            tail.append(("byline", block))
        elif reason := _left_over(block, bool(tail)):
            ending.removed.append((block, reason))
        else:
            break
        end -= 1
    if tail:
        ending.signed = [block for _, block in tail]
        ending.kept = [*kept[:end], *reversed(tail)]
        return ending
    ending.kept = kept[:end]
    _sign_before_end(ending)
    return ending


def _is_text(item: Kept) -> bool:
    kind, block = item
    if kind == "table_row":
        return True
    if labelled_author(block.text) is not None:
        return False
    return block.good > 0 or (kind == "caption" and "author" not in block.marks)


def _left_over(block: Block, signed: bool) -> str:
    """Return why a short last line is nothing, or `""`."""
    if block.tag in _HEADINGS and not block.good and not signed:
        return "links"  # the heading of something that was left out
    if is_clock(block.text) or is_number(block.text):
        return "date"
    return "links" if len(block.text) < 40 and density(block) > 0.5 else ""


def _sign_before_end(ending: Ending) -> None:
    """Look for the name before the last lines: a caption, a remark may stand behind it."""
    kept = ending.kept
    for at in range(len(kept) - 1, max(0, len(kept) - 4) - 1, -1):
        kind, block = kept[at]
        text = block.text
        if block.good:
            return
        if kind == "table_row":
            continue
        if (len(text) <= 80 and labelled_author(text)) or (len(text) <= 40 and is_name_line(text)):
            ending.signed.append(block)
            # and short lines behind it, as a medium without a label
            kept[at:] = [
                ("byline", b)
                if b is block or (b.tag != "li" and len(b.text) <= 30 and not b.text.endswith("."))
                else (k, b)
                for k, b in kept[at:]
            ]
            return


def is_signature(block: Block) -> bool:
    """Tell whether a short closing line names an author or a source."""
    text = block.text
    if len(text) > 120:
        return False
    if "author" in block.marks or "source" in block.marks:
        return True
    if labelled_author(text) is not None:
        return True
    if is_dated_name(text):
        return True
    if len(text) > 60 or text.endswith((":", "?", "!", "…")):
        return False
    if is_medium(text):
        return True
    names = names_in(text)
    bare = text.replace("(", "").replace(")", "")
    if names and (
        len(" ".join(names)) >= len(bare) * 0.5
        or (text.startswith(names[0]) and text[len(names[0]) :].lstrip()[:1] in ("-", "–", "(", "/", ","))
        or is_name_line(text)
    ):
        return True
    return text.isupper() and len(text.split()) <= 5 and "." not in text[:-1]
