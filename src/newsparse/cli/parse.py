"""`newsparse parse`: the twin of `newsparse.parse_file`."""

from __future__ import annotations

import datetime
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from newsparse.errors import InputError, NewsparseError
from newsparse.files import format_of, parse_bytes, parse_file
from newsparse.options import Options
from newsparse.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.files import Format

FIELDS = Record.__struct_fields__


def _read_fields(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (value or "").split(",") if name.strip())
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        raise click.BadParameter(f"no field {unknown[0]!r}; the fields are {', '.join(FIELDS)}")
    return names


def _read_date(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD") from None


@click.command("parse")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-r", "--recursive", is_flag=True, help="Read the pages in folders, in the order of their paths.")
@click.option("--pretty", is_flag=True, help="Print for a person instead of JSON lines.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to FILE instead of standard output.")
@click.option("--fields", callback=_read_fields, metavar="A,B", help="Print only these fields of the record.")
@click.option("--format", type=click.Choice(["html", "text", "mhtml"]), help="What the input is; else the name says.")
@click.option("--url", help="The page's address, for its site and links.")
@click.option("--reference", callback=_read_date, metavar="DATE", help="The article's date where the page has none.")
@click.option("--lexicon", type=click.Path(path_type=Path), metavar="DIR", help="Lay the tables of DIR over ours.")
@click.option(
    "--engine", default="default", show_default=True, metavar="NAME", help="none, underthesea, transformers:DIR."
)
def command(
    paths: tuple[str, ...],
    recursive: bool,
    pretty: bool,
    output: str | None,
    fields: tuple[str, ...],
    format: Format | None,
    url: str | None,
    reference: datetime.date | None,
    lexicon: Path | None,
    engine: str,
) -> None:
    """Print the record of saved pages or texts, one JSON line each, in input order.

    PATH is a file (.html .htm .xhtml .mhtml .txt, each also .gz), a folder with --recursive, or - for
    standard input. A path that cannot be read is named on standard error; the others are still done.
    """
    options = Options(reference=reference, engine=engine, lexicon=lexicon)
    if lexicon is not None and not lexicon.is_dir():
        raise click.BadParameter(f"{lexicon}: no such folder", param_hint="--lexicon")
    failed = False
    with _sink(output) as sink:
        for name in _names(paths, recursive):
            try:
                record = _read(name, format, url, options)
            except InputError as error:
                failed = True
                click.echo(f"newsparse: {name}: {error}", err=True)
            except NewsparseError as error:
                raise click.UsageError(str(error)) from error
            except Exception as error:  # one page must not end the others: it is named, and the rest goes on
                failed = True
                what = f"cannot be parsed ({type(error).__name__}: {error}); please report it with the page"
                click.echo(f"newsparse: {name}: {what}", err=True)
            else:
                _write(sink, record, fields, pretty)
    if failed:
        sys.exit(1)


def _sink(output: str | None) -> IO[str]:
    if output is None:
        # A new file object on the same descriptor: the caller's locale does not decide the charset of JSON.
        return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
    try:
        return Path(output).open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from error


def _names(paths: tuple[str, ...], recursive: bool) -> Iterator[str]:
    """Yield the files to read: folders opened where asked for, all else as given."""
    for path in paths:
        if recursive and path != "-" and Path(path).is_dir():
            names = list(_walk(path))
            yield from names or [path]  # a folder without pages is then named as an input that failed
        else:
            yield path


def _walk(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if format_of(name) is not None:
                yield str(Path(root, name))


def _read(name: str, format: Format | None, url: str | None, options: Options) -> Record:
    if name == "-":
        return parse_bytes(sys.stdin.buffer.read(), "-", format=format, url=url, options=options)
    return parse_file(name, format=format, url=url, options=options)


def _write(sink: IO[str], record: Record, fields: tuple[str, ...], pretty: bool) -> None:
    if pretty:
        from newsparse.cli.pretty import show

        show(record, sink)
    elif fields:
        import msgspec

        whole = record.to_dict()
        sink.write(msgspec.json.encode({name: whole[name] for name in fields}).decode() + "\n")
    else:
        sink.write(record.to_json() + "\n")
    sink.flush()
