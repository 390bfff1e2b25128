"""The tables of names, compiled, and what a candidate for a name is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from newsparse.entities.gazetteer import PlaceName, gazetteer
from newsparse.entities.view import DIGIT, MARK
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

Kind = Literal["vietnamese", "minority", "foreign", "bare", "single", "initials"]

_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RIMES = (
    "oong|ooc|uyên|uyêt|uynh|uyt|uyu|uya|uych|ynh|ych|yt|yn|oach|oanh|oang|oăng|uâng|uân|uât|uây|uêch|uênh|uên"
    "|oam|oan|oao|oap|oat|oay|oai|oăc|oăm|oăn|oăt|oen|oeo|oet|uê|uơ|uy|iêng|iêc|iêm|iên|iêp|iêt|iêu|yêm|yên|yêt"
    "|yêu|yêng|ương|ươc|ươi|ươm|ươn|ươp|ươt|ươu|uông|uôc|uôi|uôm|uôn|uôt|ưng|ach|anh|ang|ăng|âng|eng|êch|ênh"
    "|inh|ich|ong|ông|ung|ac|ai|am|an|ao|ap|at|au|ay|ăc|ăm|ăn|ăp|ăt|âc|âm|ân|âp|ât|âu|ây|ec|em|en|eo|ep|et|êm"
    "|ên|êp|êt|êu|ia|im|in|ip|it|iu|oa|oc|oe|oi|om|on|op|ot|ôc|ôi|ôm|ôn|ôp|ôt|ơc|ơi|ơm|ơn|ơp|ơt|ua|uc|ui|um|un|up"
    "|ut|ưa|ưc|ưi|ưm|ưn|ưt|ưu|a|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RIMES})")
_TONES = {0x300: None, 0x301: None, 0x303: None, 0x309: None, 0x323: None}


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
