"""Where personal names may stand: runs of capitals, cut into pieces by the structure of names.

A candidate is only a shape. Whether it is a person is decided from its surroundings (see `evidence`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from newsparse.entities.gazetteer import PlaceName, gazetteer
from newsparse.entities.view import DIGIT, LOWER, MARK, TITLE, UPPER
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

Kind = Literal["vietnamese", "minority", "foreign", "bare", "single", "initials"]

_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RIMES = (
    "oong|ooc|uyên|uyêt|uynh|uyt|uyu|uya|uych|ynh|ych|yt|yn|oach|oanh|oang|oăng|uâng|uân|uât|uây|uêch|uênh|uên"
    "|oam|oan|oao|oap|oat|oay|oai|oăc|oăm|oăn|oăt|oen|oeo|oet|uê|uơ|uy|iêng|iêc|iêm|iên|iêp|iêt|iêu|yêm|yên|yêt"
    "|yêu|yêng|ương|ươc|ươi|ươm|ươn|ươp|ươt|ươu|uông|uôc|uôi|uôm|uôn|uôt|ưng|ach|anh|ang|ăng|âng|eng|êch|ênh"
    "|inh|ich|ong|ông|ung|ac|ai|am|an|ao|ap|at|au|ay|ăc|ăm|ăn|ăp|ăt|âc|âm|ân|âp|ât|âu|ây|ec|em|en|eo|ep|et|êm"
    "|ên|êp|êt|êu|ia|im|in|ip|it|iu|oa|oc|oe|oi|om|on|op|ot|ôc|ôi|ôm|ôn|ôp|ôt|ơi|ơm|ơn|ơp|ơt|ua|uc|ui|um|un|up"
    "|ut|ưa|ưc|ưi|ưm|ưn|ưt|ưu|a|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RIMES})")
_TONES = {0x300: None, 0x301: None, 0x303: None, 0x309: None, 0x323: None}
# Words inside a foreign name that are written small: `Jacob van den Borne`, `Mohammed bin Salman`.
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "du",
        "bin",
        "binti",
        "ibn",
        "al",
        "el",
        "la",
        "le",
        "ter",
        "ten",
        "zu",
        "y",
        "e",
    ]
)
_CLUSTERS = frozenset(["th", "tr", "ng", "nh", "ph", "kh", "qu", "gi", "ch", "ngh", "gh"])
_VILLAGES = frozenset(("bon", "buôn", "plei", "plây", "plơi", "kon"))
_LINKS = frozenset(("văn", "thị", "đình", "thế"))


@lru_cache(maxsize=65536)
def is_syllable(folded: str) -> bool:
    """Return whether a folded token is spelt as a Vietnamese syllable may be."""
    return _SYLLABLE.fullmatch(toneless(folded)) is not None


def toneless(folded: str) -> str:
    """Return a folded token without its tone mark: `lễ` → `lê`."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", folded).translate(_TONES))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `[start, end)` that have the shape of a name; `weight` says how much the shape alone is worth."""

    start: int
    end: int
    kind: Kind
    weight: float


class NameLexicon:
    """The tables of names, compiled for look-up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.surnames = {row["form"]: row["weight"] for row in lexicon.rows("surnames")}
        self.given = {row["form"]: row["kind"] for row in lexicon.rows("given_names")}
        self.foreign = {fold(row["form"]): row["kind"] for row in lexicon.rows("foreign_names")}
        self.honorifics = frozenset(
            row["form"] for row in lexicon.rows("name_openers") if row["kind"] == "honorific" and " " not in row["form"]
        )
        words = [row["form"] for table in ("capital_words", "person_verbs") for row in lexicon.rows(table)]
        self.compounds = frozenset(tuple(word.split()[:2]) for word in words if " " in word)
        self.starters = frozenset(row["form"] for row in lexicon.rows("sentence_starters"))
        self.never: PhraseTable[str] = PhraseTable(
            (row["form"], row["kind"]) for row in lexicon.rows("not_persons") if " " in row["form"]
        )
        # without the communes: too many of them are names of persons as well
        self.places: PhraseTable[PlaceName] = gazetteer(lexicon).names
        self.units: PhraseTable[PlaceName] = gazetteer(lexicon).units
        heads = [(row["form"], "body") for row in lexicon.rows("org_heads")]
        heads += [(row["form"], "place") for row in lexicon.rows("place_heads")]
        self.heads: PhraseTable[str] = PhraseTable(heads)


