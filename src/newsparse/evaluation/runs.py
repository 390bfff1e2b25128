"""Keep the outcome of one evaluation in a file, and tell what a later one gained and lost against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from newsparse.errors import InputError
from newsparse.evaluation.score import Miss  # noqa: TC001 - the type of a field that is decoded

if TYPE_CHECKING:
    from pathlib import Path

    from newsparse.evaluation.score import Evaluation


class Run(msgspec.Struct, frozen=True):
    """What is kept of an evaluation: its documents, the F1 of each field, and every difference from the gold."""

    documents: tuple[str, ...]
    scores: dict[str, float]
    misses: tuple[Miss, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an evaluation no longer misses or has wrong, and what it newly does."""

    gained: tuple[Miss, ...]
    lost: tuple[Miss, ...]


def save_run(path: Path, result: Evaluation) -> None:
    """Write an evaluation as JSON, to be compared with a later one."""
    run = Run(tuple(result.documents), result.scores(), tuple(result.misses))
    path.write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=1) + b"\n")


def load_run(path: Path) -> Run:
    """Read what `save_run` wrote. Raises `InputError` where the file is something else."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Run)
    except msgspec.DecodeError as error:
        raise InputError(f"{path}: not a saved evaluation: {error}") from error


def changes(before: Run, now: Evaluation) -> Changes:
    """Return what was gained and lost in the documents that both runs evaluated.

    Two differences are the same when field, document and what was wanted or found are the same.
    """
    both = set(before.documents) & set(now.documents)
    old = [miss for miss in before.misses if miss.document in both]
    new = [miss for miss in now.misses if miss.document in both]
    return Changes(_without(old, new), _without(new, old))


def _without(some: list[Miss], others: list[Miss]) -> tuple[Miss, ...]:
    rest = Counter(map(_key, others))
    kept: list[Miss] = []
    for miss in some:
        if rest[_key(miss)] > 0:
            rest[_key(miss)] -= 1
        else:
            kept.append(miss)
    return tuple(kept)


def _key(miss: Miss) -> tuple[str, bool, str, str]:
    return miss.field, miss.wrong, miss.document, miss.what
