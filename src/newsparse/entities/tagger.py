"""The tagger: a conditional random field over syllables that weighs all evidence for a name and its borders.

The model is of the CRFsuite format, trained by `newsparse train` on the project's own corpus and shipped as
`data/tagger.crfsuite`; underthesea_core decodes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Final

from newsparse.entities.features import describe, feature_tables, segments
from newsparse.entities.view import UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsparse.entities.features import Hint
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

_ALONE: Final = {"PER": 0.75, "ORG": 0.9, "LOC": 0.85}
"""The least confidence at which the model is believed where the grammars found nothing."""

_AGAINST: Final = {"PER": 0.8, "ORG": 0.95, "LOC": 0.9}
"""The least confidence at which the model is believed where the grammars see other names or borders."""

_ACRONYM: Final = 0.97
"""The same for a lone word in capitals as an organisation: most such words are no bodies (`GDP`, `ATM`)."""

_SUPPORT: Final = 0.05
"""The least probability that the model must leave to a span that only the grammars found.

All five were set by three-fold cross-validation on the corpus; results hardly change around them.
"""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name found at tokens `first` up to `last`; `confidence` is the model's, between 0 and 1."""

    first: int
    last: int
    label: str
    confidence: float


class Model:
    """A trained model in the CRFsuite format."""

    def __init__(self, path: str) -> None:
        from underthesea_core import CRFTagger

        self._tagger = CRFTagger()
        self._tagger.load(path)
        self.labels: tuple[str, ...] = tuple(self._tagger.labels())

    def marginals(self, features: list[list[str]]) -> list[list[float]]:
        """Return the probability of each label of `self.labels`, for each token."""
        found: list[list[float]] = self._tagger.marginals(features)
        return found


@lru_cache(maxsize=1)
def default_model() -> Model:
    """Return the model that ships with the package."""
    with as_file(files("newsparse").joinpath("data", "tagger.crfsuite")) as path:
        return Model(str(path))


def tag(view: TokenView, lexicon: Lexicon, hints: Sequence[Hint], model: Model | None = None) -> list[Tagged]:
    """Return the names in a document, in order, not overlapping.

    `hints` are the spans that the grammars found. A span that model and grammar both see stands first, then what
    the model sees by itself with enough confidence, then what only the grammar sees and the model does not exclude.
    """
    model = model or default_model()
    parts = segments(view)
    features = describe(view, feature_tables(lexicon), hints, parts)
    outside = [0.0] * len(model.labels)
    rows: list[list[float]] = [outside] * len(view)
    seen: list[Tagged] = []
    for first, last in parts:
        rows[first:last] = found = model.marginals(features[first:last])
        seen += _join(first, [(model.labels[row.index(best := max(row))], best) for row in found])
    agreed = set(hints)
    hinted = bytearray(len(view))
    for first, last, _ in hints:
        hinted[first:last] = b"\1" * (last - first)
    ranked: list[tuple[int, float, Tagged]] = []
    for span in seen:
        if (span.first, span.last, span.label) in agreed:
            ranked.append((0, -span.confidence, span))
        elif span.confidence >= _needed(view, span, contested=any(hinted[span.first : span.last])):
            ranked.append((1, -span.confidence, span))
    for first, last, label in hints:
        begin, inside = model.labels.index("B-" + label), model.labels.index("I-" + label)
        support = min(row[begin] + row[inside] for row in rows[first:last])
        if support >= _SUPPORT:
            ranked.append((2, -support, Tagged(first, last, label, support)))
    return _disjoint(view, ranked)


def _needed(view: TokenView, span: Tagged, *, contested: bool) -> float:
    if contested:
        return _AGAINST[span.label]
    if span.label == "ORG" and span.last - span.first == 1 and view.shapes[span.first] == UPPER:
        return _ACRONYM
    return _ALONE[span.label]


def _disjoint(view: TokenView, ranked: list[tuple[int, float, Tagged]]) -> list[Tagged]:
    taken = bytearray(len(view))
    kept: list[Tagged] = []
    for _, _, span in sorted(ranked, key=lambda entry: (entry[0], entry[1], entry[2].first)):
        if not any(taken[span.first : span.last]):
            taken[span.first : span.last] = b"\1" * (span.last - span.first)
            kept.append(span)
    kept.sort(key=lambda span: span.first)
    return kept


def _join(offset: int, labelled: list[tuple[str, float]]) -> list[Tagged]:
    """Join B- and I- labels into spans; an I- that continues nothing begins a span."""
    found: list[Tagged] = []
    start = -1
    name = ""
    for at, (label, _) in enumerate([*labelled, ("O", 1.0)]):
        kind = label[2:]
        if start >= 0 and (label[0] != "I" or kind != name):
            found.append(Tagged(offset + start, offset + at, name, min(score for _, score in labelled[start:at])))
            start = -1
        if label != "O" and start < 0:
            start, name = at, kind
    return found
