"""Measure newsparse against hand-made gold: precision, recall and F1 of every field."""

from __future__ import annotations

from newsparse.evaluation.gold import Gold, read_gold
from newsparse.evaluation.runs import Changes, Run, changes, load_run, save_run
from newsparse.evaluation.score import FIELDS, Evaluation, Miss, Row, evaluate

__all__ = [
    "FIELDS",
    "Changes",
    "Evaluation",
    "Gold",
    "Miss",
    "Row",
    "Run",
    "changes",
    "evaluate",
    "load_run",
    "read_gold",
    "save_run",
]
