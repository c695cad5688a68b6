"""The command that writes the reference from the code, or names the pages that are behind it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from app.cli.demo_home import PROJECT
from app.cli.handbook.pages import render_reference
from app.factory import create_app
from app.kernel.application import Application
from app.kernel.settings import Settings

REFERENCE_FOLDER = PROJECT / "docs" / "reference"


@click.command("reference")
@click.option("--check", is_flag=True, help="Write nothing; fail when a page tells something else than the code.")
@click.pass_context
def command(context: click.Context, *, check: bool) -> None:
    """Write the pages of docs/reference from the code."""
    root = context.find_root().command
    assert isinstance(root, click.Group), "The command above all others has others below it."
    pages = render_reference(root, build_unconnected_application())
    behind = list_stale_pages(pages, REFERENCE_FOLDER)
    if check and behind:
        raise click.ClickException(f"Behind the code: {', '.join(behind)}. Run passerelle reference.")
    for name in behind:
        (REFERENCE_FOLDER / name).write_text(pages[name], encoding="utf-8")
        click.echo(f"Wrote docs/reference/{name}.")


def build_unconnected_application() -> Application:
    """The application as the factory builds it, with every default and connected to no server."""
    nowhere = Settings(database_url="postgresql:///", redis_url="redis://", secret_key="-" * 32)
    return create_app(nowhere)


def list_stale_pages(pages: Mapping[str, str], folder: Path) -> list[str]:
    """The names of the pages that are missing or different in `folder`."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return [name for name, text in pages.items() if kept.get(name) != text]
