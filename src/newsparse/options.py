"""What a caller may set: one type for parsing, one for the limits that keep a hostile page harmless."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one page. Reaching one is told by the warning named beside it.

    `max_bytes`: bytes read of one input (`limit-size`). `max_depth`: open elements up to which containers
    are told apart (`limit-depth`). `max_attributes`: attributes kept of one tag
    (`limit-attributes`). `max_text`: code points of the article that entities, facts and times
    are looked for in (`limit-text`).
    """

    max_bytes: int = 64 * 1024 * 1024
    max_depth: int = 250
    max_attributes: int = 500
    max_text: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """How to parse.

    `reference`: the article's date where the page states none; `engine`: what weighs the grammar's
    evidence for names: `default`, `none`, `underthesea` or `transformers:FOLDER`; `lexicon`: a folder of
    tables laid over the ones that ship; `limits`: see `Limits`; `repeated`: keys of the blocks that stand
    on most pages of the site, which `run_batch` learns.
    """

    reference: datetime.date | None = None
    engine: str = "default"
    lexicon: Path | None = None
    limits: Limits = field(default_factory=Limits)
    repeated: frozenset[int] = field(default=frozenset(), repr=False)
