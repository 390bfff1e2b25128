"""`newsparse evaluate`: the twin of `newsparse.evaluation.evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from newsparse.errors import NewsparseError


@click.command("evaluate")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="GOLD_DIR")
@click.option("--errors", is_flag=True, help="List what was missed and what is wrong, each with its sentence.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="Write the F1 of each field as JSON.")
@click.option(
    "--compare",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Show the difference from the F1 that an earlier run saved.",
)
@click.option("--engine", default="default", show_default=True, metavar="NAME", help="none, underthesea, …")
def command(folder: Path, errors: bool, save: Path | None, compare: Path | None, engine: str) -> None:
    """Measure newsparse on the articles in GOLD_DIR that have gold beside them."""
    from newsparse.evaluation import evaluate, read_gold
    from newsparse.options import Options

    try:
        result = evaluate(read_gold(folder), Options(engine=engine))
    except NewsparseError as error:
        raise click.ClickException(str(error)) from error
    before = json.loads(compare.read_text(encoding="utf-8")) if compare else {}
    scores = result.scores()
    click.echo(f"{result.documents} documents\n{'':15}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}")
    for name in scores:
        row = result.rows[name]
        line = f"{name:15}{row.found + row.missed:7}{row.precision:8.3f}{row.recall:8.3f}{row.f1:8.3f}"
        if name in before:
            line += f"  {scores[name] - before[name]:+.3f}"
        click.echo(line)
    if errors:
        for miss in result.misses:
            kind = "wrong" if miss.wrong else "missed"
            click.echo(f"{kind} {miss.field} {miss.document}: {miss.what}")
            if miss.sentence:
                click.echo(f"    {miss.sentence}")
    if save:
        save.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
