"""`newsparse export`: the twin of `read_records` with `to_tei`, `to_conll`, `to_ninjs`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from newsparse.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsparse.export.lines import Entry


@click.command("export")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", type=click.Choice(["tei", "conll", "ninjs", "jsonl"]), required=True, help="The form to write.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
              help="Write to FILE instead of standard output; .gz and .zst compress.")  # fmt: skip
def command(inputs: tuple[str, ...], to: str, output: Path | None) -> None:
    """Write records in the form that other tools read.

    INPUT is a file of JSON lines from parse or batch (.jsonl .gz .zst) or the output folder of batch.
    tei: one TEI corpus. conll: CoNLL-U Plus with name tags. ninjs: IPTC ninjs 1.3, an object a line.
    jsonl: the records as they are, of all shards in one file.
    """
    from newsparse.batch.sinks import open_sink
    from newsparse.export.lines import read_records

    entries = (entry for path in inputs for entry in read_records(path))
    try:
        if output is None:
            with open(sys.stdout.fileno(), "wb", closefd=False) as sink:
                _write(sink, entries, to)
        else:
            with open_sink(output, output.name) as sink:
                _write(sink, entries, to)
    except (InputError, OSError) as error:
        click.echo(f"newsparse: {error}", err=True)
        sys.exit(1)


def _write(sink: IO[bytes], entries: Iterator[Entry], to: str) -> None:
    import msgspec

    from newsparse.batch.sinks import line_of
    from newsparse.export import conll, ninjs, tei

    match to:
        case "tei":
            sink.write(tei.HEADER.encode())
            for entry in entries:
                sink.write(tei.to_tei(entry.record, entry.article_id).encode())
            sink.write(tei.FOOTER.encode())
        case "conll":
            sink.write(conll.HEADER.encode())
            for entry in entries:
                sink.write(conll.to_conll(entry.record, entry.article_id).encode())
        case "ninjs":
            for entry in entries:
                sink.write(msgspec.json.encode(ninjs.to_ninjs(entry.record, entry.article_id)) + b"\n")
        case _:
            for entry in entries:
                sink.write(line_of(entry.article_id, entry.record))
