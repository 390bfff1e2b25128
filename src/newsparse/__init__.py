"""newsparse: Vietnamese news pages into evidence-backed records."""

from __future__ import annotations

from newsparse.pipeline import parse, parse_text

__version__ = "0.1.0"
__all__ = ["parse", "parse_text"]
