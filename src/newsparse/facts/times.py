"""Times (first version to come)."""
from __future__ import annotations


def find_times(document, lexicon, *, reference=None):  # type: ignore[no-untyped-def]
    """Return times."""
    return ()
