"""Find articles that stand in an archive more than once: the same text, or nearly the same.

Workers leave a signature for each record: a hash of the text, and a MinHash of its word 4-grams (Broder 1997),
from the library rensa. When all shards are done, signatures that share a band (locality-sensitive hashing:
16 bands of 4 rows) are compared; articles that agree are one cluster. Nothing is dropped.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Final

from newsparse.errors import MissingExtraError
from newsparse.text.syllables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsparse.record import Record

_ROWS: Final = 64
_BAND: Final = 4
_SEED: Final = 20250701
_WORDS: Final = 4
_FEWEST: Final = 12  # words; a shorter text is compared as a whole only
_LAYOUT: Final = struct.Struct(f"<10s8s{_ROWS}I")
_ID, _TEXT, _SIGNS = slice(0, 10), slice(10, 18), slice(18, None)
_NEAR: Final = 0.7  # share of equal rows, which estimates the Jaccard similarity
_WORD: Final = re.compile(r"\w+")

Row = dict[str, Any]
COLUMNS: Final = {"article_id": "str", "cluster_id": "str", "exact": "bool", "similarity": "float"}


def signature_of(article_id: str, record: Record) -> bytes:
    """Return what is kept of a record to compare it: 274 bytes; none for an empty text."""
    words = [fold(word) for word in _WORD.findall(record.text)]
    if not words:
        return b""
    text = hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).digest()[:8]
    if len(words) < _FEWEST:
        rows = [0] * _ROWS
    else:
        grams = [" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1)]
        rows = _minhash(grams)
    return _LAYOUT.pack(bytes.fromhex(article_id), text, *rows)


def _minhash(grams: list[str]) -> list[int]:
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise MissingExtraError(
            "near-duplicates need the extra: pip install 'newsparse[batch]' (or --no-duplicates)"
        ) from error
    hashed = RMinHash(num_perm=_ROWS, seed=_SEED)
    hashed.update(grams)
    rows: list[int] = hashed.digest()
    return rows


def find_duplicates(files: Iterable[Path]) -> list[Row]:
    """Return a row for each article that has a duplicate, in the order of `cluster_id` and `article_id`.

    `files` hold signatures. `cluster_id` is the least `article_id` of the cluster; `exact` says that the
    article has the words of another one, letter case aside; `similarity` is the estimated Jaccard
    similarity of the word 4-grams to the article that gives the cluster its name. Memory: about 150 bytes
    an article, beside the files, which the system maps.
    """
    maps = [_map(path) for path in files if path.stat().st_size]
    signatures = _Signatures(maps)
    union = _Union()
    same: dict[bytes, int] = {}
    exact = bytearray(len(signatures))
    for at, signature in enumerate(signatures):
        first = same.setdefault(signature[_TEXT], at)
        if first != at:
            union.join(first, at)
            exact[first] = exact[at] = 1
    same.clear()
    width = 4 * _BAND
    for band in range(0, 4 * _ROWS, width):
        seen: dict[bytes, int] = {}
        for at, signature in enumerate(signatures):
            part = signature[18 + band : 18 + band + width]
            if not any(part):
                continue
            first = seen.setdefault(part, at)
            if first != at and not union.joined(first, at) and _alike(signatures[first], signature) >= _NEAR:
                union.join(first, at)
    rows = _rows(signatures, union, exact)
    for mapped in maps:
        mapped.close()
    return rows


def _rows(signatures: _Signatures, union: _Union, exact: bytearray) -> list[Row]:
    clusters: dict[int, list[int]] = {}
    for at in union.members():
        clusters.setdefault(union.root(at), []).append(at)
    rows = []
    for members in clusters.values():
        first = min(members, key=lambda at: signatures[at][_ID])
        rows += [
            {
                "article_id": signatures[at][_ID].hex(),
                "cluster_id": signatures[first][_ID].hex(),
                "exact": bool(exact[at]),
                "similarity": round(_alike(signatures[first], signatures[at]), 4),
            }
            for at in members
        ]
    return sorted(rows, key=lambda row: (row["cluster_id"], row["article_id"]))


def _alike(one: bytes, other: bytes) -> float:
    if one[_SIGNS] == other[_SIGNS]:
        return 1.0
    pairs = zip(memoryview(one[_SIGNS]).cast("I"), memoryview(other[_SIGNS]).cast("I"), strict=True)
    return sum(a == b for a, b in pairs) / _ROWS


def _map(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Signatures:
    """The signatures of all files as one sequence."""

    def __init__(self, maps: list[mmap.mmap]) -> None:
        self._maps = maps
        self._starts: list[int] = []
        count = 0
        for mapped in maps:
            self._starts.append(count)
            count += len(mapped) // _LAYOUT.size
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> bytes:
        file = bisect_right(self._starts, at) - 1
        start = (at - self._starts[file]) * _LAYOUT.size
        return self._maps[file][start : start + _LAYOUT.size]

    def __iter__(self) -> Iterator[bytes]:
        for mapped in self._maps:
            for start in range(0, len(mapped) - _LAYOUT.size + 1, _LAYOUT.size):
                yield mapped[start : start + _LAYOUT.size]


class _Union:
    """Disjoint sets of numbers; only numbers that were joined take memory."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, at: int) -> int:
        parent = self._parent
        while (above := parent.get(at, at)) != at:
            parent[at] = parent.get(above, above)
            at = parent[at]
        return at

    def joined(self, one: int, other: int) -> bool:
        return self.root(one) == self.root(other)

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first
        self._parent.setdefault(first, first)

    def members(self) -> Iterator[int]:
        return iter(sorted(self._parent))
