"""What the tagger sees of each token: its form and shape, its neighbours, the lexicons, the grammar, the document.

After Tjong Kim Sang and De Meulder (2003) and the feature study of Vietnamese tagging over syllables by
Minh (2018), with three things added: what the grammars of bodies and places found (stacking), which tables of the
lexicon a token stands in, and how the same syllable is used elsewhere in the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsparse.entities.gazetteer import gazetteer
from newsparse.entities.view import LOWER, TITLE, UPPER
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsparse.entities.gazetteer import PlaceName
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

Hint = tuple[int, int, str]
"""A span that a grammar found: first token, token after the last, label."""

Flag = tuple[str, str, str, str]
"""What a table says of the first token of a phrase, of the others, of the last, and of a name that stands alone."""

_BEFORE = 7  # tokens before a capital that may begin a name: `phòng giáo dục và đào tạo huyện …`
_AFTER = 6  # and after the last one: `Hội Chữ thập đỏ thành phố`
_ACCENTS = frozenset("ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ")


@dataclass(frozen=True, slots=True)
class Tables:
    """The lexicon as the tagger reads it.

    `phrases` are tables of words in any case, `names` those that count only where they are written with
    capitals; each value is the flag that its tokens get. `beginning` tells, by a phrase's first word, in which of
    all these tables (phrases, names, places) it may stand. `syllables` gives flags to single capitalised
    tokens; `surnames` and `openers` serve the document's memory.
    """

    phrases: tuple[PhraseTable[Flag], ...]
    places: tuple[PhraseTable[PlaceName], ...]
    names: tuple[PhraseTable[Flag], ...]
    beginning: dict[str, tuple[int, ...]]
    syllables: dict[str, tuple[str, ...]]
    surnames: frozenset[str]
    openers: frozenset[str]


@lru_cache(maxsize=8)
def feature_tables(lexicon: Lexicon) -> Tables:
    """Return the tables of a lexicon as flags."""
    rows = lexicon.rows
    syllables: dict[str, tuple[str, ...]] = {}
    for table, column in (("foreign_names", "kind"), ("given_names", "kind"), ("surnames", "weight")):
        for row in rows(table):
            form = fold(row["form"])
            syllables[form] = (*syllables.get(form, ()), _syllable_flag(table, row[column]))
    phrases: tuple[PhraseTable[Flag], ...] = (
        PhraseTable((r["form"], _flag(f"org {r['reach']}")) for r in rows("org_heads")),
        PhraseTable((r["form"], _flag("field")) for r in rows("org_fields")),
        PhraseTable((r["form"], _flag(f"place {r['kind']}")) for r in rows("place_heads")),
        PhraseTable((r["form"], _flag(f"opener {r['kind']}")) for r in rows("name_openers")),
        PhraseTable((r["form"], _flag(f"blocker {r['kind']}")) for r in rows("name_blockers")),
        PhraseTable((r["form"], _flag(f"verb {r['strength']}")) for r in rows("person_verbs")),
    )
    names: tuple[PhraseTable[Flag], ...] = (
        PhraseTable((r["form"], _flag(f"body {r['kind']}")) for r in rows("bodies")),
        PhraseTable((r["form"], _flag("acronym")) for r in rows("acronyms")),
    )
    places = gazetteer(lexicon)
    return Tables(
        phrases=phrases,
        places=(places.units, places.names),
        names=names,
        beginning=_beginning((*phrases, *names, places.units, places.names)),
        syllables=syllables,
        surnames=frozenset(fold(row["form"]) for row in rows("surnames")),
        openers=frozenset(fold(row["form"].split()[-1]) for row in rows("name_openers")),
    )


def _beginning(tables: Sequence[PhraseTable[Any]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for number, table in enumerate(tables):
        for word in table.beginnings():
            found[word] = (*found.get(word, ()), number)
    return found


@lru_cache(maxsize=256)
def _syllable_flag(table: str, kind: str) -> str:
    return f"{table[:3]} {kind}"


@lru_cache(maxsize=256)
def _flag(name: str) -> Flag:
    return "B" + name, "I" + name, "E" + name, "alone " + name


def segments(view: TokenView) -> list[tuple[int, int]]:
    """Return the stretches of tokens in which a name may stand: those near a capital, within one line.

    Everything else is certain to be no name, and is neither described nor tagged.
    """
    found: list[tuple[int, int]] = []
    first = last = -1
    for at, shape in enumerate(view.shapes):
        if view.breaks[at]:
            line = at
        if shape not in (TITLE, UPPER):
            continue
        start = max(line, at - _BEFORE)
        if first < 0 or start > last or line > first:
            if first >= 0:
                found.append((first, last))
            first = start if first < 0 or start >= last else max(start, last)
        last = at + 1
        while last < len(view) and last - at <= _AFTER and not view.breaks[last]:
            last += 1
    if first >= 0:
        found.append((first, last))
    return found


def describe(
    view: TokenView, tables: Tables, hints: Iterable[Hint], parts: Sequence[tuple[int, int]]
) -> list[list[str]]:
    """Return the features of each token; tokens outside `parts`, which are the document's `segments`, get none.

    `hints` are the spans that grammars found. Linear in the number of tokens.
    """
    size = len(view)
    extra = _flags(view, tables)
    for first, last, label in hints:
        extra[first].append("gB" + label)
        for at in range(first + 1, last):
            extra[at].append("gI" + label)
        if last < size and not view.breaks[last]:
            extra[last].append("gA" + label)
    memory = _memory(view, tables)
    result: list[list[str]] = [[]] * size
    own = [_own(token) for token in view.texts]
    breaks, shouting = view.breaks, view.shouting
    for first, last in parts:
        for at in range(first, last):
            features = [*own[at][2], *extra[at]]
            if not breaks[at]:
                before = at - 1
                features += own[before][1]
                if extra[before]:
                    features += map(_before, extra[before])
                if not breaks[before]:
                    features += own[before - 1][0]
            else:
                features.append("first")
            after = at + 1
            if not breaks[after]:
                features += own[after][3]
                if extra[after]:
                    features += map(_after, extra[after])
                if not breaks[after + 1]:
                    features += own[after + 1][4]
            else:
                features.append("last")
            if shouting[at]:
                features.append("shouted")
            result[at] = features
        _describe_runs(view, tables, memory, result, first, last)
    return result


@lru_cache(maxsize=4096)
def _before(flag: str) -> str:
    return "-" + flag


@lru_cache(maxsize=4096)
def _after(flag: str) -> str:
    return "+" + flag


_OPENING = frozenset(".!?…:“\"'-–—")


def _describe_runs(
    view: TokenView, tables: Tables, memory: dict[str, tuple[str, ...]], result: list[list[str]], first: int, last: int
) -> None:
    """Add to the tokens of a segment what the run of capitals that they stand in says."""
    texts, folded, shapes, breaks = view.texts, view.folded, view.shapes, view.breaks
    at = first
    while at < last:
        if shapes[at] not in _PROPER:
            at += 1
            continue
        end = at + 1
        while end < last and shapes[end] in _PROPER and not breaks[end]:
            end += 1
        length = min(end - at, 6)
        before = "before " + ("^" if breaks[at] else folded[at - 1])
        shared = [
            before,
            "after " + ("$" if breaks[end] else folded[end]),
            "head " + folded[at],
            "tail " + folded[end - 1],
        ]
        surname = folded[at] in tables.surnames
        for place, k in enumerate(range(at, end)):
            features = result[k]
            features += shared
            place = min(place, 5)
            features += (_RUN[length][place], f"{before} {min(place, 3)}")
            if surname:
                features.append(_SURNAME[length][place])
            known = memory.get(folded[k], ())
            features += known
            if length == 1:
                features += map(_single, known)
            if breaks[k] or texts[k - 1] in _OPENING:
                features.append("start lower" if "m lower" in known else "start")
        at = end


_PROPER = frozenset((TITLE, UPPER))
_RUN = [[f"run {length} {place}" for place in range(6)] for length in range(7)]
_SURNAME = [[f"surname {length} {place}" for place in range(6)] for length in range(7)]


@lru_cache(maxsize=64)
def _single(flag: str) -> str:
    return "1" + flag


@lru_cache(maxsize=65536)
def _own(token: str) -> tuple[tuple[str, ...], ...]:
    """Return what a token's own form says, for each of the five places it can have in a window."""
    word = fold(token)
    shape = _shape(token)
    foreign = ("foreign",) if len(word) > 6 and _ACCENTS.isdisjoint(word) else ()
    return (
        (f"-2w {word}", f"-2s {shape}"),
        (f"-1w {word}", f"-1s {shape}"),
        (f"0w {word}", f"0s {shape}", f"pre {word[:2]}", f"suf {word[-2:]}", *foreign),
        (f"+1w {word}", f"+1s {shape}"),
        (f"+2w {word}", f"+2s {shape}"),
    )


