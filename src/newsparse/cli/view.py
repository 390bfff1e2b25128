"""`newsparse view`: the twin of `newsparse.view_html`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsparse.errors import InputError, NewsparseError

if TYPE_CHECKING:
    from newsparse.files import Format
    from newsparse.view import Evidence


@click.command("view")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to FILE; - or nothing: standard output.")
@click.option("--open", "show", is_flag=True, help="Open the page in the browser; without -o in a temporary file.")
@click.option("--limit", type=click.IntRange(min=1), default=1000, show_default=True, help="Show at most N records.")
@click.option("--id", "ids", multiple=True, metavar="ARTICLE_ID", help="Show only this article of a batch's records.")
@click.option("--format", type=click.Choice(["html", "text", "mhtml"]), help="What the input is; else the name says.")
@click.option("--url", help="The page's address, for its site and links.")
@click.option("--title", help="The title of the page that is written.")
def command(
    paths: tuple[str, ...],
    output: str | None,
    show: bool,
    limit: int,
    ids: tuple[str, ...],
    format: Format | None,
    url: str | None,
    title: str | None,
) -> None:
    """Write one HTML page that shows articles with every value marked where it stands.

    PATH is a saved page or text as for newsparse parse, or JSON lines that newsparse parse or newsparse batch
    wrote (.jsonl, also .gz and .zst), or the output folder of a batch, or - for standard input. Of pages it
    also shows what was left out as not of the article. The page that is written needs no network and no
    other file.
    """
    from newsparse.view import load_evidence, view_html

    found: list[Evidence] = []
    failed = more = False
    for path in paths:
        try:
            for evidence in load_evidence(path, format=format, url=url):
                if ids and evidence.article_id not in ids:
                    continue
                if len(found) == limit:
                    more = True
                    break
                found.append(evidence)
        except InputError as error:
            failed = True
            click.echo(f"newsparse: {path}: {error}", err=True)
        except NewsparseError as error:
            raise click.UsageError(str(error)) from error
    if more:
        click.echo(f"newsparse: more than {limit} records; the first {limit} are shown (see --limit)", err=True)
    if ids and not found:
        failed = True
        click.echo(f"newsparse: no record with article_id {', '.join(ids)}", err=True)
    if found:
        deliver(view_html(found, title=title), output, show=show)
    if failed:
        sys.exit(1)


def deliver(page: str, output: str | None, *, show: bool) -> None:
    """Write a page to a file or to standard output, and open it in a browser where `show` says so."""
    data = page.encode("utf-8", "replace")  # a lone surrogate of a damaged record must not cost the page
    if output in (None, "-") and not show:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if output in (None, "-"):
        import tempfile

        with tempfile.NamedTemporaryFile(prefix="newsparse-", suffix=".html", delete=False) as file:
            target = Path(file.name)
    else:
        target = Path(str(output))
    try:
        target.write_bytes(data)
    except OSError as error:
        raise click.BadParameter(f"{target}: {error.strerror}", param_hint="--output") from error
    if show:
        import webbrowser

        click.echo(f"newsparse: {target}", err=True)
        webbrowser.open(target.resolve().as_uri())
