"""Persons (first version to come)."""

from __future__ import annotations


def find_persons(document, lexicon, organisations, authors):  # type: ignore[no-untyped-def]
    """Return officials and people."""
    return (), ()
