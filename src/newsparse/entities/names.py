"""Where personal names may stand: runs of capitals, cut into pieces by the structure of names.

A candidate is only a shape. Whether it is a person is decided from its surroundings (see `evidence`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.foreign_names import foreign_name, highland_name, initials_name, is_hidden, korean_name
from newsparse.entities.name_tables import Candidate, is_syllable
from newsparse.entities.view import DIGIT, LOWER, TITLE, UPPER

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsparse.entities.name_tables import NameLexicon
    from newsparse.entities.view import TokenView

_VILLAGES = frozenset(("bon", "buôn", "plei", "plây", "plơi", "kon"))
_ROYAL = (["tằng", "tôn", "nữ"], ["huyền", "tôn", "nữ"])
_LINKS = frozenset(("văn", "thị", "đình", "thế"))


def capital_runs(view: TokenView, cuts: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return the runs of capitalised tokens `[start, end)`: one space apart, in one sentence, not in all capitals.

    No run goes on over a token of `cuts`, at which something else has ended.
    """
    shapes, sentence, starts, ends = view.shapes, view.sentence, view.starts, view.ends
    runs: list[tuple[int, int]] = []
    last = -2
    begin = 0
    for at in [i for i, s in enumerate(shapes) if s in (TITLE, UPPER)]:
        if at == last + 1 and starts[at] == ends[last] + 1 and sentence[at] == sentence[last] and at not in cuts:
            last = at
            continue
        if last >= 0:
            runs.append((begin, last + 1))
        begin = last = at
    if last >= 0:
        runs.append((begin, last + 1))
    return runs


def find_candidates(view: TokenView, lexicon: NameLexicon, cuts: Collection[int] = ()) -> list[Candidate]:
    """Return what has the shape of a name, from left to right, without overlap.

    `cuts` are the tokens at which a body has ended: a name may begin there, and none goes on over it.
    """
    found: list[Candidate] = []
    reach = 0
    for begin, end in capital_runs(view, cuts):
        if end <= reach:
            continue
        at = max(begin, reach)
        while at < end:
            candidate, after = _cut(view, lexicon, at, end)
            # `làng Kon K'tu`: one syllable with an apostrophe goes on with a name, it does not begin one
            tail = candidate is not None and candidate.kind == "minority" and candidate.end - at == 1 and at > begin
            tail = tail and view.folded[at - 1] not in lexicon.honorifics
            if candidate is not None and not tail:
                found.append(candidate)
            at = after
        reach = at
    return found


def _cut(view: TokenView, lexicon: NameLexicon, at: int, end: int) -> tuple[Candidate | None, int]:
    """Return the candidate that begins at `at`, if any, and where to look on."""
    folded = view.folded
    word = folded[at]
    if view.shouting[at]:
        return None, at + 1
    if view.first[at] and word in lexicon.starters and word not in lexicon.surnames:
        return None, at + 1
    if at > 0 and view.shapes[at - 1] == LOWER:
        # `châu Âu`, `miền Nam`: the place begins with a small letter
        place = lexicon.places.longest(folded, at - 1)
        if place is not None and place[0] == at + 1:
            return None, at + 1
    korean = korean_name(view, at)
    if korean is not None:
        return korean, korean.end
    surname = lexicon.surnames.get(word)
    if surname == "highland":
        name = highland_name(view, lexicon, at, end)
        if name is not None and name.end - at > 2:
            return name, name.end  # `Rơ Châm H'Linh`, `Nay Y Blung`
    never = lexicon.never.longest(folded, at)
    if never is not None and _linked(view, lexicon, never[0] - 1, end):
        return None, never[0] - 1  # `Hội | Đàm Thị Lan`, which is no `hội đàm`
    if word == "ông" and at > 0 and view.shapes[at - 1] in (TITLE, UPPER) and _followed(view, at, end):
        surname = "minority"  # `Chủ tịch UBND TP Đà Nẵng Ông Thị Liên`: no honorific behind a capital
    if never is not None and (never[0] >= end or surname != "strong"):
        return None, never[0]
    if word == "đoàn" and at > 0 and at + 1 < end and view.texts[at - 1] == "(":
        delegation = lexicon.places.longest(folded, at + 1)
        if delegation is not None and delegation[0] == end < len(view) and view.texts[end] == ")":
            return None, end  # `đại biểu Lê Thị Hoa (Đoàn Bình Phước)`
    if word == "công" and at + 4 < end and folded[at + 1 : at + 4] in _ROYAL:
        return Candidate(at, min(end, at + 7), "vietnamese", 2.2), min(end, at + 7)
    if surname is not None:
        name = _vietnamese(view, lexicon, at, end, surname)
        if name is not None:
            return name, name.end
    place = lexicon.places.longest(folded, at)
    if place is not None and place[0] > end and view.sentence[place[0] - 1] == view.sentence[at]:
        return None, end  # `Bà Rịa - Vũng Tàu`: a name with a dash
    if place is not None and place[0] <= end:
        if place[0] == at + 1 and is_syllable(word) and view.shapes[at] == TITLE:
            # `Nga`, `Anh`, `Đức` are countries and given names
            name, after = _bare(view, lexicon, at, end)
            if name is not None and (after - at == 1 or (after - at == 2 and name.weight > 0)):
                return Candidate(at, after, name.kind, name.weight - (0.7 if after - at == 1 else 0.2)), after
        return None, place[0]
    if word in _VILLAGES and at + 1 < end:
        return None, at + 1
    if (
        word in lexicon.honorifics
        and at + 1 < end
        and (word, folded[at + 1]) != ("bác", "hồ")
        and view.shapes[at] == TITLE
    ):
        return None, at + 1
    name = highland_name(view, lexicon, at, end)
    if name is not None:
        return name, name.end
    initials = initials_name(view, lexicon, at)
    if initials is not None:
        return initials, initials.end
    head = lexicon.heads.longest(folded, at)
    if word == "bác" and at + 1 < end and folded[at + 1] == "hồ":
        return Candidate(at, at + 2, "bare", 3.0), at + 2
    if head is not None and end - at > 1 and head[1] == "place" and not (head[0] == at + 1 and word in lexicon.given):
        return None, min(head[0], end)
    if at + 2 < end and lexicon.foreign.get(word) == "given" and not is_syllable(word):
        # `Giuse Trần Văn Hiến`, `Pierre Vũ Ngọc Lan`
        inner = lexicon.surnames.get(folded[at + 1])
        name = _vietnamese(view, lexicon, at + 1, end, inner) if inner is not None else None
        if name is not None and name.weight >= 1.0 and name.end - name.start >= 3:
            return Candidate(at, name.end, "vietnamese", name.weight), name.end
    name = foreign_name(view, lexicon, at, end)
    if name is not None:
        return name, name.end
    if view.shapes[at] == UPPER and not (word in lexicon.given and end - at == 1):
        return None, at + 1
    if head is not None and end - at > 1:
        if head[0] - at > 1 and _linked(view, lexicon, head[0] - 1, end):
            return None, head[0] - 1
        return None, min(head[0], end)
    return _bare(view, lexicon, at, end)


