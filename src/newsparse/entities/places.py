"""Places (first version to come)."""

from __future__ import annotations


def find_places(document, lexicon, organisations, persons):  # type: ignore[no-untyped-def]
    """Return places."""
    return ()
