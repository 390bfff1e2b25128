"""Compare the text of a page with gold, in runs of four words, and say which passages are missing or wrong.

Runs of words (shingles) are compared instead of words: menus and lists of other items share their words with the
article, but hardly four in a row. The unit is the block, so that order and joints of blocks do not count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newsparse.evaluation.same import WORD, words
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.record import Record

LENGTH: Final = 4  # words in a run
_SHOWN: Final = 12  # words of a passage that are shown

_Runs = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a block that gold and record do not share, and the whole block."""

    words: str
    block: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How many runs were found, wrong and missed, and the passages they are in."""

    found: int
    wrong: int
    missed: int
    wrong_passages: tuple[Passage, ...]
    missed_passages: tuple[Passage, ...]


def compare_text(wanted: str, record: Record, neutral: Iterable[str]) -> Compared:
    """Compare the gold's text, blocks separated by a blank line, with a record's blocks.

    What stands in `neutral` (headline, captions, byline) is neither asked for nor wrong.
    """
    gold_blocks = [block for block in wanted.split("\n\n") if block.strip()]
    found_blocks = _blocks(record)
    gold, found, free = (_sum(blocks) for blocks in (gold_blocks, found_blocks, neutral))
    common = (gold & found).total()
    missed, wrong = gold - found, found - gold
    for run in [run for run in wrong if run in free]:
        del wrong[run]
    return Compared(
        common,
        wrong.total(),
        missed.total(),
        _passages(found_blocks, wrong),
        _passages(gold_blocks, missed),
    )


def _blocks(record: Record) -> list[str]:
    """Return the record's blocks; a line break inside a table row separates cells, elsewhere paragraphs."""
    blocks: list[str] = []
    for block in record.blocks:
        text = record.text[block.start : block.end]
        blocks += [text] if block.kind == "table_row" else text.split("\n")
    return [block for block in blocks if block.strip()]


def _runs(block: str) -> list[tuple[str, ...]]:
    found = words(block)
    if not found:
        return []
    return [tuple(found[i : i + LENGTH]) for i in range(max(1, len(found) - LENGTH + 1))]


def _sum(blocks: Iterable[str]) -> _Runs:
    total: _Runs = Counter()
    for block in blocks:
        total.update(_runs(block))
    return total


def _passages(blocks: list[str], left: _Runs) -> tuple[Passage, ...]:
    """Return the passages that the runs in `left` cover, in the order of the blocks.

    A run that occurs more often than it is left belongs to the block of which most is left.
    """
    rest = Counter(left)
    covered: dict[int, set[int]] = {}
    for number in sorted(range(len(blocks)), key=lambda number: -_share(blocks[number], left)):
        for at, run in enumerate(_runs(blocks[number])):
            if rest[run] > 0:
                rest[run] -= 1
                covered.setdefault(number, set()).update(range(at, at + len(run)))
    return tuple(Passage(_words_at(blocks[n], sorted(covered[n])), blocks[n]) for n in sorted(covered))


def _share(block: str, left: _Runs) -> float:
    runs = _runs(block)
    return sum(run in left for run in runs) / len(runs) if runs else 0.0


def _words_at(block: str, places: list[int]) -> str:
    """Return the words at these places as they are written, with `…` for words left out."""
    text = normalise(block)
    spans = [match.span() for match in WORD.finditer(text)]
    stretches: list[list[int]] = []
    for at in places[:_SHOWN]:
        if stretches and stretches[-1][-1] == at - 1:
            stretches[-1].append(at)
        else:
            stretches.append([at])
    pieces = [text[spans[stretch[0]][0] : spans[stretch[-1]][1]] for stretch in stretches]
    return " … ".join(pieces) + (" …" if len(places) > _SHOWN else "")
