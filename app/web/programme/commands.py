"""The commands of the programme: write it to a file, and read such a file."""

from __future__ import annotations

from typing import BinaryIO, NoReturn, TextIO

import click

from app.kernel.transaction import transaction
from app.web.programme import queries, service
from app.web.programme.document import FileMistake, ParsedFile, decode_text_or_mistake, parse_text_or_mistake
from app.web.programme.encodings import encode_json_file, encode_yaml_file
from app.web.programme.entries import (
    FileEntry,
    PlannedEntry,
    parse_entries_or_mistakes,
)


@click.group("programme")
def programme_commands() -> None:
    """Write missions, paths and badges to a file, and read them back."""


@programme_commands.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
@click.option("--json", "is_json", is_flag=True, help="Write JSON instead of YAML.")
def export_programme(file: TextIO, *, is_json: bool) -> None:
    """Write every mission, path and badge that is not ended to FILE; imported again, it changes nothing."""
    with transaction():
        encoded = queries.read_encoded_sections(queries.list_file_sections())
    file.write(encode_json_file(encoded) if is_json else encode_yaml_file(encoded))


@programme_commands.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--publish",
    "publishes",
    is_flag=True,
    help="Publish what is in the file; without it, missions and badges wait as drafts.",
)
def import_programme(file: BinaryIO, *, dry_run: bool, publishes: bool) -> None:
    """Read the missions, paths and badges of a YAML or JSON FILE. See docs/reference/programme-file.md."""
    document, entries = _parse_file_or_exit(file.read())
    with transaction():
        _print_plan_or_exit(service.plan_import(entries, document))
        if not dry_run:
            mistakes = service.import_entries(entries, document, publishes=publishes)
            if mistakes:
                _exit_with_errors(mistakes)
    click.echo("Nothing was written." if dry_run else "Written.")


def _parse_file_or_exit(body: bytes) -> tuple[ParsedFile, list[FileEntry]]:
    text = decode_text_or_mistake(body)
    document = text if isinstance(text, FileMistake) else parse_text_or_mistake(text)
    if isinstance(document, FileMistake):
        _exit_with_errors([document])
    entries = parse_entries_or_mistakes(document, queries.list_file_sections())
    mistakes = [entry for entry in entries if isinstance(entry, FileMistake)]
    if mistakes:
        _exit_with_errors(mistakes)
    return document, [entry for entry in entries if isinstance(entry, FileEntry)]


def _print_plan_or_exit(results: list[PlannedEntry] | list[FileMistake]) -> None:
    mistakes = [entry for entry in results if isinstance(entry, FileMistake)]
    if mistakes:
        _exit_with_errors(mistakes)
    for entry in results:
        if isinstance(entry, PlannedEntry):
            click.echo(f"{entry.effect:<10}{entry.noun['en']:<8}{entry.slug}")


def _exit_with_errors(mistakes: list[FileMistake]) -> NoReturn:
    for entry in mistakes:
        line = f"line {entry.line}: " if entry.line else ""
        readable_location = f"{entry.readable_location}: " if entry.readable_location else ""
        click.echo(f"{line}{readable_location}{entry.detail}", err=True)
    raise click.ClickException("Nothing was written.")