def _shape(token: str) -> str:
    if token.isdigit():
        return "d"
    if not token[0].isalnum():
        return token
    if token.isupper():
        return "A" if len(token) == 1 else ("AA" if len(token) <= 5 else "AAA")
    if token[0].isupper():
        return "Aa" if token[1:].islower() else "AaA"
    return "a" if token.islower() else "x"


def _flags(view: TokenView, tables: Tables) -> list[list[str]]:
    """Return, for each token, which lexicons it stands in."""
    folded, shapes, breaks = view.folded, view.shapes, view.breaks
    flags: list[list[str]] = [[] for _ in folded]
    phrases, names = len(tables.phrases), len(tables.phrases) + len(tables.names)
    every: tuple[PhraseTable[Any], ...] = (*tables.phrases, *tables.names, *tables.places)
    until = [0] * len(every)
    syllables, beginning = tables.syllables, tables.beginning
    for at, word in enumerate(folded):
        capital = shapes[at] in _PROPER
        if capital and word in syllables:
            flags[at] += syllables[word]
        for number in beginning.get(word, ()):
            if at < until[number] or (found := every[number].longest(folded, at)) is None:
                continue
            end, value = found
            until[number] = end
            if number >= phrases:
                if shapes[at] == LOWER or LOWER in shapes[at:end]:
                    continue
                if number >= names:
                    unit = number == names
                    if unit and end == at + 1 and value.kind == "commune":
                        continue  # a commune of one syllable is too often another word
                    value = _flag(("unit " if unit else "place ") + value.kind)
            begin, inside, finish, alone = value
            flags[at].append(begin)
            for k in range(at + 1, end):
                flags[k].append(inside)
            if number < phrases:
                flags[end - 1].append(finish)
                continue
            joined_before = not breaks[at] and shapes[at - 1] in _PROPER
            joined_after = not breaks[end] and shapes[end] in _PROPER
            if not joined_before and not joined_after:
                for k in range(at, end):
                    flags[k].append(alone)
    return flags


