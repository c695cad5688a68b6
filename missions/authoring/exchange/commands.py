"""The commands of missions: write them all to a file, and read such a file."""

from __future__ import annotations

from typing import BinaryIO, NoReturn, TextIO

import click

from app.kernel.transaction import transaction
from missions.authoring.exchange import queries, service
from missions.authoring.exchange.document import Document, Mistake, decoded, read_document
from missions.authoring.exchange.programme import Planned, Programme, as_json, as_yaml, read_programme


@click.group("missions")
def missions() -> None:
    """Write missions and paths to a file, and read them back."""


@missions.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@click.option("--json", "is_json", is_flag=True, help="Write JSON instead of YAML.")
def export_missions(file: TextIO, *, is_json: bool) -> None:
    """Write every mission and path that is not ended to FILE; imported again, it changes nothing."""
    with transaction():
        said = queries.missions_said(), queries.paths_said()
    file.write(as_json(*said) if is_json else as_yaml(*said))


@missions.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--publish", "publishes", is_flag=True, help="Publish what is in the file; without it, missions wait as drafts."
)
def import_missions(file: BinaryIO, *, dry_run: bool, publishes: bool) -> None:
    """Read the missions and paths of a YAML or JSON FILE. See docs/reference/programme-file.md."""
    document, programme = _read(file.read())
    with transaction():
        _tell(service.plan(programme, document))
        if not dry_run:
            mistakes = service.apply(programme, document, publishes=publishes)
            if mistakes:
                _refuse(mistakes)
    click.echo("Nothing was written." if dry_run else "Written.")


def _read(body: bytes) -> tuple[Document, Programme]:
    text = decoded(body)
    document = text if isinstance(text, Mistake) else read_document(text)
    if isinstance(document, Mistake):
        _refuse([document])
    programme = read_programme(document)
    if isinstance(programme, list):
        _refuse(programme)
    return document, programme


def _tell(found: list[Planned] | list[Mistake]) -> None:
    mistakes = [one for one in found if isinstance(one, Mistake)]
    if mistakes:
        _refuse(mistakes)
    for one in found:
        if isinstance(one, Planned):
            click.echo(f"{one.fate:<10}{'path' if one.is_path else 'mission':<8}{one.slug}")


def _refuse(mistakes: list[Mistake]) -> NoReturn:
    for one in mistakes:
        line = f"line {one.line}: " if one.line else ""
        place = f"{one.place}: " if one.place else ""
        click.echo(f"{line}{place}{one.detail}", err=True)
    raise click.ClickException("Nothing was written.")
