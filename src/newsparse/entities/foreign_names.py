"""Names that are not built of a Vietnamese surname: foreign, transliterated, of the highlands, hidden by initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.name_tables import Candidate, is_syllable
from newsparse.entities.view import LOWER, TITLE, UPPER

if TYPE_CHECKING:
    from newsparse.entities.name_tables import NameLexicon
    from newsparse.entities.view import TokenView

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


def is_hidden(view: TokenView, at: int) -> bool:
    """Return whether a token is the first letter or letters of a hidden name: `T`, `Th`, `Ng`."""
    word = view.folded[at]
    if len(word) == 1:
        hyphen = at + 1 < len(view) and view.folded[at + 1] == "-" and view.starts[at + 1] == view.ends[at]
        return word not in ("y", "ý", "á") and not hyphen
    return word in _CLUSTERS and at + 1 < len(view) and view.texts[at + 1] == "."


def initials_name(view: TokenView, lexicon: NameLexicon, at: int) -> Candidate | None:
    """Hidden names: `N.T.H`, `N.V.A.`, `T.`."""
    texts, shapes = view.texts, view.shapes
    if shapes[at] != TITLE or not is_hidden(view, at):
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
        return Candidate(
            at, stop + 2, "initials", {"famous": 1.6, None: -0.5}.get(lexicon.foreign.get(view.folded[stop + 1]), 1.0)
        )
    if stop - at == 1:
        return Candidate(at, stop, "initials", -1.5)
    if stop < len(view) and texts[stop] == "." and view.sentence[min(stop + 1, len(view) - 1)] == view.sentence[at]:
        stop += 1
    return Candidate(at, stop, "initials", 0.2)


def highland_name(view: TokenView, lexicon: NameLexicon, at: int, end: int) -> Candidate | None:
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


def korean_name(view: TokenView, at: int) -> Candidate | None:
    """Return a name such as `Han Duck-soo`: three syllables without Vietnamese marks, the last two joined."""
    if at + 3 >= len(view) or view.folded[at + 2] != "-":
        return None
    tight = view.starts[at + 2] == view.ends[at + 1] and view.starts[at + 3] == view.ends[at + 2]
    texts = (view.texts[at], view.texts[at + 1], view.texts[at + 3])
    if not (tight and view.spaced(at) and view.shapes[at] == TITLE == view.shapes[at + 1]):
        return None
    if not all(text.isascii() and text.isalpha() and 1 < len(text) < 7 for text in texts):
        return None
    return Candidate(at, at + 4, "foreign", 1.6) if view.shapes[at + 3] in (LOWER, TITLE) else None


def foreign_name(view: TokenView, lexicon: NameLexicon, at: int, end: int) -> Candidate | None:
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
        # a Korean or Chinese family name before a foreign given one; `ASEAN Kao Vannarith` behind an acronym
        family = folded[at] in lexicon.surnames or (at > 0 and shapes[at - 1] == UPPER and view.spaced(at - 1))
        if not (family and at + 1 < end and not is_syllable(folded[at + 1])):
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
        if stop == end and shapes[stop] in (TITLE, UPPER):
            break  # the run was cut: a body has ended here
        if shapes[stop] == TITLE:
            kind = lexicon.foreign.get(word)
            if is_syllable(word) and kind is None and len(word) > 1 and word not in _PARTICLES:
                plain = word.isascii() and (word in lexicon.surnames or word not in lexicon.given)
                korean = size == 2 and known is not None and end - at == 3  # `Choi Joo Ho`
                if not (stop + 1 == end and plain and (korean or (size == 1 and known in ("given", "both")))):
                    break
            if kind:
                hints.add(kind)
            stop += 1
            size += 1
        elif word in ("al", "el") and stop + 2 < count and folded[stop + 1] == "-" and shapes[stop + 2] == TITLE:
            stop += 3
            size += 1
            hints.add("family")  # `Faisal al-Rashed`
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
