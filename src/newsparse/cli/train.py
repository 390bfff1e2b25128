"""`newsparse train`: the twin of `newsparse.entities.training.train`."""

from __future__ import annotations

from pathlib import Path

import click

from newsparse.errors import NewsparseError


@click.command("train")
@click.argument("corpus", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("model", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--lexicon", type=click.Path(path_type=Path), metavar="DIR", help="Lay the tables of DIR over ours.")
def command(corpus: Path, model: Path, lexicon: Path | None) -> None:
    """Train the tagger's model from the marked articles in the folder CORPUS and write it to MODEL."""
    from newsparse.entities.corpus import read_corpus
    from newsparse.entities.training import train

    try:
        count = train(read_corpus(corpus), model, lexicon=lexicon)
    except NewsparseError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{model}: trained from {count} articles, {model.stat().st_size:,} bytes")
