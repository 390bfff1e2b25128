"""The command line (first version)."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Print a record a path."""
    import msgspec

    from newsparse import parse, parse_text

    for arg in sys.argv[2:]:
        data = Path(arg).read_bytes()
        record = parse_text(data) if arg.endswith(".txt") else parse(data)
        record = msgspec.structs.replace(record, source=msgspec.structs.replace(record.source, file=arg))
        print(record.to_json())
