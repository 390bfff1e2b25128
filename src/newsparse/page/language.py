"""The language of an article, from its letters and commonest words."""

from __future__ import annotations

import re
from typing import Final

_VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_COMMON: Final[dict[str, frozenset[str]]] = {
    "en": frozenset("the of and to in a is that for it was on with as by at from he his are be has have this not".split()),
    "fr": frozenset("le la les de des et un une du en que est dans pour qui sur au par plus ce il".split()),
    "de": frozenset("der die das und in den von zu mit ist des im auf für eine nicht sich als dem ein".split()),
    "es": frozenset("el la los las de y en un una que del por con para se es al lo como su".split()),
    "pt": frozenset("o os de e em um uma que do da no na por com para se não ao mais as".split()),
    "it": frozenset("il lo gli di e un una che del della per con si non è nel alla sono da".split()),
    "id": frozenset("yang dan di dengan untuk dari ini itu pada tidak dalam akan oleh juga ke".split()),
    "vi": frozenset("va cua la cac trong nguoi cho khong nhung mot voi ngay tai duoc co da".split()),
}


def language_of(text: str, declared: str = "") -> str | None:
    """Return the BCP 47 code of a text's language; `declared` decides only where the text is too short to tell."""
    sample = text[:2000]
    letters = sum(map(len, _WORD.findall(sample)))
    if letters and len(_VIETNAMESE.findall(sample)) > 0.04 * letters:
        return "vi"
    words = _WORD.findall(sample.lower())
    if len(words) >= 8:
        scores = {code: sum(word in common for word in words) for code, common in _COMMON.items()}
        best = max(scores, key=lambda code: scores[code])
        if scores[best] >= 0.08 * len(words):
            return best
        for first, last, code in (("\u4e00", "\u9fff", "zh"), ("\u3040", "\u30ff", "ja"), ("\uac00", "\ud7a3", "ko"),
                                  ("\u0400", "\u04ff", "ru"), ("\u0e00", "\u0e7f", "th"), ("\u0600", "\u06ff", "ar")):  # fmt: skip
            if sum(first <= c <= last for c in sample) > 0.3 * len(sample):
                return code
    code = declared.strip().replace("_", "-").split("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() else None