@lru_cache(maxsize=8)
def name_lexicon(lexicon: Lexicon) -> NameLexicon:
    """Return the compiled name tables of a lexicon."""
    return NameLexicon(lexicon)


def capital_runs(view: TokenView) -> list[tuple[int, int]]:
    """Return the runs of capitalised tokens `[start, end)`: one space apart, in one sentence, not in all capitals."""
    shapes, sentence, starts, ends = view.shapes, view.sentence, view.starts, view.ends
    runs: list[tuple[int, int]] = []
    last = -2
    begin = 0
    for at in [i for i, s in enumerate(shapes) if s in (TITLE, UPPER)]:
        if at == last + 1 and starts[at] == ends[last] + 1 and sentence[at] == sentence[last]:
            last = at
            continue
        if last >= 0:
            runs.append((begin, last + 1))
        begin = last = at
    if last >= 0:
        runs.append((begin, last + 1))
    return runs


def find_candidates(view: TokenView, lexicon: NameLexicon) -> list[Candidate]:
    """Return what has the shape of a name, from left to right, without overlap."""
    found: list[Candidate] = []
    reach = 0
    for begin, end in capital_runs(view):
        if end <= reach:
            continue
        at = max(begin, reach)
        while at < end:
            candidate, after = _cut(view, lexicon, at, end)
            if candidate is not None:
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
    surname = lexicon.surnames.get(word)
    never = lexicon.never.longest(folded, at)
    if never is not None and never[0] <= end and (never[0] == end or surname != "strong"):
        return None, never[0]
    if surname is not None:
        name = _vietnamese(view, lexicon, at, end, surname)
        if name is not None:
            return name, name.end
    place = lexicon.places.longest(folded, at)
    if place is not None and place[0] <= end:
        if place[0] == at + 1 and is_syllable(word) and view.shapes[at] == TITLE:
            # `Nga`, `Anh`, `Đức` are countries and given names
            name, after = _bare(view, lexicon, at, end)
            if name is not None and (after - at == 1 or (after - at == 2 and name.weight > 0)):
                return Candidate(at, after, name.kind, name.weight - (0.7 if after - at == 1 else 0.2)), after
        return None, place[0]
    if (
        word in lexicon.honorifics
        and at + 1 < end
        and (word, folded[at + 1]) != ("bác", "hồ")
        and view.shapes[at] == TITLE
    ):
        return None, at + 1
    name = _highland(view, lexicon, at, end)
    if name is not None:
        return name, name.end
    initials = _initials(view, lexicon, at)
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
    name = _foreign(view, lexicon, at, end)
    if name is not None:
        return name, name.end
    if view.shapes[at] == UPPER and not (word in lexicon.given and end - at == 1):
        return None, at + 1
    if head is not None and end - at > 1:
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
        if _hidden(view, stop) and not (folded[stop] == "a" and stop + 1 < end and shapes[stop + 1] == TITLE):
            break
        stop += 1
    hidden = False
    if stop < end and shapes[stop] == TITLE and _hidden(view, stop):  # `Lê Văn T.`, `Cáp Trọng Th.`
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
            if stop - place[0] >= 2:
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
        head = lexicon.heads.longest(folded, inner)
        numbered = inner + 1 < len(view) and view.shapes[inner + 1] == DIGIT and head is not None and head[1] == "place"
        if head is not None and (inner + 1 < end or head[0] > inner + 1 or numbered):
            return inner
    if stop - at == 5 or (stop < end and view.shapes[stop] == TITLE):
        # `Hoàng Mai Nguyễn Quang Hiếu`: a place or a brand, then the name
        for inner in range(at + 1, stop - 1):
            if lexicon.surnames.get(folded[inner]) == "strong" and inner - at >= 2:
                return inner
    return stop - 1 if stop == end and _compounded(view, lexicon, stop) else stop


def _hidden(view: TokenView, at: int) -> bool:
    """Return whether a token is the first letter or letters of a hidden name: `T`, `Th`, `Ng`."""
    word = view.folded[at]
    if len(word) == 1:
        hyphen = at + 1 < len(view) and view.folded[at + 1] == "-" and view.starts[at + 1] == view.ends[at]
        return word not in ("y", "ý", "á") and not hyphen
    return word in _CLUSTERS and at + 1 < len(view) and view.texts[at + 1] == "."


