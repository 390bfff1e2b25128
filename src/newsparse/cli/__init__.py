"""The command line: one module a command, each the twin of a library function."""

from __future__ import annotations

from importlib import import_module

import click

from newsparse import __version__

__all__ = ["main"]

# name of the command → one line of help, so that `--help` imports no command
COMMANDS = {
    "batch": "Turn archives of pages into records and tables below one folder.",
    "export": "Write records as TEI, CoNLL or IPTC ninjs.",
    "fetch": "Fetch pages from addresses, feeds and sitemaps, politely and safely.",
    "evaluate": "Measure newsparse on articles with hand-made gold.",
    "lexicon": "Check tables of words: those that ship, or your own.",
    "parse": "Print the record of saved pages or texts, one JSON line each.",
    "train": "Train the tagger from a corpus of marked articles.",
    "report": "Write an HTML page about the archive that a batch has read.",
    "schema": "Print the JSON Schema of the record.",
    "view": "Write an HTML page that shows articles with every value marked in the text.",
}


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"newsparse.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            known = ", ".join(sorted(COMMANDS))
            ctx.fail(f"no command {args[0]!r}; the commands are {known}. To parse a file: newsparse parse {args[0]}")
        return super().resolve_command(ctx, args)


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all done, 1 some input failed, 2 wrong usage.",
)
@click.version_option(__version__, prog_name="newsparse", message="%(prog)s %(version)s")
def main() -> None:
    """Turn Vietnamese news pages into evidence-backed records.

    Out come headline, date, officials with their positions, organisations, places, numeric facts and
    times, each with its exact place in the text.
    """
