"""Places as tables: administrative units of both eras, countries, cities, regions, and the nouns that head a place.

The administrative units and their codes are those of Vietnam's General Statistics Office: table `units_63` as they
stood before 1 July 2025 (63 provinces with districts and communes), `units_34` since then. A unit whose code is not
certain has a key made of its province and name instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from newsparse.entities.unit_index import unit_names
from newsparse.text.phrases import PhraseTable, phrase_key
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class PlaceName:
    """What a place name stands for.

    `canonical` is its uniform spelling, `kind` its highest kind, `code` the official code of a province
    or the ISO 3166 code of a country, `lower` true where it may be written with a small letter first
    (`miền Trung`), `level` the noun a province is called by (`tỉnh`, `thành phố`).
    """

    canonical: str
    kind: str
    code: str | None = None
    lower: bool = False
    level: str | None = None


_COMMUNE = PlaceName("", "commune")
_ROAD = PlaceName("", "road")


@dataclass(frozen=True, slots=True)
class PlaceHead:
    """A noun that heads a place.

    `canonical` is its full form, `kind` the kind of place; `short` is true for an abbreviation, `number` where a
    number may be the name (`quận 7`), `inside` where the noun belongs to the place's span (`xã`, not `vùng`).
    `compounds` are the syllables that form another word with a noun of one syllable (`thị trường`).
    """

    canonical: str
    kind: str
    short: bool
    number: bool
    inside: bool
    compounds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Place names and head nouns, looked up at a token.

    `names`: names that stand for a place without a head noun. `units`: all names of administrative
    units, for use after a head noun. `surnames`: what may begin a person's name, and whether it is a sure
    sign. `codes`: by folded name, the codes that table `unit_names` gives (see `code_of`). `traps`: phrases
    in which a word is no place (`Ý kiến`, `tiếng Anh`). `cues`: classes of small words (see `cue_classes`).
    `words`: common words of two syllables, which may begin with a capital (`Công viên`) and are no name.
    """

    names: PhraseTable[PlaceName]
    units: PhraseTable[PlaceName]
    heads: PhraseTable[PlaceHead]
    surnames: Mapping[str, bool]
    codes: Mapping[str, str]
    traps: PhraseTable[str]
    cues: Mapping[str, frozenset[str]]
    words: frozenset[tuple[str, str]]

    def code_of(self, noun: str, key: str) -> str | None:
        """Return the code of `noun` and folded name (`xã`, `hợp thành`) where only one unit is so called."""
        noun = noun.replace(" ", "_")
        for entry in self.codes.get(key, "").split():
            known, _, code = entry.partition("=")
            if known == noun:
                return code
        return None


@lru_cache(maxsize=8)
def cue_classes(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Return the small words that bound names, by class.

    `function` (a name does not go on over it), `suffix` (goes on a company's name), `honorific` (a person follows),
    `where` (a place may follow), `plural` (a common noun follows), `leader` (an office over a body follows).
    """
    classes: dict[str, set[str]] = {}
    for row in lexicon.rows("entity_cues"):
        for name in row["classes"].split():
            classes.setdefault(name, set()).add(fold(row["form"]))
    return MappingProxyType({name: frozenset(found) for name, found in classes.items()})


@lru_cache(maxsize=8)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """Return the places of a lexicon."""
    units: dict[tuple[str, ...], PlaceName] = {}
    names: dict[tuple[str, ...], PlaceName] = {}
    codes: dict[str, str] = {}
    for row in unit_names(lexicon):
        key = tuple(row["key"].split(" "))
        kind = row["kind"]
        if row["codes"]:
            codes[row["key"]] = row["codes"]
        if kind == "commune":
            units[key] = _COMMUNE
            continue
        unit = units[key] = PlaceName(row["name"], kind, row["code"] or None, level=row["noun"] or None)
        if kind == "province" or len(key) > 1:
            names[key] = unit
    nouns = frozenset(fold(row["form"]) for row in lexicon.rows("place_heads") if row["form"] == row["canonical"])
    for row in lexicon.rows("places"):
        key = phrase_key(row["form"])
        if row["kind"] == "road_name":
            # `Lê Duẩn`, `Cách mạng tháng 8` are roads only behind a noun
            units.setdefault(key, _ROAD)
            continue
        first, _, rest = row["form"].partition(" ")
        lower = first[0].islower() or (bool(rest) and fold(first) in nouns)
        known = units.get(phrase_key(row["canonical"])) if row["kind"] == "province" else None
        level = None if known is None else known.level
        names[key] = PlaceName(row["canonical"], row["kind"], row["code"] or None, lower, level)
    compounds: dict[str, set[str]] = {}
    words: set[tuple[str, str]] = set()
    for row in lexicon.rows("compounds"):
        first, _, second = row["form"].partition(" ")
        compounds.setdefault(fold(second), set()).add(fold(first))
        words.add((fold(first), fold(second)))
    for row in lexicon.rows("org_fields"):
        first, _, second = row["form"].partition(" ")
        if second and " " not in second:
            words.add((fold(first), fold(second)))
    heads = PhraseTable(
        (
            row["form"],
            PlaceHead(
                row["canonical"],
                row["kind"],
                row["form"] != row["canonical"],
                row["number"] == "yes",
                row["inside"] == "yes",
                frozenset(compounds.get(fold(row["form"]), ())),
            ),
        )
        for row in lexicon.rows("place_heads")
    )
    surnames = {
        fold(row["form"]): row["weight"] == "strong"
        for row in lexicon.rows("surnames")
        if row["weight"] in ("strong", "plain", "minority")
    }
    traps = PhraseTable((row["form"], row["form"]) for row in lexicon.rows("place_traps"))
    return Gazetteer(
        PhraseTable.of(names),
        PhraseTable.of(units),
        heads,
        surnames,
        codes,
        traps,
        cue_classes(lexicon),
        frozenset(words),
    )