def _initials(view: TokenView, lexicon: NameLexicon, at: int) -> Candidate | None:
    """Hidden names: `N.T.H`, `N.V.A.`, `T.`."""
    texts, shapes = view.texts, view.shapes
    if shapes[at] != TITLE or not _hidden(view, at):
        return None
    stop = at + 1
    while (
        stop + 1 < len(view)
        and texts[stop] == "."
        and len(texts[stop + 1]) == 1
        and shapes[stop + 1] == TITLE
        and view.starts[stop + 1] - view.ends[stop - 1] <= 2
    ):
        stop += 2
    if (
        stop + 1 < len(view)
        and texts[stop] == "."
        and shapes[stop + 1] == TITLE
        and len(texts[stop + 1]) > 1
        and view.starts[stop + 1] == view.ends[stop]
        and view.sentence[stop + 1] == view.sentence[at]
    ):
        # `M.Sampson`, `C.Mác`
        return Candidate(at, stop + 2, "initials", 1.0 if view.folded[stop + 1] in lexicon.foreign else -0.5)
    if stop - at == 1:
        return Candidate(at, stop, "initials", -1.5)
    if stop < len(view) and texts[stop] == "." and view.sentence[min(stop + 1, len(view) - 1)] == view.sentence[at]:
        stop += 1
    return Candidate(at, stop, "initials", 0.2)


def _highland(view: TokenView, lexicon: NameLexicon, at: int, end: int) -> Candidate | None:
    """Names of the highlands: `Y Bier Niê`, `H'Hen Niê`, `K'Lonh`, `Điểu K'Ré`, `A Ma Quang`, `Ksor Phước`."""
    folded, shapes = view.folded, view.shapes
    word = folded[at]
    stop = at + 1
    if word in ("k'rông", "k’rông", "krông"):
        return None
    marked = len(word) > 2 and word[1] in "'’ʼ" and word[0] in "khy"
    if marked:
        while stop < end and stop - at < 4 and shapes[stop] == TITLE:
            stop += 1
        return Candidate(at, stop, "minority", 1.5 if stop - at > 1 else 1.0)
    if word in ("y", "h", "k", "a") and stop < end and len(folded[stop]) > 1 and len(view.texts[at]) == 1:
        while stop < end and stop - at < 5 and shapes[stop] == TITLE:
            stop += 1
        if shapes[at + 1] != TITLE:
            return None
        clan = any(lexicon.surnames.get(folded[i]) == "highland" for i in range(at + 1, stop))
        return Candidate(at, stop, "minority", 2.4 if clan else 1.0 if word == "y" else 0.0)
    if lexicon.surnames.get(word) == "highland" and stop < end and shapes[stop] == TITLE:
        while stop < end and stop - at < 4 and shapes[stop] == TITLE:
            stop += 1
        return Candidate(at, stop, "minority", 1.6)
    return None


