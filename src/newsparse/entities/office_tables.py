"""What an office phrase is, and the tables it is read with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.entities.name_tables import name_lexicon
from newsparse.text.phrases import PhraseTable

if TYPE_CHECKING:
    from newsparse.entities.name_tables import NameLexicon
    from newsparse.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Office:
    """An office phrase, in tokens: `[start, end)` whole, `[role_start, role_end)` the office, then its body.

    `key` is the office's canonical form; `body` and `place` are token spans inside the phrase.
    """

    start: int
    end: int
    role_start: int
    role_end: int
    key: str
    kind: str
    former: bool
    body: tuple[int, int] | None = None
    place: tuple[int, int] | None = None


class OfficeLexicon:
    """The tables of offices and bodies, compiled for look-up."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.names: NameLexicon = name_lexicon(lexicon)
        rows = lexicon.rows("offices")
        self.offices: PhraseTable[tuple[str, str]] = PhraseTable(
            (row["form"], (row["key"], row["kind"])) for row in rows
        )
        modifiers: dict[str, list[tuple[str, str]]] = {}
        for row in lexicon.rows("office_modifiers"):
            modifiers.setdefault(row["kind"], []).append((row["form"], row["form"]))
        self.former: PhraseTable[str] = PhraseTable(modifiers["former"])
        self.prefix: PhraseTable[str] = PhraseTable(modifiers["prefix"])
        self.suffix: PhraseTable[str] = PhraseTable(modifiers["suffix"])
        self.links: PhraseTable[str] = PhraseTable(modifiers["link"])
        self.copulas: PhraseTable[str] = PhraseTable(modifiers["copula"])
        starts = {row["form"].split()[0] for row in rows}
        starts |= {form.split()[0] for kind in ("former", "prefix") for form, _ in modifiers[kind]}
        self.starts = frozenset(starts | {"phó"})
        rows = lexicon.rows("body_words")
        self.words = frozenset(row["form"] for row in rows if row["kind"] == "word")
        self.single_words = frozenset(row["form"] for row in rows if row["kind"] == "one")
        units = [(row["form"], row["form"]) for row in rows if row["kind"] == "head"]
        self.body_heads: PhraseTable[str] = PhraseTable(
            [*units, *((r["form"], r["form"]) for r in lexicon.rows("org_heads"))]
        )
        self.named_heads: PhraseTable[str] = PhraseTable(
            (r["form"], r["form"]) for r in lexicon.rows("org_heads") if r["reach"] == "named"
        )
        self.fields: PhraseTable[str] = PhraseTable((r["form"], r["form"]) for r in lexicon.rows("org_fields"))
        self.place_heads: PhraseTable[str] = PhraseTable((r["form"], r["form"]) for r in lexicon.rows("place_heads"))
        self.stops: PhraseTable[str] = PhraseTable((r["form"], r["form"]) for r in lexicon.rows("person_verbs"))


@lru_cache(maxsize=8)
def office_lexicon(lexicon: Lexicon) -> OfficeLexicon:
    """Return the compiled office tables of a lexicon."""
    return OfficeLexicon(lexicon)
