"""The language of an article, from its letters and commonest words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from newsparse.page.words import per_lexicon

if TYPE_CHECKING:
    from newsparse.text.lexicon import Lexicon

_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_SCRIPTS: Final = (
    ("\u4e00", "\u9fff", "zh"),
    ("\uac00", "\ud7a3", "ko"),
    ("\u0400", "\u04ff", "ru"),
    ("\u0e00", "\u0e7f", "th"),
    ("\u0600", "\u06ff", "ar"),
    ("\u1780", "\u17ff", "km"),
    ("\u0e80", "\u0eff", "lo"),
    ("\u1000", "\u109f", "my"),
    ("\u0900", "\u097f", "hi"),
    ("\u0590", "\u05ff", "he"),
    ("\u0370", "\u03ff", "el"),
)
_KANA = re.compile("[\u3040-\u30ff]")
_WORD = re.compile(r"[^\W\d_]+")


@per_lexicon
def _common(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in lexicon.rows("common_words"):
        words.setdefault(row["language"], set()).add(row["form"])
    return {code: frozenset(forms) for code, forms in words.items()}


def language_of(text: str, declared: str = "") -> str | None:
    """Return the BCP 47 code of a text's language; `declared` decides only where the text is too short to tell."""
    beginning = text[:800].lower()
    if next(islice(_VIETNAMESE.finditer(beginning), int(0.03 * len(beginning)), None), None) is not None:
        return "vi"
    sample = text[:2000]
    words = _WORD.findall(sample.lower())
    if len(_KANA.findall(sample)) > 0.1 * len(sample):
        return "ja"
    if len(words) >= 8 or (sample and not sample.isascii()):
        scores = {code: sum(word in common for word in words) for code, common in _common().items()}
        best = max(scores, key=lambda code: scores[code])
        if len(words) >= 8 and scores[best] >= 0.08 * len(words):
            return best
        for first, last, code in _SCRIPTS:
            if sum(first <= c <= last for c in sample) > 0.3 * len(sample):
                return code
    code = declared.strip().replace("_", "-").split("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() else None