def _vietnamese(view: TokenView, lexicon: NameLexicon, at: int, end: int, weight: str) -> Candidate | None:
    """Surname and one to four syllables: `Nguyễn Văn An`, `Lê Thị Thu Thủy`, `Hà văn Thắm`, `Lê Quý D.`."""
    folded, shapes = view.folded, view.shapes
    stop = at + 1
    # `văn` and `thị` are at times written small
    if stop == end and stop + 1 < len(view) and folded[stop] in _LINKS and shapes[stop + 1] == TITLE:
        if not (view.spaced(at) and view.spaced(stop) and view.sentence[stop + 1] == view.sentence[at]):
            return None
        stop += 2
        while stop < len(view) and shapes[stop] == TITLE and view.spaced(stop - 1) and stop - at < 5:
            stop += 1
        return Candidate(at, stop, "vietnamese", 3.0 if weight == "strong" else 2.0)
    while stop < end and stop - at < 5 and shapes[stop] == TITLE and is_syllable(folded[stop]):
        if is_hidden(view, stop) and not (folded[stop] == "a" and stop + 1 < end and shapes[stop + 1] == TITLE):
            break
        stop += 1
    if stop - at >= 2 and folded[at + 1] in ("văn", "thị"):  # `Sơn Thị Sà Phol`: a Khmer name behind
        while stop < end and stop - at < 5 and shapes[stop] == TITLE and not is_hidden(view, stop):
            stop += 1
    hidden = False
    if stop < end and shapes[stop] == TITLE and is_hidden(view, stop):  # `Lê Văn T.`, `Cáp Trọng Th.`
        stop += 1
        hidden = True
    length = stop - at
    if length < 2:
        return None
    if length == 2 and not hidden and folded[at + 1] not in lexicon.given:
        head = lexicon.heads.longest(folded, at + 1)
        if head is not None and head[1] == "body":
            return None  # `Đoàn Sở`
    if hidden and stop < len(view) and view.texts[stop] == "." and view.sentence[stop] == view.sentence[at]:
        stop += 1
    if not hidden:
        stop = _inner_end(view, lexicon, at, stop, end)
        length = stop - at
        if length < 2 or (length == 5 and weight != "strong"):
            return None
    if stop < end and stop - at >= 5 and shapes[stop] == TITLE and is_syllable(folded[stop]):
        return None if weight != "strong" else Candidate(at, stop, "vietnamese", 0.5)
    if weight in ("plain", "minority", "highland") or length == 2:
        place = lexicon.places.longest(folded, at)
        if place is not None and place[0] >= stop:
            # a place of that name: only what stands around it can make it a person
            return Candidate(at, stop, "vietnamese", -2.0 if length == 2 else -0.5)
        if place is not None and place[0] > at + 1 and weight != "strong":
            if stop - place[0] >= 2 or place[1].kind == "country":
                return None
            return Candidate(at, stop, "vietnamese", 0.3)
    linked = length >= 3 and folded[at + 1] in ("văn", "thị")
    last = lexicon.given.get(folded[stop - 1])
    if hidden:
        value = 2.0
    elif weight == "strong":
        value = 3.0 if linked else 2.2 if length >= 3 else 1.0 if last else 0.5
    elif weight == "plain" and length == 2 and lexicon.given.get(word := folded[at]) and last in ("given", "both"):
        # `Văn Phong`, `Ngọc Tân`: a surname by chance, a name by both syllables
        value = 0.6 if lexicon.units.longest(folded, at) or lexicon.given[word] == "given" else 1.0
    elif weight == "plain":
        value = 2.6 if linked else 1.4 if length >= 3 and last else 0.2 if last else -0.4
    else:
        value = 1.4 if length >= 3 or linked else 0.3
    return Candidate(at, stop, "minority" if weight in ("minority", "highland") else "vietnamese", value)


