"""What came of a run: the report, and the state that a progress display shows."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.batch.worker import Done


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The account of an output folder after a run; `items` is `records` plus all `rejects`.

    `lost_bytes` are bytes of damaged archives; what they held is not known. `resumed_shards` were done
    by an earlier run; `failed_shards` could not be read or written, with the reason; another run tries
    them again. `seconds` and `pages_per_second` are of this run alone.
    """

    items: int = 0
    records: int = 0
    rejects: dict[str, int] = {}
    skipped: dict[str, int] = {}
    warnings: dict[str, int] = {}
    lost_bytes: int = 0
    shards: int = 0
    resumed_shards: int = 0
    failed_shards: dict[str, str] = {}
    duplicates: dict[str, int] = {}
    sites: int = 0
    seconds: float = 0.0
    pages_per_second: float = 0.0
    version: str = ""


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """Where a run stands. `weight` is in bytes of input, `total` what is to be read, 0 where not known."""

    step: str
    shards: int = 0
    items: int = 0
    records: int = 0
    rejects: int = 0
    weight: int = 0
    total: int = 0
    seconds: float = 0.0


def summed(entries: Iterable[Done]) -> Report:
    """Return the counts of all shards together."""
    items = records = lost = shards = 0
    rejects: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    for entry in entries:
        shards += 1
        items += entry.items
        records += entry.records
        lost += entry.lost_bytes
        rejects.update(entry.rejects)
        skipped.update(entry.skipped)
        warnings.update(entry.warnings)
    return Report(
        items=items,
        records=records,
        rejects=dict(sorted(rejects.items())),
        skipped=dict(sorted(skipped.items())),
        warnings=dict(sorted(warnings.items())),
        lost_bytes=lost,
        shards=shards,
    )
