"""Find regular expressions whose time grows faster than their input.

usage: python fuzz/patterns.py [--size N] [--cap SECONDS] [WORD ...]

Every module of newsparse is imported; the compiled patterns in their globals, and those that their cached builders
return, are each driven with pumped texts of N, 2N and 4N characters. The texts are made of the pattern's own
characters: its literals, members of its classes, and pairs of these, with a head that lets the pattern begin and
a tail that keeps it from matching. A pattern is reported where four times the text takes more than ten times as
long, unless `BOUNDED` says why that does no harm. With WORD, only patterns of modules whose name holds one of the words are tried. Exit code 1 where one is found.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import re
import signal
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING, Any

import regex

import newsparse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Slow on long texts, but only ever used on short ones, or only at one place of a text: room and name of a pattern.
BOUNDED = {
    "batch._SHARD_FILE": "file names of the output folder, matched whole",
    "batch._HEAD": "the first 64 KiB of a record, matched at one place",
    "fetching._LOOSE_ZONE": "what is left of a date between single spaces",
    "numeric._MONTH_LIST": "one number, matched at its beginning",
    "page._BRACKET": "a line of at most 1,000 characters",
    "page._REST": "a line of at most 120 characters",
    "page._SPLIT": "a line of at most 1,000 characters",
    "numeric._ABOVE": "matched at the beginning of a short line",
    "numeric._FIGURES": "matched at the beginning of a cell",
    "numeric._TODAY": "the text of one time",
    "page._CREDIT": "a line of less than 500 characters",
    "page.DATE_TAIL": "a headline of at most 320 characters",
    "page._COUNT": "a label of at most 90 characters",
    "page._ISO": "matched at the beginning of a text",
    "page._OPENING": "matched at the beginning of a text",
    "page._SEPARATOR": "a title between single spaces",
    "text._WORD_BEFORE": "24 characters in front of a full stop",
}
LETTERS = "aAbBđĐăếỷ09 .,;:-–/()[]{}<>\"'“”|=&%$#@!?*+_\n\t\u00a0²½"
_ESCAPED = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|(.)", re.DOTALL)
_CLASSES = {"d": "1", "w": "a", "s": " ", "W": ".", "D": "a", "S": "a", "b": "", "A": "", "Z": "", "p": "a", "P": "."}


class LateError(BaseException):
    """The time for one trial is up."""


def modules() -> Iterator[Any]:
    """Yield the modules of newsparse that can be imported here."""
    for found in pkgutil.walk_packages(newsparse.__path__, "newsparse."):
        if found.name.endswith("__main__"):
            continue
        try:
            yield importlib.import_module(found.name)
        except ImportError as error:
            print(f"{found.name} is left out: {error}", file=sys.stderr)


def patterns() -> dict[str, Any]:
    """Return all compiled patterns by a name: `module.name`, with an index where a builder returns several."""
    found: dict[str, Any] = {}
    for module in modules():
        for name, value in sorted(vars(module).items()):
            if hasattr(value, "cache_info") and getattr(value, "__module__", None) != module.__name__:
                continue  # imported from the module that has it, or no builder of ours
            for n, pattern in enumerate(_inside(value)):
                found.setdefault(f"{module.__name__.removeprefix('newsparse.')}.{name}{f'[{n}]' if n else ''}", pattern)
    return found


def bounded(name: str) -> bool:
    """Tell whether a pattern, by the name that `patterns` gives it, is one of `BOUNDED`."""
    first, *_, last = name.split(".")
    return f"{first}.{last}" in BOUNDED


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, re.Pattern | regex.Pattern):
        yield value
    elif getattr(value, "__self__", None) is not None and isinstance(value.__self__, re.Pattern | regex.Pattern):
        yield value.__self__  # a bound method, as `_PLAIN = re.compile(…).fullmatch`
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _inside(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _inside(item)
    elif hasattr(value, "cache_info") and not inspect.signature(value).parameters:
        yield from _inside(value())


def letters_of(pattern: Any) -> list[str]:
    """Return the characters that a pattern speaks of."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    seen: dict[str, None] = {}
    for escape, plain in _ESCAPED.findall(source):
        if not escape:
            seen[plain] = None
        elif escape[0] in "xu" and len(escape) > 1:
            seen[chr(int(escape[1:], 16))] = None
        else:
            seen[_CLASSES.get(escape, escape if not escape.isalnum() else "\n" if escape == "n" else "")] = None
    own = [c for c in seen if c]
    if len(own) > 40:  # a long list of words: its characters add little, its first letters do
        own = own[:40]
    return list(dict.fromkeys([*own, *LETTERS]))


def words_of(pattern: Any) -> list[str]:
    """Return runs of letters that a pattern spells out, as beginnings of a match."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    found = re.findall(r"(?<!\\)[^\W_]{2,}(?: [^\W_]+)*", source)
    return list(dict.fromkeys(found))[:6]


def texts(pattern: Any, size: int, *, quick: bool = False) -> Iterator[tuple[str, str]]:
    """Yield `(unit, text)` to drive a pattern with; `quick` leaves pairs of characters out."""
    letters, words = letters_of(pattern), words_of(pattern)
    units = [*letters, *words]
    if not quick:
        units += [a + b for a in letters[:28] for b in letters[:28] if a != b]
        units += [word + c for word in words for c in letters[:24]]
    for unit in units:
        body = unit * (size // len(unit) + 1)
        yield unit, body
        yield unit, body + "\x00"
    for word in words[:3]:
        for c in letters[:30]:
            yield f"{word}{c}…", word + c * size + "\x00"


def late(*_: object) -> None:
    """Handle the signal that ends a trial."""
    raise LateError


def clock(work: Callable[[], object], cap: float) -> float:
    signal.setitimer(signal.ITIMER_VIRTUAL, cap)
    began = time.process_time()
    try:
        work()
    except LateError:
        return cap
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def search(pattern: Any, text: str) -> Callable[[], object]:
    """Return the work of one trial: all matches, as the code that loops over them would find."""
    subject: Any = text if isinstance(pattern.pattern, str) else text.encode("utf-8")
    return lambda: sum(1 for _ in islice(pattern.finditer(subject), 10**7))


def slow(pattern: Any, size: int, cap: float, *, quick: bool = False) -> Iterator[tuple[str, list[float]]]:
    """Yield the texts on which a pattern's time grows much faster than their length."""
    short, long = texts(pattern, size, quick=quick), texts(pattern, 4 * size, quick=quick)
    pairs = ((unit, small, large) for (unit, small), (_, large) in zip(short, long, strict=True))
    for unit, small, large in pairs:
        # most texts are over in no time; only what takes some is looked at closer
        took = clock(search(pattern, large), cap)
        if took < 0.05 * cap:
            continue
        before = min(clock(search(pattern, small), cap) for _ in range(2))
        if took >= cap or took > 10 * before:
            yield unit, [before, took]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--cap", type=float, default=1.0)
    parser.add_argument("--all", action="store_true", help="also those that are only used on short texts")
    parser.add_argument("--quick", action="store_true", help="without pairs of characters")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, late)
    bad = 0
    found = {n: p for n, p in patterns().items() if not options.words or any(w in n for w in options.words)}
    for name, pattern in found.items():
        if bounded(name) and not options.all:
            continue
        hits = list(islice(slow(pattern, options.size, options.cap, quick=options.quick), 3))
        bad += bool(hits)
        for unit, took in hits:
            print(f"{name}: {unit!r} repeated: " + ", ".join(f"{t * 1000:.1f} ms" for t in took), flush=True)
    print(f"{len(found)} patterns, {bad} grow faster than their input")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
