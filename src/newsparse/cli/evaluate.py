"""`newsparse evaluate`: the twin of `newsparse.evaluation.evaluate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsparse.errors import NewsparseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsparse.evaluation import Miss


@click.command("evaluate")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD_DIR")
@click.option("--errors", is_flag=True, help="List what was missed and what is wrong, each with its sentence.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Write the outcome as JSON.")
@click.option(
    "--compare",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="List what was gained and lost against an outcome that an earlier run saved.",
)
@click.option("--engine", default="default", show_default=True, metavar="NAME", help="none, underthesea, …")
def command(folder: Path, errors: bool, save: Path | None, compare: Path | None, engine: str) -> None:
    """Measure newsparse on the articles in GOLD_DIR that have gold beside them."""
    from newsparse.evaluation import changes, evaluate, load_run, read_gold, save_run
    from newsparse.options import Options

    try:
        before = load_run(compare) if compare else None
        result = evaluate(read_gold(folder), Options(engine=engine))
    except NewsparseError as error:
        raise click.ClickException(str(error)) from error
    scores = result.scores()
    click.echo(f"{len(result.documents)} documents\n{'':15}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}")
    for name in scores:
        row = result.rows[name]
        line = f"{name:15}{row.found + row.missed:7}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}"
        if before is not None and name in before.scores:
            line += f"  {scores[name] - before.scores[name]:+.3f}"
        click.echo(line)
    if before is not None:
        changed = changes(before, result)
        other = set(before.documents) ^ set(result.documents)
        if other:
            click.echo(f"{len(other)} documents are in one run only; what follows is of the others")
        click.echo(f"{len(changed.gained)} gained, {len(changed.lost)} lost")
        _list("gained: no longer ", changed.gained)
        _list("lost: ", changed.lost)
    if errors:
        _list("", result.misses)
    if save:
        save_run(save, result)


def _list(before: str, misses: Iterable[Miss]) -> None:
    for miss in misses:
        click.echo(f"{before}{miss}")
        if miss.sentence:
            click.echo(f"    {miss.sentence}")
