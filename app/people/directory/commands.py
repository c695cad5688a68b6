"""The commands of the directory: import a people file, and write one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, NoReturn, TextIO, TypedDict, Unpack

import click

from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction
from app.people.directory import queries, report
from app.people.directory.answers import (
    UnclearAnswer,
    parse_columns,
    parse_fixed_values,
    parse_renames,
    parse_time_zones,
)
from app.people.directory.day_forms import DayOrder
from app.people.directory.encodings import ENCODINGS
from app.people.directory.export import encode_directory_as_csv
from app.people.directory.file_format import FileFormat
from app.people.directory.models import PeopleImport
from app.people.directory.outcome import MAX_DEPARTURES_PERCENT, ImportOptions, ImportOutcome
from app.people.directory.service.formats import find_format, keep_format, list_formats
from app.people.directory.service.imports import apply_and_record_import, plan_import
from app.people.directory.service.undo import plan_undo, undo_import

UNCONFIRMED = (
    "Columns were recognised by their headings. When they are right, keep them under a name with --keep NAME,"
    " or use them this once with --as-shown."
)


class GivenOptions(TypedDict):
    """The options of `people import` as they were given."""

    is_applied: bool
    departures: bool
    most: int
    match_emails: bool
    format_name: str | None
    kept_name: str | None
    as_shown: bool
    columns: Sequence[str]
    fixed: Sequence[str]
    dates: str | None
    encoding: str | None
    zones: Sequence[str]
    renamed: Sequence[str]
    moved: Sequence[str]


@click.command("import")
@click.argument("file", type=click.File("rb"))
@click.option("--apply", "is_applied", is_flag=True, help="Write it. Without this, only what would change is shown.")
@click.option("--departures", is_flag=True, help="Let everybody whom the file does not name leave today.")
@click.option(
    "--departures-up-to",
    "most",
    type=click.IntRange(0, 100),
    default=MAX_DEPARTURES_PERCENT,
    show_default=True,
    help="Per cent of the people here that --departures may let leave.",
)
@click.option("--match-emails", is_flag=True, help="Recognise people with a new external_id by their e-mail and name.")
@click.option("--format", "format_name", help="Read the file in the format that was kept under this name.")
@click.option("--keep", "kept_name", help="Keep how this file is read under this name, for the next ones.")
@click.option("--as-shown", is_flag=True, help="Accept the columns as they were recognised, this once.")
@click.option("--column", "columns", multiple=True, metavar="COLUMN=HEADING", help="Which heading is this column.")
@click.option("--fixed", "fixed", multiple=True, metavar="COLUMN=VALUE", help="The same value for everybody.")
@click.option(
    "--dates",
    type=click.Choice([order.value for order in DayOrder]),
    help="Whether 02/11/2026 has the day or the month first.",
)
@click.option("--encoding", type=click.Choice([*ENCODINGS]), help="The encoding of the file, instead of the guess.")
@click.option(
    "--time-zone", "zones", multiple=True, metavar="[SITE=]ZONE", help="The time zone of new sites, or of one of them."
)
@click.option("--renamed", multiple=True, metavar="GROUP", help="This unit, site or region was renamed.")
@click.option("--moved", multiple=True, metavar="GROUP", help="The people of this unit, site or region moved.")
def import_people(file: BinaryIO, **given: Unpack[GivenOptions]) -> None:
    """Import the people of a CSV FILE; without --apply nothing is written. See docs/reference/people-csv.md."""
    content, kept_name = file.read(), given["kept_name"]
    with transaction():
        options = _build_options(given)
        reading = plan_import(content, options)
        is_confirmed = given["as_shown"] or kept_name is not None or not reading.understanding.has_guesses
        if given["is_applied"] and is_confirmed and reading.plan is not None:
            imported = PeopleImport(file_name=Path(file.name).name)
            reading = apply_and_record_import(imported, content, options, _show_progress)
        if kept_name is not None and not reading.problems:
            keep_format(kept_name, reading.understanding.file_format)
    _show_outcome_or_exit(reading, is_applied=given["is_applied"], is_confirmed=is_confirmed)


def _build_options(given: GivenOptions) -> ImportOptions:
    """The options of an import from those of the command; ClickException for one that cannot be read."""
    order = DayOrder(given["dates"]) if given["dates"] else None
    try:
        headings, fixed = parse_columns(given["columns"]), parse_fixed_values(given["fixed"])
        stated = FileFormat(**headings, fixed=fixed, day_order=order, encoding=given["encoding"])
        return ImportOptions(
            departures=given["departures"],
            most_departures=given["most"],
            match_emails=given["match_emails"],
            file_format=_get_format(given["format_name"]).override_with(stated),
            time_zones=parse_time_zones(given["zones"]),
            renames=parse_renames(given["renamed"], given["moved"]),
        )
    except UnclearAnswer as unclear:
        raise click.ClickException(str(unclear)) from unclear


@click.command("formats")
def show_formats() -> None:
    """Show the formats of files that are kept, with the heading of each column."""
    with transaction():
        for kept in list_formats():
            click.echo(f"{kept.name}: {', '.join(f'{column} ← {heading}' for column, heading in kept.columns)}")


@click.command("imports")
def show_imports() -> None:
    """Show the latest imports, with the number by which each can be undone."""
    with transaction():
        for imported, name in queries.list_imports():
            state = "undone" if imported.undone_at else "written" if imported.written_at else "waits for its answers"
            moment = imported.written_at or imported.uploaded_at
            click.echo(f"{imported.id}\t{moment:%Y-%m-%d %H:%M}\t{imported.file_name}\t{name or 'command'}\t{state}")


@click.command("undo")
@click.argument("number", type=int)
@click.option("--apply", "is_applied", is_flag=True, help="Write it. Without this, only what would change is shown.")
def undo_people_import(number: int, *, is_applied: bool) -> None:
    """Undo the import of that NUMBER, as far as nobody changed the same since; `people imports` lists them."""
    try:
        with transaction():
            imported = queries.get_import(number)
            undone = undo_import(imported) if is_applied else plan_undo(imported)
    except ServiceError as refused:
        raise click.ClickException(refused.detail) from refused
    _show_lines(report.describe_undo(undone))
    click.echo("Written." if is_applied else "Nothing was written. To write it: the same command with --apply.")


@click.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8-sig"), default="-")
def export_people(file: TextIO) -> None:
    """Write everybody to FILE as the same CSV; imported again with --departures, it undoes the imports made since."""
    with transaction():
        file.write(encode_directory_as_csv(queries.read_directory()))


def _get_format(name: str | None) -> FileFormat:
    if name is None:
        return FileFormat()
    kept = find_format(name)
    if kept is None:
        raise click.ClickException(f"No format is kept under the name {name}.")
    return kept


def _show_progress(what: str, done: int, of: int) -> None:
    click.echo(f"  {what}: {done:,} of {of:,}", err=True)


def _show_outcome_or_exit(reading: ImportOutcome, *, is_applied: bool, is_confirmed: bool) -> None:
    _show_lines(report.describe_understanding(reading.understanding))
    click.echo(f"{reading.people:,} people in this file.")
    if reading.plan is None:
        _show_problems_and_exit(reading)
    _show_lines(report.describe_plan(reading.plan))
    _show_lines(report.describe_questions(reading.plan), err=True)
    if not is_confirmed:
        click.echo(UNCONFIRMED, err=True)
    if is_applied and (reading.plan.has_questions or not is_confirmed):
        click.echo("Nothing was written.", err=True)
        raise SystemExit(1)
    if not reading.plan.is_empty:
        click.echo("Written." if is_applied else "Nothing was written. To write it: the same command with --apply.")


def _show_problems_and_exit(reading: ImportOutcome) -> NoReturn:
    click.echo(f"Nothing was written. To mend: {report.count_problems(reading.problems)}.", err=True)
    _show_lines(report.describe_problems(reading.problems), err=True)
    raise SystemExit(1)


def _show_lines(lines: Iterable[report.ReportLine], *, err: bool = False) -> None:
    for line in lines:
        click.echo(line, err=err)
