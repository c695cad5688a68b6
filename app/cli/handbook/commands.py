"""Writes the page of the commands from what click knows of them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from app.cli.handbook.markdown import render_page, render_table
from app.kernel.reference import format_markdown_code, format_markdown_codes


def render_commands_page(root: click.Group) -> str:
    """Every command that people run."""
    opening = "Every command tells this with `--help` too."
    return render_page(
        "Commands",
        opening,
        *(part for names, command in list_commands(root) for part in _render_command(names, command)),
    )


def list_commands(group: click.Group, above: str = "passerelle") -> Iterator[tuple[str, click.Command]]:
    """Each command under `group`, by all its names: `passerelle token create`."""
    context = click.Context(group, info_name=above)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, "A command that is listed exists."
        if isinstance(command, click.Group):
            yield from list_commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


def _render_command(names: str, command: click.Command) -> tuple[str, ...]:
    arguments = [parameter.human_readable_name for parameter in command.params if isinstance(parameter, click.Argument)]
    options = [
        parameter for parameter in command.params if isinstance(parameter, click.Option) and not parameter.hidden
    ]
    rows = [
        (
            format_markdown_codes([*option.opts, *option.secondary_opts]),
            _render_option_meaning(option),
            _render_option_default(option),
        )
        for option in options
    ]
    options_table = render_table(("option", "meaning", "when it is not given"), rows)
    return f"## {format_markdown_code(' '.join([names, *arguments]))}", (command.help or "").strip(), options_table


def _render_option_meaning(option: click.Option) -> str:
    choices = f"One of {format_markdown_codes(option.type.choices)}." if isinstance(option.type, click.Choice) else ""
    return " ".join(part for part in (option.help, choices) if part)


def _render_option_default(option: click.Option) -> str:
    variable = f"{format_markdown_code(option.envvar)} of the environment" if option.envvar else ""
    has_value = isinstance(option.default, str | int) and not option.is_flag
    last = (
        "it is needed"
        if option.required
        else "it is asked for"
        if option.prompt
        else format_markdown_code(option.default)
        if has_value
        else ""
    )
    return ", else ".join(part for part in (variable, last) if part)
