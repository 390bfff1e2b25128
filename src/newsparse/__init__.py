"""newsparse: Vietnamese news pages into evidence-backed records.

The public names are loaded on first use, so that importing newsparse costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsparse.batch.report import Report
    from newsparse.batch.run import run_batch
    from newsparse.errors import InputError, LexiconError, MissingExtraError, NewsparseError, OptionError
    from newsparse.files import parse_file
    from newsparse.options import Limits, Options
    from newsparse.pipeline import facts, parse, parse_text, times
    from newsparse.record import (
        WARNINGS,
        Block,
        Fact,
        Image,
        Mention,
        Organisation,
        Person,
        PersonMention,
        Place,
        Position,
        Record,
        Site,
        Source,
        Stamp,
        Time,
        json_schema,
    )

__version__ = "0.1.0"

__all__ = [
    "WARNINGS",
    "Block",
    "Fact",
    "Image",
    "InputError",
    "LexiconError",
    "Limits",
    "Mention",
    "MissingExtraError",
    "NewsparseError",
    "OptionError",
    "Options",
    "Organisation",
    "Person",
    "PersonMention",
    "Place",
    "Position",
    "Record",
    "Report",
    "Site",
    "Source",
    "Stamp",
    "Time",
    "facts",
    "json_schema",
    "parse",
    "parse_file",
    "parse_text",
    "run_batch",
    "times",
]

_HOME = {
    "newsparse.batch.report": ("Report",),
    "newsparse.batch.run": ("run_batch",),
    "newsparse.errors": ("InputError", "LexiconError", "MissingExtraError", "NewsparseError", "OptionError"),
    "newsparse.files": ("parse_file",),
    "newsparse.options": ("Limits", "Options"),
    "newsparse.pipeline": ("facts", "parse", "parse_text", "times"),
    "newsparse.record": (
        "WARNINGS", "Block", "Fact", "Image", "Mention", "Organisation", "Person", "PersonMention", "Place",
        "Position", "Record", "Site", "Source", "Stamp", "Time", "json_schema",
    ),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    module = _MODULE_OF.get(name)
    if module is None:
        raise AttributeError(f"module 'newsparse' has no attribute {name!r}")
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
