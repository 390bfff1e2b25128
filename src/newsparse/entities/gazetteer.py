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

from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.text.lexicon import Lexicon

_LEVEL = {
    "tỉnh": "province", "thành phố": "province", "quận": "district", "huyện": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
_RANK = {"province": 0, "district": 1, "commune": 2}


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
    sign. `codes`: official codes by kind noun and folded name, where only one unit is so called. `traps`: phrases
    in which a word is no place (`Ý kiến`, `tiếng Anh`). `cues`: classes of small words (see `cue_classes`).
    """

    names: PhraseTable[PlaceName]
    units: PhraseTable[PlaceName]
    heads: PhraseTable[PlaceHead]
    surnames: Mapping[str, bool]
    codes: Mapping[tuple[str, str], str]
    traps: PhraseTable[str]
    cues: Mapping[str, frozenset[str]]


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
    """Return the places of a lexicon. The first call for a lexicon reads about 15,000 rows."""
    units: dict[str, PlaceName] = {}
    names: dict[str, PlaceName] = {}
    codes: dict[tuple[str, str], set[str]] = {}
    for table in ("units_34", "units_63"):
        for row in lexicon.rows(table):
            code, name = row["code"], row["name"]
            kind = "province" if len(code) == 2 else "district" if row["kind"] == "thành phố" else _LEVEL[row["kind"]]
            if name[0].isdigit():
                continue
            if code.isdigit():
                codes.setdefault((row["kind"], fold(name)), set()).add(code)
            found = units.get(name)
            if found is None or _RANK[kind] < _RANK[found.kind]:
                province = kind == "province"
                units[name] = PlaceName(name, kind, code if province else None, level=row["kind"] if province else None)
            if kind == "province" or (kind == "district" and " " in name):
                names[name] = units[name]
    nouns = frozenset(fold(row["form"]) for row in lexicon.rows("place_heads") if row["form"] == row["canonical"])
    for row in lexicon.rows("places"):
        level = units[row["canonical"]].level if row["canonical"] in units else None
        if row["kind"] == "road_name":
            # `Lê Duẩn`, `Cách mạng tháng 8` are roads only behind a noun
            units.setdefault(row["form"], PlaceName(row["canonical"], "road"))
            continue
        first, _, rest = row["form"].partition(" ")
        lower = first[0].islower() or (bool(rest) and fold(first) in nouns)
        names[row["form"]] = PlaceName(row["canonical"], row["kind"], row["code"] or None, lower, level)
    compounds: dict[str, set[str]] = {}
    for row in lexicon.rows("compounds"):
        first, _, second = row["form"].partition(" ")
        compounds.setdefault(fold(second), set()).add(fold(first))
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
        if row["weight"] in ("strong", "plain")
    }
    traps = PhraseTable((row["form"], row["form"]) for row in lexicon.rows("place_traps"))
    certain = {key: next(iter(found)) for key, found in codes.items() if len(found) == 1}
    return Gazetteer(
        PhraseTable(names.items()), PhraseTable(units.items()), heads, surnames, certain, traps, cue_classes(lexicon)
    )
