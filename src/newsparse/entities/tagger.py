"""The tagger: a conditional random field over syllables that weighs all evidence for a name and its borders.

The model is of the CRFsuite format, trained by `newsparse train` on the project's own corpus and shipped as
`data/tagger.crfsuite`; underthesea_core decodes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from newsparse.entities.features import describe, feature_tables, segments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.entities.features import Hint
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon


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

    def decode(self, features: list[list[str]]) -> tuple[list[str], list[float]]:
        """Return the most probable label of each token, and its marginal probability."""
        marginals = self._tagger.marginals(features)
        labels: list[str] = []
        scores: list[float] = []
        for row in marginals:
            best = max(row)
            labels.append(self.labels[row.index(best)])
            scores.append(best)
        return labels, scores


@lru_cache(maxsize=1)
def default_model() -> Model:
    """Return the model that ships with the package."""
    with as_file(files("newsparse").joinpath("data", "tagger.crfsuite")) as path:
        return Model(str(path))


def tag(view: TokenView, lexicon: Lexicon, hints: Iterable[Hint], model: Model | None = None) -> list[Tagged]:
    """Return the names in a document, in order, not overlapping.

    `hints` are spans that grammars found, as evidence: the model may keep, move or drop them.
    """
    model = model or default_model()
    features = describe(view, feature_tables(lexicon), hints)
    found: list[Tagged] = []
    for first, last in segments(view):
        labels, scores = model.decode(features[first:last])
        found += _join(first, labels, scores)
    return found


def _join(offset: int, labels: list[str], scores: list[float]) -> list[Tagged]:
    """Join B- and I- labels into spans; an I- that continues nothing begins a span."""
    found: list[Tagged] = []
    start = -1
    name = ""
    for at, label in enumerate([*labels, "O"]):
        kind = label[2:]
        if start >= 0 and (label[0] != "I" or kind != name):
            found.append(Tagged(offset + start, offset + at, name, min(scores[start:at])))
            start = -1
        if label != "O" and start < 0:
            start, name = at, kind
    return found
