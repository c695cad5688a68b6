"""Imports the directory: reads, checks and plans; writes only when it is applied, in sets, everything or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TypeVar

import orjson
from sqlalchemy import TextClause

from app.journal.service import append_facts
from app.kernel import clock
from app.kernel.database import session
from app.people.directory import checks, planning, queries, statements
from app.people.directory.columns import FileProblem
from app.people.directory.entries import DirectoryEntry
from app.people.directory.outcome import ImportOptions, ImportOutcome, Progress, ignore_progress
from app.people.directory.plan import ImportPlan
from app.people.directory.reading import parse_sheet
from app.people.directory.rows import PersonRow, parse_person_row
from app.people.service.participation import build_company_departure_fact, build_first_game_joining_fact

Item = TypeVar("Item")

ROWS_PER_STATEMENT = 5_000
"""How many people one statement writes."""


def plan_import(content: bytes, options: ImportOptions = ImportOptions()) -> ImportOutcome:
    """Read a people file and compare it with the directory; a file with problems has no plan."""
    sheet = parse_sheet(content)
    problems = list(sheet.problems)
    rows = [row for line in sheet.lines if (row := parse_person_row(line, problems)) is not None]
    if problems:
        return ImportOutcome(len(sheet.lines), sorted(problems, key=lambda problem: problem.line), None)
    return _plan_import_of_rows(rows, sheet.columns, options)


def apply_import(
    content: bytes, options: ImportOptions = ImportOptions(), progress: Progress = ignore_progress
) -> ImportOutcome:
    """Plan while no other import runs, and write the plan. Nothing is written while the file has problems."""
    session().execute(statements.IMPORT_LOCK)
    reading = plan_import(content, options)
    if reading.plan is not None:
        _write_plan(reading.plan, progress)
    return reading


def _plan_import_of_rows(rows: list[PersonRow], columns: frozenset[str], options: ImportOptions) -> ImportOutcome:
    directory, today = queries.read_directory(), clock.now().date()
    names = planning.match_external_ids_by_email(rows, directory) if options.match_emails else {}
    directory = planning.replace_external_ids_in_directory(directory, names) if names else directory
    problems: list[FileProblem] = checks.list_row_problems(rows, directory, today)
    if problems:
        return ImportOutcome(len(rows), problems, None)
    plan = planning.build_import_plan(rows, directory, columns, today)
    plan.renamed = names
    if options.departures:
        planning.add_departures_to_plan(plan, rows, directory)
        problems = checks.list_mass_departure_problems(
            len(plan.departed), directory.number_of_people_here, options.most_departures
        )
    if problems:
        return ImportOutcome(len(rows), problems, None)
    return ImportOutcome(len(rows), (), plan)


def _write_plan(plan: ImportPlan, progress: Progress) -> None:
    """Write the whole plan."""
    _write_sites_and_units(plan)
    _execute_statement_on_rows(statements.RENAME, [{"old": old, "new": new} for old, new in plan.renamed.items()])
    moving = [{"external_id": change.after.external_id} for change in plan.changed if "email" in change.changed_columns]
    _execute_statement_on_rows(statements.FREE_EMAILS, moving)
    people = [asdict(entry) for entry in plan.entries_to_write]
    _write_in_batches(people, "people", progress, lambda part: _execute_statement_on_rows(statements.PEOPLE, part))
    _write_in_batches(
        people, "reporting lines", progress, lambda part: _execute_statement_on_rows(statements.MANAGERS, part)
    )
    _execute_statement_on_rows(
        statements.ROLES, [{"external_id": external_id, "role": role} for external_id, role in plan.roles]
    )
    _write_in_batches(list(plan.joinings.items()), "people who take part", progress, _record_first_game_joinings)
    _write_in_batches(plan.departed, "departures", progress, _record_departures)
    session().expire_all()


def _write_sites_and_units(plan: ImportPlan) -> None:
    _execute_statement_on_rows(
        statements.REGIONS, [{"slug": slug, "name": name} for slug, name in plan.regions.items()]
    )
    _execute_statement_on_rows(statements.UNITS, [{"slug": slug, "name": name} for slug, name in plan.units.items()])
    sites = plan.sites | plan.moved_sites
    _execute_statement_on_rows(statements.SITES, [{"slug": slug, **asdict(place)} for slug, place in sites.items()])


def _record_first_game_joinings(part: Sequence[tuple[str, date]]) -> None:
    """Record the joining of people who never joined before: a file does not give back a consent that was withdrawn."""
    starts = queries.list_local_day_starts(
        _encode_rows([{"external_id": external_id, "day": day} for external_id, day in part])
    )
    fact_ids = append_facts([build_first_game_joining_fact(start.person_id, start.started_at) for start in starts])
    new = [start for start, fact_id in zip(starts, fact_ids, strict=True) if fact_id is not None]
    session().execute(statements.OPEN_CHOICES, {"people": [start.person_id for start in new]})
    _execute_statement_on_rows(statements.JOIN, [asdict(start) for start in new])


def _record_departures(part: Sequence[DirectoryEntry]) -> None:
    left_on = {entry.external_id: entry.left_on for entry in part}
    ids = queries.find_ids_by_external_id(left_on)
    append_facts(
        [build_company_departure_fact(ids[external_id], on) for external_id, on in left_on.items() if on is not None]
    )


def _write_in_batches(
    items: Sequence[Item], what: str, progress: Progress, act: Callable[[Sequence[Item]], None]
) -> None:
    for start in range(0, len(items), ROWS_PER_STATEMENT):
        part = items[start : start + ROWS_PER_STATEMENT]
        act(part)
        progress(what, start + len(part), len(items))


def _execute_statement_on_rows(statement: TextClause, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        session().execute(statement, {"rows": _encode_rows(rows)})


def _encode_rows(rows: Sequence[Mapping[str, object]]) -> str:
    return orjson.dumps(rows).decode()
