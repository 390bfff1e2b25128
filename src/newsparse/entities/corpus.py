"""The training corpus: short articles with entities marked in the text, written for this project.

A file `TOPIC.txt` holds articles separated by a blank line. The first line of an article is `## TOPIC-NNN`,
the next its headline, the others its paragraphs. Entities are marked where they stand:
`[PER Nguyễn Văn An]`, `[ORG Sở Y tế tỉnh Hà Giang]`, `[LOC xã Hợp Thành]`; marks are never nested.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsparse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LABELS = ("PER", "ORG", "LOC")
_MARK = re.compile(r"\[(PER|ORG|LOC) ([^\[\]\n]+)\]")
_IDENTIFIER = re.compile(r"## [a-z]+(?:-[a-z]+)*-\d{3}")


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line of plain text and its entities: `(start, end, label)` in code points of `text`."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article of the corpus: its identifier, and its lines, the headline first."""

    identifier: str
    lines: tuple[MarkedLine, ...]


def parse_line(line: str) -> MarkedLine:
    """Return the plain text of a marked line and the spans of its marks."""
    parts: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = last = 0
    for match in _MARK.finditer(line):
        before = line[last : match.start()]
        label, inside = match.groups()
        parts += (before, inside)
        start = length + len(before)
        length = start + len(inside)
        spans.append((start, length, label))
        last = match.end()
    parts.append(line[last:])
    return MarkedLine("".join(parts), tuple(spans))


def read_corpus(folder: Path) -> Iterator[MarkedArticle]:
    """Yield the articles of all `.txt` files of a folder, in the order of their names.

    Raises `InputError`, naming file and line, where the text is not in NFC, an article has no
    identifier or one that was used before, or a bracket is left that belongs to no mark.
    """
    seen: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        identifier: str | None = None
        lines: list[MarkedLine] = []
        for number, raw in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], 1):
            where = f"{path}:{number}"
            if not unicodedata.is_normalized("NFC", raw):
                raise InputError(f"{where}: the line is not in NFC")
            if raw.startswith("## "):
                if not _IDENTIFIER.fullmatch(raw) or raw in seen:
                    raise InputError(f"{where}: {raw!r} is no new identifier of the form '## topic-001'")
                seen.add(raw)
                identifier = raw[3:]
            elif raw.strip():
                if identifier is None:
                    raise InputError(f"{where}: text before the first '## topic-001'")
                line = parse_line(raw)
                if "[" in line.text or "]" in line.text:
                    raise InputError(f"{where}: a bracket that belongs to no [PER …], [ORG …] or [LOC …]")
                lines.append(line)
            elif identifier is not None:
                yield MarkedArticle(identifier, tuple(lines))
                identifier = None
                lines = []
