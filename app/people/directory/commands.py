"""The commands of the directory: import a people file, and write one."""

from __future__ import annotations

from typing import BinaryIO, TextIO

import click

from app.kernel.transaction import transaction
from app.people.directory import queries, report
from app.people.directory.export import encode_directory_as_csv
from app.people.directory.outcome import MAX_DEPARTURES_PERCENT, ImportOptions, ImportOutcome
from app.people.directory.service import apply_import, plan_import


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
@click.option("--match-emails", is_flag=True, help="Recognise people with a new external_id by their e-mail.")
def import_people(file: BinaryIO, *, is_applied: bool, departures: bool, most: int, match_emails: bool) -> None:
    """Import the people of a CSV FILE; without --apply nothing is written. See docs/reference/people-csv.md."""
    options = ImportOptions(departures=departures, most_departures=most, match_emails=match_emails)
    content = file.read()
    with transaction():
        reading = apply_import(content, options, _show_progress) if is_applied else plan_import(content, options)
    _show_outcome_or_exit(reading)
    if reading.plan is not None and not reading.plan.is_empty:
        click.echo("Written." if is_applied else "Nothing was written. To write it: the same command with --apply.")


@click.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8-sig"), default="-")
def export_people(file: TextIO) -> None:
    """Write everybody to FILE as the same CSV; imported again with --departures, it undoes the imports made since."""
    with transaction():
        file.write(encode_directory_as_csv(queries.read_directory()))


def _show_progress(what: str, done: int, of: int) -> None:
    click.echo(f"  {what}: {done:,} of {of:,}", err=True)


def _show_outcome_or_exit(reading: ImportOutcome) -> None:
    click.echo(f"{reading.people:,} people in this file.")
    if reading.plan is not None:
        for line in report.describe_plan(reading.plan):
            click.echo(line)
        return
    click.echo(f"Nothing was written. To mend: {len(reading.problems):,}.", err=True)
    for line in report.describe_problems(reading.problems):
        click.echo(line, err=True)
    raise SystemExit(1)
