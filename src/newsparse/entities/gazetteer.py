"""Places as tables: administrative units of both eras, countries, cities, regions, and the nouns that head a place.

The administrative units and their codes are those of Vietnam's General Statistics Office: table `units_63` as they
stood before 1 July 2025 (63 provinces with districts and communes), `units_34` since then.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.text.phrases import PhraseTable

if TYPE_CHECKING:
    from newsparse.text.lexicon import Lexicon

_LEVEL = {
    "tỉnh": "province", "thành phố": "province", "quận": "district", "huyện": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """What a place name may stand for: its uniform spelling, its highest kind, and a code where only one is possible."""

    canonical: str
    kind: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Place names and head nouns, looked up at a token.

    `names`: names that stand for a place without a head noun. `units`: all names of administrative
    units, for use after a head noun. `heads`: head nouns with `(canonical, kind)`.
    """

    names: PhraseTable[Name]
    units: PhraseTable[Name]
    heads: PhraseTable[tuple[str, str]]


@lru_cache(maxsize=8)
def gazetteer(lexicon: Lexicon) -> Gazetteer:
    """Return the places of a lexicon. The first call for a lexicon reads about 15,000 rows."""
    units: dict[str, Name] = {}
    names: dict[str, Name] = {}
    rank = {"province": 0, "district": 1, "commune": 2}
    for table in ("units_34", "units_63"):
        for row in lexicon.rows(table):
            kind = _LEVEL[row["kind"]]
            if kind == "province" and len(row["code"]) != 2:
                kind = "district"
            name = row["name"]
            if name.isdigit():
                continue
            found = units.get(name)
            if found is None or rank[kind] < rank[found.kind]:
                units[name] = Name(name, kind, row["code"] if kind == "province" else None)
            if kind != "commune" and (" " in name):
                names[name] = units[name]
    for row in lexicon.rows("places"):
        names[row["form"]] = Name(row["canonical"], row["kind"], row["code"] or None)
    heads = PhraseTable((row["form"], (row["canonical"], row["kind"])) for row in lexicon.rows("place_heads"))
    return Gazetteer(PhraseTable(names.items()), PhraseTable(units.items()), heads)
