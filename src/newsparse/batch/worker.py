"""Turn one shard into files. This is what runs in a worker, whatever the runner."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsparse.batch.archives import Reading
from newsparse.batch.guard import PageLimits, attempt, attempt_alone
from newsparse.batch.items import Flaw, Item, Lost, Shard, Skipped
from newsparse.batch.plan import read
from newsparse.batch.sinks import WORK, RecordFormat, ShardFiles, TableFormat, writing
from newsparse.batch.sites import load_sites, site_of
from newsparse.options import Options

if TYPE_CHECKING:
    from newsparse.batch.guard import Parser
    from newsparse.record import Record


def parse_item(item: Item, options: Options) -> Record:
    """Return the record of an item: the ordinary parser, which `run_batch(parse=…)` replaces."""
    from newsparse.files import parse_bytes
    from newsparse.pipeline import parse

    if item.content_type and item.format == "html":
        raw = item.data[: options.limits.max_bytes]
        record = parse(raw, url=item.url, content_type=item.content_type, options=options)
        cut = ("limit-size",) if len(raw) < len(item.data) else ()
        digest = hashlib.sha256(item.data).hexdigest()
        source = msgspec.structs.replace(record.source, bytes=len(item.data), sha256=digest)
        record = msgspec.structs.replace(record, source=source, warnings=tuple(sorted({*record.warnings, *cut})))
    else:
        record = parse_bytes(item.data, item.member or item.file, format=item.format, url=item.url, options=options)
    source = msgspec.structs.replace(record.source, file=item.file, member=item.member)
    warnings = tuple(sorted({*record.warnings, *item.warnings}))
    return msgspec.structs.replace(record, source=source, warnings=warnings)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a worker needs to know beside its shard."""

    output: str
    options: Options = field(default_factory=Options)
    reading: Reading = field(default_factory=Reading)
    limits: PageLimits = field(default_factory=PageLimits)
    records: RecordFormat = "jsonl.zst"
    tables: TableFormat = "parquet"
    parse: Parser = parse_item
    hard: bool = True
    signatures: bool = True
    sites: str | None = None


class Done(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The ledger's entry of a shard: what it covered, what came of it, and the files with their lengths."""

    shard: str
    fingerprint: str
    items: int
    records: int
    rejects: dict[str, int] = {}
    skipped: dict[str, int] = {}
    warnings: dict[str, int] = {}
    lost_bytes: int = 0
    files: dict[str, int] = {}


def run_shard(shard: Shard, settings: Settings) -> Done:
    """Parse every item of a shard and write its files; return what goes into the ledger.

    Every item ends as a record or as a reject. Raises what reading the source or writing the files raises,
    `OutputError` where no file can be written.
    """
    with writing(Path(settings.output)):
        return _run_shard(shard, settings)


def _run_shard(shard: Shard, settings: Settings) -> Done:
    if settings.parse is parse_item:
        _warm_up(settings.options.engine, settings.options.lexicon)
    output = Path(settings.output)
    journal = Journal(output / WORK, shard)
    files = ShardFiles(output, shard.name, settings.records, settings.tables, settings.signatures)
    records = 0
    rejects: Counter[str] = Counter()
    skipped: Counter[str] = Counter()
    warnings: Counter[str] = Counter()
    lost = 0
    sites = load_sites(settings.sites) if settings.sites else {}
    for number, found in enumerate(read(shard, settings.reading)):
        if isinstance(found, Skipped):
            skipped[found.what] += 1
            continue
        if isinstance(found, Lost):
            item = _lost_item(found)
            lost += found.stop - found.start
        else:
            item = _printable(found)
        result = item.flaw
        if result is None:
            journal.begin(number)
            options = settings.options
            if item.reference is not None:
                options = replace(options, reference=item.reference)
            if sites and (repeated := sites.get(site_of(item))):
                options = replace(options, repeated=repeated)
            if number in journal.suspects:
                outcome = attempt_alone(item, settings.parse, options, settings.limits)
            else:
                outcome = attempt(item, settings.parse, options, settings.limits, hard=settings.hard)
            if not isinstance(outcome, Flaw):
                try:
                    files.add(item, outcome)
                except (ValueError, TypeError, AttributeError) as error:  # half a surrogate pair; no record at all
                    outcome = Flaw("error", f"the record cannot be written down: {error}"[:500])
                else:
                    records += 1
                    warnings.update(outcome.warnings)
                    continue
            result = outcome
        rejects[result.reason] += 1
        files.reject(replace(item, data=b"", flaw=result))
    journal.begin(-1)
    written = files.commit()
    journal.close()
    return Done(
        shard=shard.name,
        fingerprint=shard.fingerprint,
        items=records + rejects.total(),
        records=records,
        rejects=dict(sorted(rejects.items())),
        skipped=dict(sorted(skipped.items())),
        warnings=dict(sorted(warnings.items())),
        lost_bytes=lost,
        files=written,
    )


@lru_cache(maxsize=1)
def _warm_up(engine: str, lexicon: Path | None) -> None:
    """Load what the parser loads once, so that no page's time and memory are charged with it."""
    from newsparse.pipeline import parse_text

    parse_text("Ông Nguyễn Văn An, Chủ tịch xã, trao 10 suất quà.", options=Options(engine=engine, lexicon=lexicon))


def _lost_item(lost: Lost) -> Item:
    where = f"bytes {lost.start} to {lost.stop}: " if lost.stop > lost.start else ""
    return Item(lost.key, lost.file, f"@{lost.start}", flaw=Flaw("damaged", where + lost.why))


def _printable(item: Item) -> Item:
    r"""Return the item with names that can be written as UTF-8; a byte that is none shows as `\xe1`."""
    if not all(_is_utf8(text) for text in (item.file, item.member, item.url) if text):
        file, member, url = (text and _escaped(text) for text in (item.file, item.member, item.url))
        item = replace(item, file=file or "", member=member, url=url)
    if item.flaw is not None and not _is_utf8(item.flaw.detail):
        item = replace(item, flaw=replace(item.flaw, detail=_escaped(item.flaw.detail)))
    return item


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _escaped(text: str) -> str:
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()


class Journal:
    """Which page of a shard is being parsed, told to whoever comes after a process that died over it.

    `suspects` are the numbers of the pages that were being parsed when earlier attempts ended.
    """

    def __init__(self, folder: Path, shard: Shard) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        stem = f"{shard.name}-{shard.fingerprint}"
        self._at = folder / f"{stem}.at"
        self._suspects = folder / f"{stem}.suspects"
        last = _number(self._at)
        if last is not None and last >= 0:
            with self._suspects.open("a") as file:
                file.write(f"{last}\n")
        self.suspects = read_suspects(self._suspects)
        self._file = os.open(self._at, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)

    def begin(self, number: int) -> None:
        """Note that the page of this number is begun; -1 when all are done."""
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, b"%12d" % number)

    def close(self) -> None:
        """Forget the shard: it is done."""
        os.close(self._file)
        self._at.unlink(missing_ok=True)
        self._suspects.unlink(missing_ok=True)


def read_suspects(path: Path) -> frozenset[int]:
    """Return the numbers in a file of suspects."""
    try:
        return frozenset(int(line) for line in path.read_text().split())
    except (OSError, ValueError):
        return frozenset()


def suspects_of(output: Path, shard: Shard) -> int:
    """Return how many pages of a shard have been parsed while a process ended."""
    return len(read_suspects(output / WORK / f"{shard.name}-{shard.fingerprint}.suspects"))


def _number(path: Path) -> int | None:
    try:
        return int(path.read_bytes())
    except (OSError, ValueError):
        return None
