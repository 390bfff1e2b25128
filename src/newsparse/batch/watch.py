"""Show a run to a person: a bar where a terminal looks, log lines where none does, a summary at the end."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsparse.batch.report import Progress, Report

_EVERY: Final = 30.0  # seconds between two log lines


@contextmanager
def watching(quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give what `run_batch` takes as `progress`: None when quiet, a bar on a terminal, else log lines."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _Log()


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(elapsed_when_finished=False),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("parse", total=None, counts="")

        def show(now: Progress) -> None:
            bar.update(task, description=now.step, total=now.total or None, completed=now.weight, counts=_counts(now))

        yield show


class _Log:
    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, now: Progress) -> None:
        if time.monotonic() - self._last < _EVERY:
            return
        self._last = time.monotonic()
        share = f"{100 * now.weight / now.total:.1f} %, " if now.total else ""
        left = ""
        if now.total and now.weight:
            left = f", about {_clock(now.seconds * max(0, now.total - now.weight) / now.weight)} left"
        print(f"newsparse: {now.step}: {share}{_counts(now)}{left}", file=sys.stderr, flush=True)


def _counts(now: Progress) -> str:
    rate = now.items / now.seconds if now.seconds else 0.0
    return f"{now.records:,} records, {now.rejects:,} rejects, {rate:.1f} pages/s"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


def show_summary(report: Report, output: Path) -> None:
    """Print what came of a run on standard error."""
    lines = [
        f"{report.records:,} records and {report.items - report.records:,} rejects of {report.items:,} items in "
        f"{report.shards:,} shards ({report.resumed_shards:,} done before), {_clock(report.seconds)}, "
        f"{report.pages_per_second:.1f} pages/s",
    ]
    lines += [f"  rejected: {count:,} {reason}" for reason, count in _most(report.rejects)]
    lines += [f"  no pages: {count:,} × {what}" for what, count in _most(report.skipped)[:8]]
    lines += [f"  warnings: {count:,} {name}" for name, count in _most(report.warnings)[:8]]
    if report.lost_bytes:
        lines.append(f"  lost: {report.lost_bytes:,} bytes of damaged archives; see the rejects 'damaged'")
    if report.duplicates:
        lines.append("  duplicates: " + ", ".join(f"{count:,} {what}" for what, count in report.duplicates.items()))
    if report.sites:
        lines.append(f"  sites whose repeated blocks are known: {report.sites:,}")
    lines += [f"  FAILED shard {name}: {why}" for name, why in report.failed_shards.items()]
    if report.failed_shards:
        lines.append("  give the same command again to try the failed shards once more")
    lines.append(f"  output: {output}")
    print("\n".join(lines), file=sys.stderr)


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
