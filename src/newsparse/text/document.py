"""The article as one text: blocks joined by a blank line, with sentences and tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.record import Block
from newsparse.text.sentences import split_sentences
from newsparse.text.syllables import Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.record import BlockKind


@dataclass(frozen=True, slots=True)
class Document:
    """An article's text with the spans that later steps read. All offsets are code points of `text`."""

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[tuple[int, int], ...]
    tokens: Tokens


def compose(blocks: Iterable[tuple[BlockKind, str]]) -> Document:
    """Return the document of an article's blocks, `(kind, text)` each, in page order.

    Texts must be normalised (see `newsparse.text.normalise`); empty ones are passed over.
    Blocks are separated by one blank line. Sentences do not cross blocks.
    """
    parts: list[str] = []
    spans: list[Block] = []
    at = 0
    for kind, raw in blocks:
        text = raw.strip()
        if not text:
            continue
        parts.append(text)
        spans.append(Block(kind=kind, start=at, end=at + len(text)))
        at += len(text) + 2
    whole = "\n\n".join(parts)
    sentences = tuple(s for b in spans for s in split_sentences(whole, b.start, b.end))
    return Document(whole, tuple(spans), sentences, tokenise(whole))


def document_of(text: str) -> Document:
    """Return the document of any text as it stands: one block, not a code point changed."""
    blocks = (Block(kind="paragraph", start=0, end=len(text)),) if text else ()
    return Document(text, blocks, tuple(split_sentences(text)), tokenise(text))
