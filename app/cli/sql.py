"""`passerelle sql`: shows a composed statement as it runs."""

from __future__ import annotations

import click

from app.cli.sql_catalogue import list_named_statements


@click.group("sql")
def command() -> None:
    """The product's SQL statements, by name."""


@command.command("list")
def list_statements() -> None:
    """List the names."""
    for name in list_named_statements():
        click.echo(name)


@command.command("show")
@click.argument("name")
def show_statement(name: str) -> None:
    """Print the statement NAME, with its parameters as `:name`."""
    statements = list_named_statements()
    if name not in statements:
        raise click.BadParameter(f"no statement is called {name}: `passerelle sql list` lists them.")
    click.echo(statements[name])
