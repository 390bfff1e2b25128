"""Words around a number that decide how it is read, by the name of their use in the table `number_context`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsparse.text.lexicon import Lexicon


@lru_cache(maxsize=8)
def context_words(lexicon: Lexicon) -> Mapping[str, frozenset[str]]:
    """Return the folded words of each use: `land_crop`, `weighed`, `adjective`, `ratio_lead` and others."""
    words: dict[str, set[str]] = {}
    for row in lexicon.rows("number_context"):
        for use in row["uses"].split(","):
            words.setdefault(use, set()).add(fold(row["form"]))
    return {use: frozenset(found) for use, found in words.items()}
