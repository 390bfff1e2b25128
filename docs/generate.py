"""What the reference takes from the code: commands as their `--help` has them, and fields of types as tables."""

from __future__ import annotations

import dataclasses
import inspect
import re
from typing import TYPE_CHECKING, Any

import click
import msgspec
from docutils import nodes
from docutils.parsers.rst import Directive

from newsparse.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

_NAME = re.compile(r"`([^`]+)`")


class Commands(Directive):
    """The directive `commands`: a section for each command, with its help, usage and options."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        group = click.Context(main, info_name="newsparse")
        return [_section(context) for context in _contexts(group) if context is not group]


def _contexts(parent: click.Context) -> Iterator[click.Context]:
    yield parent
    if isinstance(parent.command, click.Group):
        for name in parent.command.list_commands(parent):
            command = parent.command.get_command(parent, name)
            assert command is not None
            yield from _contexts(click.Context(command, info_name=name, parent=parent))


def _section(context: click.Context) -> nodes.section:
    command = context.command
    path = context.command_path
    section = nodes.section(ids=[path.replace(" ", "-")], names=[path])
    section += nodes.title(path, "", nodes.literal(path, path))
    for text in inspect.cleandoc(command.help or "").split("\n\n"):
        section += _paragraph(" ".join(text.split()))
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    section += nodes.literal_block(usage, usage, language="none")
    rows = [record for option in command.params if (record := option.get_help_record(context))]
    if rows:
        section += _table(rows)
    return section


def _paragraph(text: str) -> nodes.paragraph:
    """Return text, in which only names between backticks are marked; help is no markup."""
    paragraph = nodes.paragraph()
    for number, piece in enumerate(_NAME.split(text)):
        paragraph += nodes.literal(piece, piece) if number % 2 else nodes.Text(piece)
    return paragraph


def _table(rows: list[tuple[str, str]]) -> nodes.table:
    table = nodes.table(classes=["options"])
    group = nodes.tgroup(cols=2)
    group += [nodes.colspec(colwidth=35), nodes.colspec(colwidth=65)]
    body = nodes.tbody()
    for option, help_ in rows:
        body += nodes.row(
            "",
            nodes.entry("", nodes.paragraph("", "", nodes.literal(option, option))),
            nodes.entry("", _paragraph(help_)),
        )
    group += body
    table += group
    return table


def _fields(cls: type) -> list[tuple[str, str, str]]:
    """Return name, type and default, as text, of each field of a record's type or a dataclass."""
    rows = []
    if issubclass(cls, msgspec.Struct):
        for field in msgspec.structs.fields(cls):
            default = "" if field.default is msgspec.NODEFAULT else repr(field.default)
            rows.append((field.encode_name, _annotation(cls, field.name), default))
    elif dataclasses.is_dataclass(cls):
        for member in dataclasses.fields(cls):
            default = "" if member.default is dataclasses.MISSING else repr(member.default)
            if member.default_factory is not dataclasses.MISSING:
                default = repr(member.default_factory())
            rows.append((member.name, _annotation(cls, member.name), default))
    return rows


def _annotation(cls: type, name: str) -> str:
    return str(next(a[name] for base in cls.__mro__ if name in (a := inspect.get_annotations(base))))


def _to_rest(app: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]) -> None:
    """Rewrite fenced code in a docstring as reStructuredText, which autodoc reads."""
    inside = False
    rewritten: list[str] = []
    for line in lines:
        if line.startswith("```"):
            rewritten += ["", ""] if inside else ["", f".. code-block:: {line[3:]}", ""]
            inside = not inside
        else:
            rewritten.append(f"   {line}" if inside else line)
    lines[:] = rewritten


def _list_fields(app: Sphinx, what: str, name: str, value: Any, options: Any, lines: list[str]) -> None:
    """Put the fields of a type below its docstring: its attributes, and the keywords that make one."""
    if what != "class" or not (rows := _fields(value)):
        return
    lines += ["", ".. list-table::", "   :header-rows: 1", "   :class: fields", ""]
    lines += ["   * - field", "     - type", "     - default"]
    for field, type_, default in rows:
        lines += [f"   * - `{field}`", f"     - `{type_}`", f"     - {f'`{default}`' if default else ''}"]
    lines.append("")


def _short_signature(
    app: Sphinx, what: str, name: str, value: Any, options: Any, signature: str, returns: str
) -> tuple[str, str] | None:
    """Leave out the signature where the table of fields says it all."""
    return ("", "") if what == "class" and _fields(value) else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive, and what autodoc asks."""
    app.add_directive("commands", Commands)
    app.connect("autodoc-process-docstring", _to_rest)
    app.connect("autodoc-process-docstring", _list_fields)
    app.connect("autodoc-process-signature", _short_signature)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
