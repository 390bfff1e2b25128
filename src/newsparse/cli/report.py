"""`newsparse report`: the twin of `newsparse.report_html`."""

from __future__ import annotations

from pathlib import Path

import click

from newsparse.cli.view import deliver
from newsparse.errors import InputError, NewsparseError


@click.command("report")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to FILE; - or nothing: standard output.")
@click.option("--open", "show", is_flag=True, help="Open the report in the browser; without -o in a temporary file.")
@click.option("--title", help="The title of the report; by default the folder's name.")
def command(folder: Path, output: str | None, show: bool, title: str | None) -> None:
    """Write one HTML page about an archive: articles over time, sites, officials, bodies, money, quality.

    DIR is the output folder of newsparse batch with its tables (--tables parquet or csv). Each number of the
    report leads to the articles behind it. The page needs no network and no other file. Needs the extra
    newsparse[view].
    """
    from newsparse.report import report_html

    try:
        page = report_html(folder, title=title)
    except InputError as error:
        raise click.ClickException(f"{folder}: {error}") from error
    except NewsparseError as error:
        raise click.UsageError(str(error)) from error
    deliver(page, output, show=show)
