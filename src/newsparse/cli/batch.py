"""`newsparse batch`: the twin of `newsparse.run_batch`."""

from __future__ import annotations

import datetime
import logging
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsparse.errors import InputError, MissingExtraError, OptionError, OutputError
from newsparse.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.batch.run import Runner
    from newsparse.batch.sinks import RecordFormat, TableFormat


def _read_part(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    first, slash, last = value.partition("/")
    if not (slash and first.isdigit() and last.isdigit() and 1 <= int(first) <= int(last)):
        raise click.BadParameter(f"{value!r} is no part; write it as i/n with i from 1 to n, e.g. 3/100")
    return int(first), int(last)


def _read_date(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    try:
        return None if value is None else datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD") from None


def _read_names(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


class _TerminatedError(BaseException):
    """SIGTERM came."""


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Let SIGTERM, as batch systems send it, end a run as Ctrl-C does."""

    def end(number: int, frame: object) -> None:
        raise _TerminatedError

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@click.command("batch")
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder for everything written.")
@click.option("--files-from", multiple=True, metavar="FILE", help="Read more inputs from FILE, one a line.")
@click.option(
    "--records", type=click.Choice(["jsonl", "jsonl.gz", "jsonl.zst", "none"]), default="jsonl.zst", show_default=True,
    help="How the records are written.",
)  # fmt: skip
@click.option(
    "--tables", type=click.Choice(["parquet", "csv", "none"]), default="parquet", show_default=True,
    help="How the flat tables are written.",
)  # fmt: skip
@click.option("-w", "--workers", type=click.IntRange(min=1), help="Processes that parse.  [default: one a core]")
@click.option(
    "--runner", type=click.Choice(["processes", "serial"]), default="processes", show_default=True,
    help="Who works: processes, or this process alone.",
)  # fmt: skip
@click.option("--scheduler", metavar="ADDRESS", help="Work on the Dask cluster with this scheduler (tcp://…).")
@click.option("--shard", callback=_read_part, metavar="I/N", help="Do the I-th of N parts, for arrays of jobs.")
@click.option("--resume/--restart", default=True, help="Keep what an earlier run did (the default), or delete it.")
@click.option("--page-timeout", type=click.FloatRange(min=0), default=60.0, show_default=True, metavar="SECONDS",
              help="Reject a page that takes longer; 0 is no limit.")  # fmt: skip
@click.option("--page-memory", type=click.IntRange(min=0), default=2048, show_default=True, metavar="MIB",
              help="Reject a page that needs more memory; 0 is no limit.")  # fmt: skip
@click.option("--shard-pages", type=click.IntRange(min=1), default=200, show_default=True, help="Pages in a shard.")
@click.option("--shard-bytes", type=click.IntRange(min=1024), default=8 * 1024**2, show_default=True,
              help="Bytes of a WARC or of JSON lines in a shard.")  # fmt: skip
@click.option("--html-field", callback=_read_names, default="html,raw_html", show_default=True, metavar="A,B",
              help="Fields of a JSON line that hold a page; the first that is there.")  # fmt: skip
@click.option("--text-field", callback=_read_names, default="text,content,maintext,paragraphs", show_default=True,
              metavar="A,B",
              help="Fields of a JSON line that hold a text, or a list of paragraphs.")  # fmt: skip
@click.option("--title-field", callback=_read_names, default="headline,title", show_default=True, metavar="A,B",
              help="Fields of a JSON line that hold the text's headline.")  # fmt: skip
@click.option("--date-field", callback=_read_names, default="published,publish_date,date", show_default=True,
              metavar="A,B", help="Fields of a JSON line that hold the article's date.")  # fmt: skip
@click.option("--url-field", callback=_read_names, default="url,link", show_default=True, metavar="A,B",
              help="Fields of a JSON line that hold the address.")  # fmt: skip
@click.option("--id-field", callback=_read_names, default="id,article_id", show_default=True, metavar="A,B",
              help="Fields of a JSON line that name it.")  # fmt: skip
@click.option("--duplicates/--no-duplicates", default=True, help="Mark the same and nearly the same articles.")
@click.option("--site-knowledge/--no-site-knowledge", default=True, help="Learn what stands on most pages of a site.")
@click.option("--reference", callback=_read_date, metavar="DATE", help="The articles' date where a page has none.")
@click.option("--lexicon", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR",
              help="Lay the tables of DIR over ours.")  # fmt: skip
@click.option(
    "--engine", default="default", show_default=True, metavar="NAME", help="none, underthesea, transformers:DIR."
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress and no summary.")
def command(
    inputs: tuple[str, ...],
    output: Path,
    files_from: tuple[str, ...],
    records: RecordFormat,
    tables: TableFormat,
    workers: int | None,
    runner: Runner,
    scheduler: str | None,
    shard: tuple[int, int] | None,
    resume: bool,
    page_timeout: float,
    page_memory: int,
    shard_pages: int,
    shard_bytes: int,
    html_field: tuple[str, ...],
    text_field: tuple[str, ...],
    title_field: tuple[str, ...],
    date_field: tuple[str, ...],
    url_field: tuple[str, ...],
    id_field: tuple[str, ...],
    duplicates: bool,
    site_knowledge: bool,
    reference: datetime.date | None,
    lexicon: Path | None,
    engine: str,
    quiet: bool,
) -> None:
    """Turn archives of pages into records and tables below one folder, and lose nothing.

    INPUT is a folder, .zip, .tar (.gz .zst .xz), .warc(.gz), .arc(.gz), .wacz, .jsonl(.gz .zst), a page,
    or a URL (s3://, gs://, hdfs://, http://). Every item ends as one record or one reject with its
    reason. A run that was stopped goes on where it was when the command is given again.
    """
    from newsparse.batch.archives import Reading
    from newsparse.batch.cutting import Cut
    from newsparse.batch.guard import PageLimits
    from newsparse.batch.run import run_batch
    from newsparse.batch.watch import show_summary, watching

    if not inputs and not files_from:
        raise click.UsageError("no inputs; name a folder or an archive, or a list of them with --files-from")
    logging.getLogger("warcio").setLevel(logging.ERROR)  # a space in an address is no news
    try:
        with _told_to_end(), watching(quiet) as watcher:
            report = run_batch(
                [*inputs, *(f"@{name}" for name in files_from)],
                output,
                options=Options(reference=reference, engine=engine, lexicon=lexicon),
                records=records,
                tables=tables,
                runner=runner,
                workers=workers,
                scheduler=scheduler,
                part=shard,
                resume=resume,
                limits=PageLimits(page_timeout, page_memory * 1024**2),
                cut=Cut(shard_pages, shard_bytes),
                reading=Reading(
                    html_fields=html_field,
                    text_fields=text_field,
                    title_fields=title_field,
                    date_fields=date_field,
                    url_fields=url_field,
                    id_fields=id_field,
                ),
                duplicates=duplicates,
                site_knowledge=site_knowledge,
                progress=watcher,
            )
    except (InputError, OutputError) as error:
        click.echo(f"newsparse: {error}", err=True)
        sys.exit(1)
    except (OptionError, MissingExtraError) as error:
        raise click.UsageError(str(error)) from error
    except (KeyboardInterrupt, _TerminatedError) as error:
        click.echo("newsparse: stopped; the same command goes on from here", err=True)
        sys.exit(130 if isinstance(error, KeyboardInterrupt) else 143)
    if not quiet:
        show_summary(report, output)
    if report.failed_shards:
        sys.exit(1)
