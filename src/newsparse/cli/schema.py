"""`newsparse schema`: the JSON Schema of the record."""

from __future__ import annotations

import json

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of the record, generated from its types."""
    from newsparse.record import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
