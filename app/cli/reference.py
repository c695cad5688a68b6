"""The command that writes the reference from the code, or says where it has fallen behind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from app.cli.handbook.contents import reference_pages
from app.cli.home import PROJECT
from app.factory import create_app
from app.kernel.application import Application
from app.kernel.settings import Settings

FOLDER = PROJECT / "docs" / "reference"


@click.command("reference")
@click.option("--check", is_flag=True, help="Write nothing; fail when a page tells something else than the code.")
@click.pass_context
def command(context: click.Context, *, check: bool) -> None:
    """Write the pages of docs/reference from the code."""
    root = context.find_root().command
    assert isinstance(root, click.Group), "The command above all others has others below it."
    pages = reference_pages(root, unconnected())
    behind = stale(pages, FOLDER)
    if check and behind:
        raise click.ClickException(f"Behind the code: {', '.join(behind)}. Run passerelle reference.")
    for name in behind:
        (FOLDER / name).write_text(pages[name], encoding="utf-8")
        click.echo(f"Wrote docs/reference/{name}.")


def unconnected() -> Application:
    """The application as the factory builds it, with every default and no server behind it."""
    nowhere = Settings(database_url="postgresql:///", redis_url="redis://", secret_key="-" * 32)
    return create_app(nowhere)


def stale(pages: Mapping[str, str], folder: Path) -> list[str]:
    """The pages that `folder` lacks, or that tell something else there."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return [name for name, text in pages.items() if kept.get(name) != text]
