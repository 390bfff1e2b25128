"""The errors that newsparse raises.

NewsparseError
├── InputError          an input cannot be read: missing, unreadable, not a format newsparse knows
├── LexiconError        a lexicon table breaks a rule; the message names file, line and rule
├── OptionError         an option's value is outside its range
└── MissingExtraError   a feature needs an extra that is not installed; the message says which

Everything else that can be wrong with a page is no error but a warning in its record.
"""

from __future__ import annotations


class NewsparseError(Exception):
    """Base of every error that newsparse raises on purpose."""


class InputError(NewsparseError):
    """An input cannot be read."""


class LexiconError(NewsparseError):
    """A lexicon table breaks a rule."""


class OptionError(NewsparseError):
    """An option's value is outside its range."""


class MissingExtraError(NewsparseError):
    """A feature needs an extra that is not installed."""