def _foreign(view: TokenView, lexicon: NameLexicon, at: int, end: int) -> Candidate | None:
    """Names in another spelling: `Mark Zuckerberg`, `Jacob van den Borne`, `Moon Jae-in`, `Kim Jong-un`."""
    folded, shapes, texts = view.folded, view.shapes, view.texts
    count = len(view)
    known = lexicon.foreign.get(folded[at])
    if shapes[at] != TITLE:
        return None
    lead = folded[at] in _PARTICLES and at + 1 < count and _particle_ahead(view, at + 1)
    if (
        at + 2 < count
        and folded[at + 1] == "-"
        and shapes[at + 2] == LOWER
        and view.starts[at + 1] == view.ends[at]
        and view.starts[at + 2] == view.ends[at + 1]
    ):
        return _transliterated(view, at)
    if is_syllable(folded[at]) and known is None and not lead:
        # a Korean or Chinese family name before a foreign given one
        if not (folded[at] in lexicon.surnames and at + 1 < end and not is_syllable(folded[at + 1])):
            return None
        if shapes[at + 1] != TITLE:
            return None
    if known is None and at + 1 < end and lexicon.foreign.get(folded[at + 1]) in ("given", "both"):
        # `Facebook Mark Zuckerberg`: something else, then a name
        ahead = at + 2
        if ahead < end and shapes[ahead] == TITLE and not is_syllable(folded[ahead]) and not lead:
            return Candidate(at, at + 1, "foreign", -0.4)
    stop = at + 1
    size = 1
    hints = {known} if known else set()
    origin = at
    while origin > 0 and folded[origin - 1] in _PARTICLES and view.spaced(origin - 1) and not view.first[origin]:
        origin -= 1
    if origin < at and (at - origin == 1 and folded[origin] in ("y", "e", "la", "do", "da", "di", "ter", "al", "el")):
        origin = at
    while stop < count and view.sentence[stop] == view.sentence[at]:
        gap = view.starts[stop] - view.ends[stop - 1]
        if folded[stop] == "-" and gap == 0 and stop + 1 < count and view.starts[stop + 1] == view.ends[stop]:
            if shapes[stop + 1] not in (TITLE, LOWER) or not texts[stop + 1][0].isalpha():
                break
            stop += 2
            continue
        if gap != 1:
            # an initial inside the name: `George W. Bush`
            if texts[stop] == "." and len(texts[stop - 1]) == 1 and stop + 1 < count and shapes[stop + 1] == TITLE:
                stop += 1
                continue
            break
        word = folded[stop]
        if shapes[stop] == TITLE:
            kind = lexicon.foreign.get(word)
            if is_syllable(word) and kind is None and len(word) > 1 and word not in _PARTICLES:
                plain = word.isascii() and (word in lexicon.surnames or word not in lexicon.given)
                if not (stop + 1 == end and size == 1 and known in ("given", "both") and plain):
                    break
            if kind:
                hints.add(kind)
            stop += 1
            size += 1
        elif word in ("al", "el") and stop + 2 < count and folded[stop + 1] == "-" and shapes[stop + 2] == TITLE:
            stop += 3
            size += 1
        elif word in _PARTICLES and stop + 1 < count and (shapes[stop + 1] == TITLE or folded[stop + 1] in _PARTICLES):
            ahead = stop + 1
            while ahead < count and folded[ahead] in _PARTICLES and shapes[ahead] == LOWER:
                ahead += 1
            if ahead >= count or shapes[ahead] != TITLE or is_syllable(folded[ahead]):
                break
            stop = ahead + 1
            size += 1
        else:
            break
        if size >= 5:
            break
    if size == 1 and stop == at + 1 and is_syllable(folded[at]) and known is None:
        return None
    if any(any(c.isupper() for c in t[2:]) and not t.startswith(("Mc", "Mac", "De", "O'")) for t in texts[at:stop]):
        return None
    place = lexicon.places.longest(folded, at)
    if place is not None and (place[0] >= stop or known is None):
        return None
    if size == 1 and stop == at + 1:
        return Candidate(
            origin, stop, "foreign", {"famous": 1.6, "family": 0.5, "both": 0.4, "given": 0.3}.get(known or "", -0.4)
        )
    if (known in ("given", "both") and len(hints) > 1) or hints == {"both"}:
        weight = 2.2
    elif known in ("given", "both"):
        weight = 1.5
    elif hints:
        weight = 0.8
    else:
        weight = 0.2
    if folded[at] == "al":
        weight -= 1.0
    return Candidate(origin, stop, "foreign", weight)


def _transliterated(view: TokenView, at: int) -> Candidate:
    """Names cut into syllables: `An-đô Kát-su-hi-rô`."""
    stop = at
    size = 0
    while stop < len(view) and view.shapes[stop] == TITLE and view.sentence[stop] == view.sentence[at]:
        if stop > at and view.starts[stop] != view.ends[stop - 1] + 1:
            break
        stop += 1
        while (
            stop + 1 < len(view)
            and view.folded[stop] == "-"
            and view.texts[stop + 1][0].isalpha()
            and view.starts[stop + 1] == view.ends[stop - 1] + 1
        ):
            stop += 2
        size += 1
        if size == 4:
            break
    return Candidate(at, stop, "foreign", 0.3 if size > 1 else -0.4)


def _particle_ahead(view: TokenView, at: int) -> bool:
    if view.folded[at] in _PARTICLES:
        return at + 1 < len(view) and view.shapes[at + 1] == TITLE and not is_syllable(view.folded[at + 1])
    return view.shapes[at] == TITLE and not is_syllable(view.folded[at])


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


def is_mark(view: TokenView, at: int, marks: str) -> bool:
    """Return whether token `at` exists and is one of the single characters `marks`."""
    return 0 <= at < len(view) and view.shapes[at] == MARK and view.texts[at] in marks


def is_number(view: TokenView, at: int) -> bool:
    """Return whether token `at` exists and begins with a digit."""
    return 0 <= at < len(view) and view.shapes[at] == DIGIT


def folded_key(view: TokenView, start: int, end: int) -> tuple[str, ...]:
    """Return the folded tokens of a span, letters only: the key under which two spellings of a name are one."""
    return tuple(w for w in view.folded[start:end] if w[0].isalpha())


def split_name(name: str) -> tuple[str, ...]:
    """Return the folded tokens of a name given as text."""
    return tuple(fold(t) for t in tokenise(name).texts)
