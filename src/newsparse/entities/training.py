"""Train the tagger's model from the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.entities.features import describe, feature_tables, segments
from newsparse.entities.resolve import read_grammar
from newsparse.entities.view import view_of
from newsparse.errors import MissingExtraError
from newsparse.text.document import compose
from newsparse.text.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsparse.entities.corpus import MarkedArticle
    from newsparse.entities.view import TokenView
    from newsparse.text.lexicon import Lexicon

PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100}
"""Of L-BFGS: weights of the L1 and L2 penalties, and passes over the corpus."""


def train(articles: Iterable[MarkedArticle], model: Path, *, lexicon: Path | None = None) -> int:
    """Train a model from marked articles and write it to `model`; return the number of articles.

    The same articles and tables give the same model, byte for byte, on one kind of machine.
    Raises `MissingExtraError` where python-crfsuite is not installed.
    """
    try:
        import pycrfsuite
    except ImportError:
        raise MissingExtraError("training needs python-crfsuite; install newsparse[train]") from None
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    tables = load_lexicon(lexicon)
    count = 0
    for article in articles:
        count += 1
        for features, labels in examples(article, tables):
            trainer.append(features, labels)
    trainer.set_params(PARAMETERS)
    trainer.train(str(model))
    return count


def examples(article: MarkedArticle, lexicon: Lexicon) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield features and labels of each segment of an article."""
    document = compose(("paragraph", line.text) for line in article.lines)
    view = view_of(document)
    labels = gold_labels(article, view)
    grammar = read_grammar(document, view, lexicon)
    parts = segments(view)
    features = describe(view, feature_tables(lexicon), grammar.hints, parts)
    for first, last in parts:
        yield features[first:last], labels[first:last]


def gold_labels(article: MarkedArticle, view: TokenView) -> list[str]:
    """Return the B-, I- and O labels of an article's tokens, from its marks."""
    labels = ["O"] * len(view)
    token_at = {start: at for at, start in enumerate(view.starts)}
    offset = 0
    for line in article.lines:
        text = line.text.strip()
        shift = offset - (len(line.text) - len(line.text.lstrip()))
        for start, end, label in line.spans:
            at = token_at.get(start + shift)
            prefix = "B-"
            while at is not None and at < len(view) and view.ends[at] <= end + shift:
                labels[at] = prefix + label
                prefix = "I-"
                at += 1
        offset += len(text) + 2 if text else 0
    return labels