def _inner_end(view: TokenView, lexicon: NameLexicon, at: int, stop: int, end: int) -> int:
    """Return where a name of `[at, stop)` really ends: before a body, a second name, or a word of two syllables."""
    folded = view.folded
    for inner in range(at + 2, stop):
        if inner == at + 2 and folded[at + 1] == "thị":
            continue  # `Sơn Thị Sà Phel`: no name ends in `Thị`
        head = lexicon.heads.longest(folded, inner)
        given = folded[inner] in lexicon.given and inner + 2 == stop == end and folded[inner + 1] in lexicon.given
        if given and head is not None and head[0] == inner + 1:
            continue  # `Trần Việt Trường Giang`: two given names at the end
        numbered = inner + 1 < len(view) and view.shapes[inner + 1] == DIGIT and head is not None and head[1] == "place"
        if head is not None and (inner + 1 < end or head[0] > inner + 1 or numbered):
            return inner
    if stop - at == 5 or (stop < end and view.shapes[stop] == TITLE):
        # `Hoàng Mai Nguyễn Quang Hiếu`: a place or a brand, then the name
        for inner in range(at + 1, stop - 1):
            if lexicon.surnames.get(folded[inner]) == "strong" and inner - at >= 2:
                return inner
    return stop - 1 if stop == end and _compounded(view, lexicon, stop) else stop


def _followed(view: TokenView, at: int, end: int) -> bool:
    """Return whether `Văn` or `Thị` and another capital follow within the run that ends at `end`."""
    return at + 2 < end and view.folded[at + 1] in ("văn", "thị") and view.spaced(at - 1)


def _linked(view: TokenView, lexicon: NameLexicon, at: int, end: int) -> bool:
    return view.folded[at] in lexicon.surnames and view.shapes[at] == TITLE and _followed(view, at, end)


def _new_name(lexicon: NameLexicon, folded: Sequence[str], at: int) -> bool:
    surname = lexicon.surnames.get(folded[at])
    return surname == "strong" or (surname is not None and folded[at + 1] in ("thị", "văn"))


def _compounded(view: TokenView, lexicon: NameLexicon, stop: int) -> bool:
    """Return whether the capital before `stop` makes a word with the small syllable at `stop`: `Công bố`."""
    if stop >= len(view) or view.shapes[stop] != LOWER or not view.spaced(stop - 1):
        return False
    return (view.folded[stop - 1], view.folded[stop]) in lexicon.compounds


def _bare(view: TokenView, lexicon: NameLexicon, at: int, end: int) -> tuple[Candidate | None, int]:
    """Vietnamese syllables without a surname: stage names (`Diệu Nhi`) and single given names (`Thảo`)."""
    folded, shapes = view.folded, view.shapes
    stop = at
    while stop < end and shapes[stop] != UPPER and is_syllable(folded[stop]) and stop - at < 5:
        if stop > at and end - stop >= 3 and _new_name(lexicon, folded, stop):
            break
        stop += 1
    if stop - at > 1 and stop == end and _compounded(view, lexicon, stop):
        stop -= 1
    length = stop - at
    if length == 0:
        return None, at + 1
    if stop < end and is_syllable(folded[stop]) and shapes[stop] == TITLE and length >= 5:
        return None, end
    if length == 1:
        return Candidate(at, stop, "single", -0.5 if folded[at] in lexicon.given else -1.0), stop
    given = [lexicon.given.get(folded[i]) for i in range(at, stop)]
    if folded[at] in lexicon.starters and given[0] is None:
        return None, stop
    if length == 2:
        weight = 0.6 if given[0] and given[1] in ("given", "both") else -0.6
        if weight > 0 and given[0] in ("middle", "both") and lexicon.units.longest(folded, at) is None:
            weight = 1.0
    elif length == 3:
        weight = 0.2 if all(given) else -1.0
    else:
        weight = -1.5
    return Candidate(at, stop, "bare", weight), stop
