"""`run_batch`: plan, work, ledger, report; resumable, and the same bytes whoever does the work."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from newsparse.batch.archives import Reading
from newsparse.batch.cutting import Cut
from newsparse.batch.duplicates import COLUMNS, find_duplicates
from newsparse.batch.guard import PageLimits
from newsparse.batch.ledger import Ledger, claim
from newsparse.batch.plan import check, plan, weigh
from newsparse.batch.report import Progress, Report, summed
from newsparse.batch.runners import Processes, Serial, dask_executor
from newsparse.batch.sinks import WORK, RecordFormat, TableFormat, put_table, put_whole, writing
from newsparse.batch.sites import Learner, Sample, is_sampled, load_sites, sample_shard
from newsparse.batch.worker import Done, Settings, parse_item, run_shard, suspects_of
from newsparse.errors import LexiconError, MissingExtraError, NewsparseError, OptionError, OutputError
from newsparse.options import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsparse.batch.guard import Parser
    from newsparse.batch.items import Shard

    Watcher = Callable[[Progress], None]

Runner = Literal["processes", "serial", "dask"]
_TRIES: Final = 3  # times that a shard may fail without a page to blame
_AHEAD: Final = 2  # shards that wait beside the ones being worked on
_OURS: Final = (
    "records",
    "rejects",
    "tables",
    WORK,
    "run.json",
    "report.json",
    "sites.json",
    "signatures",
    "duplicates.jsonl",
)


def run_batch(
    inputs: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    options: Options | None = None,
    records: RecordFormat = "jsonl.zst",
    tables: TableFormat = "parquet",
    runner: Runner = "processes",
    workers: int | None = None,
    scheduler: str | None = None,
    executor: Executor | None = None,
    part: tuple[int, int] | None = None,
    resume: bool = True,
    limits: PageLimits | None = None,
    cut: Cut | None = None,
    reading: Reading | None = None,
    duplicates: bool = True,
    site_knowledge: bool = True,
    parse: Parser = parse_item,
    progress: Watcher | None = None,
) -> Report:
    """Turn archives of pages into records and tables below the folder `output`, and return the report.

    `inputs`: folders, `.zip`, `.tar` (`.gz .zst .xz`), `.warc(.gz)`, `.arc(.gz)`, `.wacz`, `.jsonl`
    (`.gz .zst`), single pages, URLs that fsspec opens, and `@FILE`, a list of these, one a line.
    `records` and `tables` say what is written; `runner` and `workers` who works (`workers` defaults to
    the number of cores; `scheduler` is the address of a Dask scheduler), or `executor` is any executor
    of `concurrent.futures`. `part` `(i, n)` does the i-th of n parts, i from 1, for arrays of jobs that
    write to one folder. With `resume` what an earlier run of the same settings did is kept; without, it
    is deleted. `limits` are for one page, `cut` for one shard. `duplicates` marks articles that
    stand more than once, in a table of their own. With `site_knowledge` the blocks that stand on most pages
    of a site are learnt first, from a sample, and left out. `parse` replaces the parser; it stands in
    a module that workers can import. `progress` is called now and then.

    Every item ends as one record or one reject. Raises `InputError` for an input that is not there,
    `OptionError` where `output` holds something else, was made with other settings or is written to by another
    run, `OutputError` where there is no room or no permission to write, and `MissingExtraError`; a shard that
    fails otherwise is told in the report.
    """
    names = [os.fspath(name) for name in inputs]
    check(names, os.fspath(output))
    if not names:
        raise OptionError("no inputs; name at least one file or folder")
    if part is not None and not 1 <= part[0] <= part[1]:
        raise OptionError(f"the part {part[0]}/{part[1]} is none: write i/n with i from 1 to n")
    if part is not None and not resume:
        raise OptionError("a part cannot start the whole over; delete the output folder, or restart without a part")
    folder = Path(output)
    real = os.path.realpath(output)
    cut = cut or Cut()
    settings = Settings(
        output=str(folder.absolute()),
        options=options or Options(),
        reading=reading or Reading(),
        limits=limits or PageLimits(),
        records=records,
        tables=tables,
        parse=parse,
        hard=executor is None and runner != "serial",
        signatures=duplicates,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(f"{folder}: cannot be made: {error.strerror}") from error
    with writing(folder), claim(folder, part):
        _prepare(folder, settings, cut, resume, part, site_knowledge)
        crew, size = _crew(runner, workers, scheduler, executor)
        state = _State(progress, weigh(names, real) if progress else 0, time.monotonic())
        ledger = Ledger(folder, part)
        shards = partial(plan, names, settings.reading, cut, real)
        try:
            if site_knowledge:
                settings = _learn_sites(crew, size + _AHEAD, shards(), settings, state)
            planned, failed, resumed = _work(crew, size + _AHEAD, shards(), settings, ledger, part, state)
        except BaseException:
            if executor is None:
                crew.shutdown(wait=False, cancel_futures=True)
            raise
        if executor is None:
            crew.shutdown()
        if part is None:
            ledger.keep(planned)
        ledger.close()
        copies = _mark_duplicates(folder, ledger, tables, state) if duplicates and part is None and not failed else {}
        seconds = time.monotonic() - state.began
        report = msgspec.structs.replace(
            summed(entry for name, entry in ledger.entries.items() if name in planned),
            resumed_shards=resumed,
            failed_shards=dict(sorted(failed.items())),
            duplicates=copies,
            sites=len(load_sites(settings.sites)) if settings.sites else 0,
            seconds=round(seconds, 3),
            pages_per_second=round(state.items / seconds, 2) if seconds else 0.0,
            version=_version(),
        )
        name = "report.json" if part is None else f"report-{part[0]:05d}-of-{part[1]:05d}.json"
        put_whole(folder / name, msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
        if not failed and part is None:
            shutil.rmtree(folder / WORK, ignore_errors=True)
    return report


@dataclass(slots=True)
class _State:
    """The counts that a watcher sees."""

    watcher: Watcher | None
    total: int
    began: float
    shards: int = 0
    items: int = 0
    records: int = 0
    weight: int = 0

    def tell(self, step: str) -> None:
        if self.watcher is not None:
            self.watcher(
                Progress(
                    step=step, shards=self.shards, items=self.items, records=self.records,
                    rejects=self.items - self.records, weight=self.weight, total=self.total,
                    seconds=time.monotonic() - self.began,
                )
            )  # fmt: skip


def _work(
    crew: Executor,
    window: int,
    shards: Iterator[Shard],
    settings: Settings,
    ledger: Ledger,
    part: tuple[int, int] | None,
    state: _State,
) -> tuple[set[str], dict[str, str], int]:
    """Have all shards done, at most `window` at once; return all names, the failed ones, the number resumed."""
    running: dict[Future[Done], Shard] = {}
    tries: dict[str, int] = {}
    planned: set[str] = set()
    failed: dict[str, str] = {}
    resumed = 0
    more = True
    state.tell("parse")
    while more or running:
        while more and len(running) < window:
            shard = next(shards, None)
            if shard is None:
                more = False
                break
            if part is not None and shard.number % part[1] != part[0] - 1:
                state.weight += shard.weight
                continue
            planned.add(shard.name)
            if ledger.has(shard.name, shard.fingerprint):
                resumed += 1
                state.weight += shard.weight
                continue
            running[crew.submit(run_shard, shard, settings)] = shard
        if not running:
            continue
        finished, _ = wait(running, timeout=1.0, return_when=FIRST_COMPLETED)
        for future in finished:
            shard = running.pop(future)
            error = future.exception()
            if error is None:
                done = future.result()
                ledger.enter(done)
                state.shards += 1
                state.items += done.items
                state.records += done.records
                state.weight += shard.weight
                continue
            if isinstance(error, NewsparseError) and _is_final(error):
                raise error
            tries[shard.name] = tries.get(shard.name, 0) + 1
            if tries[shard.name] - suspects_of(Path(settings.output), shard) >= _TRIES:
                ledger.drop(shard.name)  # what an earlier run made of it is of another input
                failed[shard.name] = f"{shard.location or shard.label}: {type(error).__name__}: {error}"
            else:
                running[crew.submit(run_shard, shard, settings)] = shard
        state.tell("parse")
    return planned, failed, resumed


def _is_final(error: NewsparseError) -> bool:
    """Return whether a shard's error is one of the settings or of the output, which every shard would raise."""
    return isinstance(error, (LexiconError, MissingExtraError, OptionError, OutputError))


