"""The commands of missions: write them all to a file, and read such a file."""

from __future__ import annotations

from typing import BinaryIO, NoReturn, TextIO

import click

from app.kernel.transaction import transaction
from missions.authoring.exchange import queries, service
from missions.authoring.exchange.document import FileMistake, ParsedFile, decode_text_or_mistake, parse_text_or_mistake
from missions.authoring.exchange.programme import (
    MissionsAndPaths,
    PlannedEntry,
    encode_json_file,
    encode_yaml_file,
    parse_entries_or_mistakes,
)
from missions.service.enrol import enrol_everyone_in_missions


@click.group("missions")
def mission_commands() -> None:
    """Write missions and paths to a file, read them back, and open them to whom they reach."""


@mission_commands.command("enrol")
def enrol_everybody_whom_missions_reach() -> None:
    """Look at everybody, and open each mission to whom it reaches and lacks it.

    The clock does so every five minutes for people who changed. This repairs what was written with triggers switched off.
    """
    with transaction():
        opened = enrol_everyone_in_missions()
    click.echo(f"{opened:,} missions opened.")


@mission_commands.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@click.option("--json", "is_json", is_flag=True, help="Write JSON instead of YAML.")
def export_missions_and_paths(file: TextIO, *, is_json: bool) -> None:
    """Write every mission and path that is not ended to FILE; imported again, it changes nothing."""
    with transaction():
        objects = queries.list_encoded_missions(), queries.list_encoded_paths()
    file.write(encode_json_file(*objects) if is_json else encode_yaml_file(*objects))


@mission_commands.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--publish", "publishes", is_flag=True, help="Publish what is in the file; without it, missions wait as drafts."
)
def import_missions_and_paths(file: BinaryIO, *, dry_run: bool, publishes: bool) -> None:
    """Read the missions and paths of a YAML or JSON FILE. See docs/reference/programme-file.md."""
    document, programme = _parse_file_or_exit(file.read())
    with transaction():
        _print_plan_or_exit(service.plan_import(programme, document))
        if not dry_run:
            mistakes = service.import_missions_and_paths(programme, document, publishes=publishes)
            if mistakes:
                _exit_with_errors(mistakes)
    click.echo("Nothing was written." if dry_run else "Written.")


def _parse_file_or_exit(body: bytes) -> tuple[ParsedFile, MissionsAndPaths]:
    text = decode_text_or_mistake(body)
    document = text if isinstance(text, FileMistake) else parse_text_or_mistake(text)
    if isinstance(document, FileMistake):
        _exit_with_errors([document])
    programme = parse_entries_or_mistakes(document)
    if isinstance(programme, list):
        _exit_with_errors(programme)
    return document, programme


def _print_plan_or_exit(results: list[PlannedEntry] | list[FileMistake]) -> None:
    mistakes = [entry for entry in results if isinstance(entry, FileMistake)]
    if mistakes:
        _exit_with_errors(mistakes)
    for entry in results:
        if isinstance(entry, PlannedEntry):
            click.echo(f"{entry.effect:<10}{'path' if entry.is_path else 'mission':<8}{entry.slug}")


def _exit_with_errors(mistakes: list[FileMistake]) -> NoReturn:
    for entry in mistakes:
        line = f"line {entry.line}: " if entry.line else ""
        readable_location = f"{entry.readable_location}: " if entry.readable_location else ""
        click.echo(f"{line}{readable_location}{entry.detail}", err=True)
    raise click.ClickException("Nothing was written.")
