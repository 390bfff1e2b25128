"""The tables of bodies: heads, fields of work, bodies known by name, levels, acronyms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from newsparse.entities.gazetteer import Gazetteer, gazetteer
from newsparse.text.phrases import PhraseTable
from newsparse.text.syllables import fold, tokenise

if TYPE_CHECKING:
    from newsparse.record import OrganisationKind
    from newsparse.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads a body; the columns of table `org_heads`.

    `reach`: `office` (place, level or parent body follow: `UBND xã X`), `field` (a field of work must:
    `Sở Y tế`), `free` (a field or a name: `Hội Nhà báo`), `named` (a proper name or place must:
    `Công ty An Bình`), `none` (a common noun that only begins like a head: `bộ luật`). `alone`: what besides makes
    it a body: `cap` nothing but capitals (`Quốc hội`), `level` a level (`UBND tỉnh`), `field` a field of work
    (`Học viện Quân y`), `nation` a country (`Đài Truyền hình Việt Nam`), `no` nothing. `lower`: whether it may be
    written with a small letter.
    """

    canonical: str
    kind: OrganisationKind
    reach: str
    alone: str
    lower: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A body known by its name. `sure` is false where the name counts only in the context of a source or head."""

    canonical: str
    kind: OrganisationKind
    sure: bool


@dataclass(frozen=True, slots=True)
class Bodies:
    """The tables of bodies, looked up at a token.

    `openers`: folded tokens with which any body can begin. `fields`: `(canonical, lower)`, where `lower` says
    whether the field may be written with a small letter: `yes`, `no`, or as a `verb` or `noun` that may also be what
    a body does: at the beginning where the name goes on, a verb's object behind it.
    """

    heads: PhraseTable[Head]
    fields: PhraseTable[tuple[str, str]]
    known: PhraseTable[Known]
    levels: PhraseTable[str]
    acronyms: PhraseTable[str]
    compounds: frozenset[tuple[str, str]]
    openers: frozenset[str]
    verbs: PhraseTable[str]
    places: Gazetteer


@lru_cache(maxsize=8)
def bodies(lexicon: Lexicon) -> Bodies:
    """Return the tables of bodies of a lexicon."""
    heads = lexicon.rows("org_heads")
    known = lexicon.rows("bodies")
    compounds = ((fold(a), fold(b)) for a, _, b in (r["form"].partition(" ") for r in lexicon.rows("compounds")))
    return Bodies(
        heads=PhraseTable(
            (
                r["form"],
                Head(r["canonical"], cast("OrganisationKind", r["kind"]), r["reach"], r["alone"], r["lower"] == "yes"),
            )
            for r in heads
        ),
        fields=PhraseTable((r["form"], (r["canonical"], r["lower"])) for r in lexicon.rows("org_fields")),
        known=PhraseTable(
            (r["form"], Known(r["canonical"], cast("OrganisationKind", r["kind"]), r["sure"] == "yes")) for r in known
        ),
        levels=PhraseTable((r["form"], r["canonical"]) for r in lexicon.rows("org_levels")),
        acronyms=PhraseTable((r["form"], r["expansion"]) for r in lexicon.rows("acronyms")),
        compounds=frozenset(compounds),
        openers=frozenset(fold(tokenise(r["form"]).texts[0]) for r in (*heads, *known)),
        verbs=PhraseTable((form, form) for form in _verbs(lexicon)),
        places=gazetteer(lexicon),
    )


def _verbs(lexicon: Lexicon) -> set[str]:
    verbs = {row["form"] for row in lexicon.rows("phrase_words") if "verb" in row["roles"].split(",")}
    return verbs | lexicon.forms("person_verbs")


@dataclass(frozen=True, slots=True)
class Span:
    """A body found at tokens `first` up to, not including, `last`; `head` is the canonical head noun or empty."""

    first: int
    last: int
    kind: OrganisationKind
    canonical: str
    place: str | None
    head: str = ""
