"""Engines: what decides, from the grammars' evidence, where names stand. One seam, several makes.

`default` is the project's own tagger, `none` takes the grammars at their word, `underthesea` asks that library's
word segmentation and `ner()`, `transformers:FOLDER` a token-classification model of the Hugging Face format in a
local folder (PhoBERT, ELECTRA and their like; extra `newsparse[transformers]`).
"""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from newsparse.entities.tagger import Tagged, tag
from newsparse.errors import MissingExtraError, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsparse.entities.features import Hint
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

_LABELS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "ORGANIZATION": "ORG", "LOC": "LOC", "LOCATION": "LOC"}
_LABELS |= {"GPE": "LOC"}


class Engine(Protocol):
    """Decides where names stand in a document."""

    def __call__(self, view: TokenView, lexicon: Lexicon, hints: Sequence[Hint]) -> list[Tagged]:
        """Return the names, in order, not overlapping; `hints` are the spans that the grammars found."""


@lru_cache(maxsize=8)
def load_engine(name: str) -> Engine:
    """Return the engine of a name: `default`, `none`, `underthesea` or `transformers:FOLDER`.

    Raises `OptionError` where there is no such engine or folder, `MissingExtraError` where its library
    is not installed.
    """
    if name == "default":
        return tag
    if name == "none":
        return _grammar_alone
    if name == "underthesea":
        return _underthesea
    if name.startswith("transformers:"):
        return TransformersEngine(Path(name.removeprefix("transformers:")))
    raise OptionError(f"no engine {name!r}; there are default, none, underthesea and transformers:FOLDER")


def _grammar_alone(view: TokenView, lexicon: Lexicon, hints: Sequence[Hint]) -> list[Tagged]:
    return [Tagged(first, last, label, 1.0) for first, last, label in sorted(hints)]


_UNDERTHESEA = threading.Lock()  # its models load on first use, which two threads must not do at once


def _underthesea(view: TokenView, lexicon: Lexicon, hints: Sequence[Hint]) -> list[Tagged]:
    from underthesea import ner

    found: list[Tagged] = []
    for start, end in lines_of(view):
        line = view.text[view.starts[start] : view.ends[end - 1]]
        with _UNDERTHESEA:
            words = ner(line)
        spans = _align(line, ((word[0], word[3]) for word in words))
        found += _as_tokens(
            view, ((view.starts[start] + s, view.starts[start] + e, label, 1.0) for s, e, label in spans)
        )
    return found


def lines_of(view: TokenView) -> list[tuple[int, int]]:
    """Return the bounds of each line, in tokens."""
    starts = [at for at in range(len(view)) if view.breaks[at]]
    return list(zip(starts, [*starts[1:], len(view)], strict=True))


def _align(line: str, words: Iterable[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Return spans of `line` for words with B-, I- and O tags; an I- that continues nothing begins a span.

    underthesea returns words with their spaces changed, so they are looked for in order, space by space.
    """
    spans: list[tuple[int, int, str]] = []
    at = 0
    before = "O"
    for word, mark in words:
        first = -1
        for part in word.replace("_", " ").split():
            found = line.find(part, at)
            if found < 0:
                break
            first = found if first < 0 else first
            at = found + len(part)
        if first < 0:
            before = "O"
            continue
        kind = _LABELS.get(mark[2:])
        if kind and mark.startswith("I-") and before[2:] == mark[2:] and spans:
            spans[-1] = (spans[-1][0], at, kind)
        elif kind:
            spans.append((first, at, kind))
        before = mark
    return spans


def _as_tokens(view: TokenView, spans: Iterable[tuple[int, int, str, float]]) -> list[Tagged]:
    """Return spans of characters as spans of the tokens that they touch."""
    found: list[Tagged] = []
    at = 0
    for start, end, label, score in spans:
        while at < len(view) and view.ends[at] <= start:
            at += 1
        first = at
        while at < len(view) and view.starts[at] < end:
            at += 1
        if at > first:
            found.append(Tagged(first, at, label, score))
    return found


class TransformersEngine:
    """A token-classification model in a local folder, in the format of Hugging Face; nothing is downloaded."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise OptionError(f"{folder}: no such folder; transformers:FOLDER takes a folder with a saved model")
        try:
            from transformers import AutoModelForTokenClassification, AutoTokenizer, pipeline
        except ImportError:
            raise MissingExtraError("this engine needs transformers; install newsparse[transformers]") from None
        model = AutoModelForTokenClassification.from_pretrained(folder, local_files_only=True)
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._pipeline: Any = pipeline(
            "token-classification", model=model, tokenizer=tokenizer, aggregation_strategy="simple", device=-1
        )
        self._lock = threading.Lock()

    def __call__(self, view: TokenView, lexicon: Lexicon, hints: Sequence[Hint]) -> list[Tagged]:
        """Return the names that the model finds, line by line, as whole tokens."""
        found: list[Tagged] = []
        for start, end in lines_of(view):
            offset = view.starts[start]
            line = view.text[offset : view.ends[end - 1]]
            with self._lock:
                spans = self._pipeline(line)
            found += _as_tokens(
                view,
                (
                    (offset + span["start"], offset + span["end"], _LABELS[span["entity_group"]], float(span["score"]))
                    for span in spans
                    if span["entity_group"] in _LABELS and span["start"] is not None
                ),
            )
        return found
