"""Find inputs on which a step of newsparse takes much longer than its input grows.

usage: python fuzz/scaling.py [--seconds S] [--size N] [--seed N] [text | page]

Random units of a few words, marks and tags are repeated to N and 4N characters, in one of several settings: alone, each
copy with names and numbers of its own, two units one after the other, one line each. Each step from text to record is timed by
itself. Reported is a step that takes more than eight times as long for the longer text, again in a second trial.
Words come from the tables of newsparse, so that they reach deep into the grammar. Exit code 1 where one is found.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import signal
import sys
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from newsparse.entities import find_entities
from newsparse.numeric import find_facts, find_times
from newsparse.page import decode, read_html, read_plain
from newsparse.text.document import compose, document_of
from newsparse.text.language import is_vietnamese
from newsparse.text.lexicon import load_lexicon
from newsparse.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TABLES: Final = (
    "acronyms", "bodies", "body_words", "capital_words", "comparisons", "counted_nouns", "currencies", "duration_units",
    "foreign_names", "given_names", "holidays", "label_heads", "magnitudes", "measures", "multiple_words",
    "name_blockers", "name_openers", "number_context", "number_openers", "number_words", "office_modifiers", "offices",
    "org_fields", "org_heads", "org_levels", "page_labels", "percents", "person_verbs", "phrase_words", "place_heads",
    "places", "rate_heads", "score_words", "sum_words", "surnames", "time_units", "time_words", "unit_names",
)  # fmt: skip
_MARKS: Final = [
    ".",
    ",",
    ";",
    ":",
    "-",
    "–",
    "/",
    "(",
    ")",
    "“",
    "”",
    '"',
    "'",
    "|",
    "&",
    "%",
    "$",
    "+",
    "…",
    "!",
    "?",
    "•",
    "*",
    "[",
    "]",
    "\n",
]
_NUMBERS: Final = ("1", "12", "3/4", "1.234", "2,5", "21/3/2024", "8h30", "2024-2029", "XIII", "05", "1-2", "II/2024")
_TAGS: Final = (
    "<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<a href=x>", "</a>", "<li>", "<ul>", "</ul>", "<td>", "<tr>",
    "<table>", "</table>", "<h1>", "<h2>", "</h2>", "<img src=x>", "<span>", "</span>", "<div class=c>", "<p class=author>",
    "<p class=date>", "<figure>", "<figcaption>", "<dl>", "<dd>", "<dt>", "<form>", "<select>", "<option>", "<script>",
    "</script>", "<!--", "-->", "&amp;", "&#225;", "<section>", "<article>", "<blockquote>", "<time datetime=2024-03-21>",
    "<div id=i>", "<div style='display:none'>", "<aside>", "<nav>", "<footer>", "<title>", "</title>", "<meta name=author content=x>",
    "<textarea>", "<iframe>", "<svg>", "<![CDATA[", "<?", "<", ">",
)  # fmt: skip
_CAP: Final = 40.0  # CPU seconds for one trial, which takes less than two where all is well
_SLOT: Final = re.compile("[#@]")
_ONSETS: Final = [
    "b",
    "c",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "x",
    "th",
    "tr",
    "ng",
    "nh",
    "ph",
    "kh",
]
_VOWELS: Final = "aăâeêioôơuưy"
_HEAD: Final = (
    "<html><head><title>Xã họp bàn về công tác năm mới</title></head><body><h1>Xã họp bàn về công tác năm mới</h1>"
)
_BODY: Final = (
    "<p>Ngày 21/3, huyện đã họp bàn, trao thưởng cho nhiều tập thể và cá nhân có thành tích trong năm.</p>" * 4
)


class LateError(BaseException):
    """The time for one trial is up."""


@lru_cache
def words() -> list[str]:
    """Return the forms of the tables that the grammar reads."""
    lexicon = load_lexicon()
    return sorted({next(iter(row.values())) for table in _TABLES for row in lexicon.rows(table)})


def unit(chance: random.Random, *, page: bool) -> str:
    """Return a few words, marks and tags; `#` stands for a number, `@` for a name, other ones in each copy."""
    parts: list[str] = []
    for _ in range(chance.randint(1, 7)):
        kind = chance.random()
        if page and kind < 0.5:
            parts.append(chance.choice(_TAGS))
        elif kind < 0.65:
            word = chance.choice(words())
            parts.append(chance.choice((word, word.capitalize(), word.title(), word.upper())))
        elif kind < 0.75:
            parts.append(chance.choice(_NUMBERS))
        elif kind < 0.83:
            parts.append(chance.choice(("#", "@ @", "@")))
        else:
            parts.append(chance.choice(_MARKS))
    return chance.choice((" ", " ", "")).join(parts) + chance.choice((" ", "", ". ", "\n"))


def name(chance: random.Random) -> str:
    return (chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(("", "n", "m", "ng"))).capitalize()


def pumped(one: str, size: int, seed: int) -> str:
    """Return a unit repeated to `size` characters."""
    if "#" not in one and "@" not in one:
        return one * (size // len(one) + 1)
    chance = random.Random(seed)
    fill = {"#": lambda: str(chance.randint(1, 9999)), "@": lambda: name(chance)}
    out: list[str] = []
    length = 0
    while length < size:
        piece = _SLOT.sub(lambda found: fill[found.group()](), one)
        out.append(piece)
        length += len(piece)
    return "".join(out)


def steps(text: str, *, page: bool) -> Iterator[tuple[str, float]]:
    """Yield the CPU seconds of each step."""

    def clock(work: Callable[[], Any]) -> tuple[Any, float]:
        began = time.process_time()
        result = work()
        return result, time.process_time() - began

    lexicon = load_lexicon()
    if page:
        article, took = clock(lambda: read_html(decode(text)))
        yield "page", took
        document, took = clock(lambda: compose((block.kind, block.text) for block in article.blocks))
        yield "compose", took
    else:
        article, took = clock(lambda: read_plain(decode(text)))
        yield "plain", took
        clean, took = clock(lambda: normalise(text))
        yield "normalise", took
        document, took = clock(lambda: document_of(clean))
        yield "document", took
        lines, took = clock(lambda: compose(("paragraph", line) for line in clean.split("\n")))
        yield "compose", took
        _, took = clock(lambda: find_entities(lines, lexicon))
        yield "entities by line", took
    yield "language", clock(lambda: is_vietnamese(document.text))[1]
    times, took = clock(lambda: find_times(document, lexicon))
    yield "times", took
    entities, took = clock(lambda: find_entities(document, lexicon))
    yield "entities", took
    _, took = clock(lambda: find_facts(document, lexicon, times=times, names=entities))
    yield "facts", took


def trial(units: tuple[str, ...], size: int, *, page: bool) -> dict[str, tuple[float, float]]:
    """Return for each step the seconds for `size` and for four times as much."""
    gc.collect()
    gc.disable()
    took: list[dict[str, float]] = []
    for length in (size, 4 * size):
        text = "".join(pumped(one, length // len(units), seed) for seed, one in enumerate(units))
        if page:
            text = _HEAD + text + _BODY
        took.append(dict(steps(text, page=page)))
    gc.enable()
    return {step: (took[0][step], took[1][step]) for step in took[1]}


def odd(took: dict[str, tuple[float, float]]) -> set[str]:
    return {step for step, (small, large) in took.items() if large > 0.1 and large > 8 * max(small, 0.004)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="?", choices=("text", "page"))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--size", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    def late(*_: object) -> None:
        raise LateError

    signal.signal(signal.SIGVTALRM, late)
    chance = random.Random(options.seed)
    end = time.monotonic() + options.seconds
    bad = tried = 0
    while time.monotonic() < end:
        tried += 1
        page = options.kind == "page" or (options.kind is None and tried % 2 == 0)
        units = tuple(unit(chance, page=page) for _ in range(chance.choice((1, 1, 2))))
        signal.setitimer(signal.ITIMER_VIRTUAL, _CAP)
        try:
            steps_found = odd(trial(units, options.size, page=page))
            steps_found = steps_found and steps_found & odd(again := trial(units, 2 * options.size, page=page))
        except LateError:
            bad += 1
            print(f"{units!r}: not done after {_CAP} s", flush=True)
            continue
        except (RecursionError, ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
            bad += 1
            print(f"{units!r}: {type(error).__name__}: {error}", flush=True)
            continue
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        for step in sorted(steps_found):
            bad += 1
            print(f"{units!r}: {step} {again[step][0]:.2f} s, {again[step][1]:.2f} s", flush=True)
    print(f"{tried} trials, {bad} findings")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
