"""The end of the article: the byline under it, and what was left over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newsparse.page.bylines import (
    is_medium,
    is_name_line,
    is_office_line,
    is_sure_name,
    labelled_author,
    names_in,
)
from newsparse.page.content import density
from newsparse.page.datelines import is_clock, is_dated_name, is_number
from newsparse.page.elements import ALL_HEADINGS
from newsparse.page.tree import ancestors
from newsparse.page.words import any_of, per_lexicon

if TYPE_CHECKING:
    from newsparse.page.tree import Block
    from newsparse.record import BlockKind
    from newsparse.text.lexicon import Lexicon

    Kept = tuple[BlockKind, Block]


_ADDRESS: Final = re.compile(r"https?://\S+")


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
    if credits := _credits(kept):
        ending.signed = credits
        return ending
    end = len(kept)
    tail: list[Kept] = []
    while end and end > len(kept) - 6:
        block = kept[end - 1][1]
        if _is_text(kept[end - 1]):
            break
        if _ADDRESS.fullmatch(block.text):
            ending.removed.append((block, "links"))
        elif is_signature(block) and not is_clock(block.text) and (tail or block.good or block.tag not in ALL_HEADINGS):
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
    if not ending.signed:
        _sign_before_box(ending)
    return ending


@per_lexicon
def _written_by(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the labels that tell the author among other credits only."""
    return re.compile(rf"(?:{any_of(lexicon, 'written_by')})\s*:", re.IGNORECASE)


def credited(text: str) -> list[str]:
    """Return the names behind such a label, as in `Nội dung: Thu Hà`."""
    match = _written_by().match(text)
    return names_in(text[match.end() :]) if match is not None else []


def _credits(kept: list[Kept]) -> list[Block]:
    """Return the lines with the authors among the last ones that say who did what: `Nội dung: …`, `Ảnh: …`."""
    run: list[Block] = []
    for _, block in reversed(kept[-6:]):
        _, colon, names = block.text.partition(":")
        if not colon or len(block.text) > 60 or not is_name_line(names):
            break
        run.append(block)
    written = [b for b in run if labelled_author(b.text) or credited(b.text)]
    return written if len(run) > 1 else []


def _is_text(item: Kept) -> bool:
    kind, block = item
    if kind == "table_row":
        return True
    if labelled_author(block.text) is not None:
        return False
    return block.good > 0 or (kind == "caption" and "author" not in block.marks)


def _left_over(block: Block, signed: bool) -> str:
    """Return why a short last line is nothing, or `""`."""
    if block.tag in ALL_HEADINGS and not block.good and not signed:
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


def _sign_before_box(ending: Ending) -> None:
    """Look for the name at the end of the text's own container, where a box with a few more lines stands behind it."""
    kept = ending.kept
    if len(kept) < 4:
        return
    box = kept[-1][1].node
    at = next((n for n in range(len(kept) - 2, max(1, len(kept) - 10), -1) if kept[n][1].node is not box), 0)
    block = kept[at][1]
    if (
        at
        and any(n is block.node for n in ancestors(box.parent))
        and kept[at - 1][1].node is block.node
        and sum(b.good for _, b in kept[at + 1 :]) * 3 < sum(b.good for _, b in kept[:at])
        and len(block.text) <= 40
        and block.tag not in ALL_HEADINGS
        and not block.linked
        and (block.bold or block.italic or block.text.isupper())
        and is_name_line(block.text)
        and (block.text.isupper() or is_sure_name(block.text))
    ):
        ending.signed.append(block)
        kept[at] = ("byline", block)


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