def _memory(view: TokenView, tables: Tables) -> dict[str, tuple[str, ...]]:
    """Return how each syllable is used in the document: in lower case, after a title, in a full name."""
    seen: dict[str, set[str]] = {}
    folded, shapes = view.folded, view.shapes
    at = 0
    size = len(view)
    while at < size:
        if shapes[at] not in (TITLE, UPPER):
            if shapes[at] == LOWER:
                seen.setdefault(folded[at], set()).add("m lower")
            at += 1
            continue
        end = at + 1
        while end < size and shapes[end] in (TITLE, UPPER) and not view.breaks[end]:
            end += 1
        inner = at > 0 and not view.breaks[at]
        if inner and folded[at - 1] in tables.openers:
            for k in range(at, end):
                seen.setdefault(folded[k], set()).add("m titled")
            if end - at > 1:
                seen.setdefault(folded[end - 1], set()).add("m titled last")
        if inner and folded[at] in tables.surnames and 2 <= end - at <= 4:
            seen.setdefault(folded[end - 1], set()).add("m full last")
            for k in range(at + 1, end):
                seen.setdefault(folded[k], set()).add("m full")
        if inner and 2 <= end - at <= 5:
            for k in range(at, end):
                seen.setdefault(folded[k], set()).add("m run")
        at = end
    return {word: tuple(sorted(flags)) for word, flags in seen.items()}
