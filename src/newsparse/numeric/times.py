"""Times (first version to come)."""

from __future__ import annotations


def find_times(document, lexicon, *, reference=None):  # type: ignore[no-untyped-def]
    """Return times."""
    return ()


def event_date(times):  # type: ignore[no-untyped-def]
    """Return the article's own event date as a `Stamp` with `from` `text`, or None where the text fixes no year."""
    return
