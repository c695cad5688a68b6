"""Writes the page of the commands from what click knows of them."""

from __future__ import annotations

from collections.abc import Iterator

import click

from app.cli.handbook.markdown import page, table
from app.kernel.reference import code, codes


def commands_page(root: click.Group) -> str:
    """Every command that people run."""
    told = "Every command tells this with `--help` too."
    return page(
        "Commands", told, *(part for names, command in every_command(root) for part in _command(names, command))
    )


def every_command(group: click.Group, above: str = "passerelle") -> Iterator[tuple[str, click.Command]]:
    """Each command under `group`, by all its names: `passerelle token create`."""
    context = click.Context(group, info_name=above)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None, "A command that is listed exists."
        if isinstance(found, click.Group):
            yield from every_command(found, f"{above} {name}")
        else:
            yield f"{above} {name}", found


def _command(names: str, command: click.Command) -> tuple[str, ...]:
    arguments = [known.human_readable_name for known in command.params if isinstance(known, click.Argument)]
    options = [known for known in command.params if isinstance(known, click.Option) and not known.hidden]
    rows = [(codes([*known.opts, *known.secondary_opts]), _meaning(known), _otherwise(known)) for known in options]
    told = table(("option", "meaning", "when it is not given"), rows)
    return f"## {code(' '.join([names, *arguments]))}", (command.help or "").strip(), told


def _meaning(option: click.Option) -> str:
    choices = f"One of {codes(option.type.choices)}." if isinstance(option.type, click.Choice) else ""
    return " ".join(part for part in (option.help, choices) if part)


def _otherwise(option: click.Option) -> str:
    variable = f"{code(option.envvar)} of the environment" if option.envvar else ""
    says = isinstance(option.default, str | int) and not option.is_flag
    last = (
        "it is needed"
        if option.required
        else "it is asked for"
        if option.prompt
        else code(option.default)
        if says
        else ""
    )
    return ", else ".join(part for part in (variable, last) if part)
