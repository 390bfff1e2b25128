"""Measure newsparse against hand-made gold: precision, recall and F1 of every field."""

from __future__ import annotations

from newsparse.evaluation.gold import Gold, read_gold
from newsparse.evaluation.score import FIELDS, Evaluation, Row, evaluate

__all__ = ["FIELDS", "Evaluation", "Gold", "Row", "evaluate", "read_gold"]
