"""Organisations (first version to come)."""

from __future__ import annotations


def find_organisations(document, lexicon):  # type: ignore[no-untyped-def]
    """Return organisations."""
    return ()
