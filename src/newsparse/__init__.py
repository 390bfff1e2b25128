"""newsparse: Vietnamese news pages into evidence-backed records.

The public names are loaded on first use, so that importing newsparse costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsparse.batch.archives import Reading
    from newsparse.batch.guard import PageLimits
    from newsparse.batch.plan import Cut
    from newsparse.batch.report import Progress, Report
    from newsparse.batch.run import run_batch
    from newsparse.errors import (
        AddressError,
        FetchError,
        FetchLimitError,
        InputError,
        LexiconError,
        MissingExtraError,
        NetworkError,
        NewsparseError,
        OptionError,
        OutputError,
        RobotsError,
        StatusError,
    )
    from newsparse.export.conll import to_conll
    from newsparse.export.lines import read_records
    from newsparse.export.ninjs import to_ninjs
    from newsparse.export.tei import to_tei
    from newsparse.fetching.call import fetch, fetch_many
    from newsparse.fetching.fetcher import AsyncFetcher
    from newsparse.fetching.mock import MockTransport
    from newsparse.fetching.options import FetchOptions
    from newsparse.fetching.page import Exchange, Page
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
    from newsparse.report.page import report_html
    from newsparse.view.load import Evidence, load_evidence
    from newsparse.view.page import view_html

__version__ = "0.1.0"

__all__ = [
    "WARNINGS",
    "AddressError",
    "AsyncFetcher",
    "Block",
    "Cut",
    "Evidence",
    "Exchange",
    "Fact",
    "FetchError",
    "FetchLimitError",
    "FetchOptions",
    "Image",
    "InputError",
    "LexiconError",
    "Limits",
    "Mention",
    "MissingExtraError",
    "MockTransport",
    "NetworkError",
    "NewsparseError",
    "OptionError",
    "Options",
    "Organisation",
    "OutputError",
    "Page",
    "PageLimits",
    "Person",
    "PersonMention",
    "Place",
    "Position",
    "Progress",
    "Reading",
    "Record",
    "Report",
    "RobotsError",
    "Site",
    "Source",
    "Stamp",
    "StatusError",
    "Time",
    "facts",
    "fetch",
    "fetch_many",
    "json_schema",
    "load_evidence",
    "parse",
    "parse_file",
    "parse_text",
    "read_records",
    "report_html",
    "run_batch",
    "times",
    "to_conll",
    "to_ninjs",
    "to_tei",
    "view_html",
]

_HOME = {
    "newsparse.batch.archives": ("Reading",),
    "newsparse.batch.guard": ("PageLimits",),
    "newsparse.batch.plan": ("Cut",),
    "newsparse.batch.report": ("Progress", "Report"),
    "newsparse.batch.run": ("run_batch",),
    "newsparse.errors": (
        "AddressError", "FetchError", "FetchLimitError", "InputError", "LexiconError", "MissingExtraError",
        "NetworkError", "NewsparseError", "OptionError", "OutputError", "RobotsError", "StatusError",
    ),
    "newsparse.fetching.call": ("fetch", "fetch_many"),
    "newsparse.fetching.fetcher": ("AsyncFetcher",),
    "newsparse.fetching.mock": ("MockTransport",),
    "newsparse.fetching.options": ("FetchOptions",),
    "newsparse.fetching.page": ("Exchange", "Page"),
    "newsparse.export.conll": ("to_conll",),
    "newsparse.export.lines": ("read_records",),
    "newsparse.export.ninjs": ("to_ninjs",),
    "newsparse.export.tei": ("to_tei",),
    "newsparse.files": ("parse_file",),
    "newsparse.options": ("Limits", "Options"),
    "newsparse.pipeline": ("facts", "parse", "parse_text", "times"),
    "newsparse.record": (
        "WARNINGS", "Block", "Fact", "Image", "Mention", "Organisation", "Person", "PersonMention", "Place",
        "Position", "Record", "Site", "Source", "Stamp", "Time", "json_schema",
    ),
    "newsparse.report.page": ("report_html",),
    "newsparse.view.load": ("Evidence", "load_evidence"),
    "newsparse.view.page": ("view_html",),
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