def _learn_sites(crew: Executor, window: int, shards: Iterator[Shard], settings: Settings, state: _State) -> Settings:
    """Return the settings with the file of what is known of the sites; a resumed run keeps what it has."""
    path = Path(settings.output) / "sites.json"
    if not path.exists():
        state.tell("learn sites")
        learner = Learner()
        running: dict[Future[list[Sample]], tuple[Shard, int]] = {}
        sampled = (shard for shard in shards if is_sampled(shard))
        more = True
        while more or running:
            while more and len(running) < window:
                shard = next(sampled, None)
                if shard is None:
                    more = False
                    break
                running[crew.submit(sample_shard, shard, settings)] = (shard, 1)
            finished, _ = wait(running, timeout=1.0, return_when=FIRST_COMPLETED)
            for future in finished:
                shard, tries = running.pop(future)
                error = future.exception()
                if error is None:
                    learner.add(future.result())
                elif isinstance(error, NewsparseError) and _is_final(error):
                    raise error
                elif tries < _TRIES:  # else nothing is learnt of this shard; its own turn tells what is wrong
                    running[crew.submit(sample_shard, shard, settings)] = (shard, tries + 1)
            state.tell("learn sites")
        put_whole(path, msgspec.json.encode(learner.knowledge()) + b"\n")
    return replace(settings, sites=str(path.absolute()))


