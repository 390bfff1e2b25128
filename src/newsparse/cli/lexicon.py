"""`newsparse lexicon`: check the tables of words that the grammar reads."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("lexicon")
def command() -> None:
    """Look after the tables of words that the grammar reads."""


@command.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path | None) -> None:
    """Tell what is wrong with the tables in FOLDER, or with those that ship.

    FOLDER is what `--lexicon` takes: `.tsv` tables laid over ours. One problem a line, as `table.tsv:line: what`;
    the exit code is 1 where there is one.
    """
    from newsparse.text.lexicon_check import check_tables

    problems = check_tables(folder)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        raise SystemExit(1)
    click.echo("no problem found", err=True)