def _mark_duplicates(folder: Path, ledger: Ledger, tables: TableFormat, state: _State) -> dict[str, int]:
    """Write the table of duplicates, which needs all shards; return counts for the report."""
    state.tell("duplicates")
    names = sorted(name for done in ledger.entries.values() for name in done.files if name.startswith("signatures/"))
    rows = find_duplicates(folder / name for name in names)
    put_table(folder, "duplicates", COLUMNS, rows, tables)
    return {
        "clusters": len({row["cluster_id"] for row in rows}),
        "articles": len(rows),
        "exact": sum(row["exact"] for row in rows),
    }


def _crew(
    runner: Runner, workers: int | None, scheduler: str | None, executor: Executor | None
) -> tuple[Executor, int]:
    if executor is not None:
        return executor, workers or _cores()
    if workers is not None and workers < 1:
        raise OptionError(f"{workers} workers cannot do anything; give 1 or more")
    if runner == "dask" or scheduler is not None:
        if scheduler is None:
            raise OptionError("the runner dask needs the address of a scheduler: scheduler='tcp://…'")
        return dask_executor(scheduler)
    if runner == "serial":
        return Serial(), 1
    count = workers or _cores()
    return Processes(count), count


def _cores() -> int:
    """Return the cores that this process may use: a batch system gives a job fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare(
    folder: Path, settings: Settings, cut: Cut, resume: bool, part: tuple[int, int] | None, site_knowledge: bool
) -> None:
    """Make the folder ready: ours or empty, and of the same settings."""
    wanted = {**_described(settings, cut), "site_knowledge": site_knowledge}
    path = folder / "run.json"
    if path.exists() and not resume and part is None:
        for name in _OURS:
            shutil.rmtree(folder / name, ignore_errors=True) if (folder / name).is_dir() else (folder / name).unlink(
                missing_ok=True
            )
        for old in folder.glob("ledger*.jsonl"):
            old.unlink()
    if path.exists():
        found = msgspec.json.decode(path.read_bytes())
        other = sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
        if other:
            raise OptionError(
                f"{folder} was made with other settings ({', '.join(other)}); "
                "take another folder, or start over with resume=False (--restart)"
            )
        if part is None:  # another job of an array may be writing its own
            for stray in (*folder.glob(".*.tmp"), *(folder / WORK).glob(".*.tmp")):
                stray.unlink(missing_ok=True)
        return
    if any(not _is_ours(path.name) for path in folder.iterdir()):  # another job of an array may be a step ahead
        raise OptionError(f"{folder} is not empty and no output of a batch; take another folder")
    put_whole(path, msgspec.json.format(msgspec.json.encode(wanted), indent=2) + b"\n")


def _is_ours(name: str) -> bool:
    return name in _OURS or name.startswith(("ledger", "report-")) or (name.startswith(".") and name.endswith(".tmp"))


def _described(settings: Settings, cut: Cut) -> dict[str, Any]:
    """Return all settings that decide the bytes of the output."""
    options = settings.options
    return {
        "version": _version(),
        "records": settings.records,
        "tables": settings.tables,
        "engine": options.engine,
        "reference": str(options.reference) if options.reference else None,
        "lexicon": _digest_of(options.lexicon) if options.lexicon else None,
        "page_limits": str(options.limits),
        "limits": str(settings.limits),
        "reading": str(settings.reading),
        "shards": str(cut),
        "duplicates": settings.signatures,
        "parser": f"{settings.parse.__module__}.{settings.parse.__qualname__}",
    }


def _digest_of(lexicon: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(lexicon.glob("*.tsv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _version() -> str:
    from newsparse import __version__

    return __version__
