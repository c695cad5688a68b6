"""Imports the directory: read, check, plan; then, only when asked, write, set by set, everything or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TypeVar

import orjson
from sqlalchemy import TextClause, text

from app.journal.service import append
from app.kernel import clock
from app.kernel.database import session
from app.people.directory import checks, planning, queries, statements
from app.people.directory.columns import Problem
from app.people.directory.entries import Entry
from app.people.directory.outcome import Options, Progress, Reading, in_silence
from app.people.directory.plan import Plan
from app.people.directory.reading import read_sheet
from app.people.directory.rows import Row, read_row
from app.people.service.offboarding import departure
from app.people.service.participation import first_joining

Item = TypeVar("Item")

SET = 5_000
"""How many people one statement writes."""
TURN = text("select pg_advisory_xact_lock(hashtext('people.directory'))")


def plan_import(content: bytes, options: Options = Options()) -> Reading:
    """Read a people file and hold it against the directory; a file with problems has no plan."""
    sheet = read_sheet(content)
    problems = list(sheet.problems)
    rows = [row for line in sheet.lines if (row := read_row(line, problems)) is not None]
    if problems:
        return Reading(len(sheet.lines), sorted(problems, key=lambda problem: problem.line), None)
    return _hold_against_directory(rows, sheet.columns, options)


def apply_import(content: bytes, options: Options = Options(), progress: Progress = in_silence) -> Reading:
    """Plan while no other import runs, and write the plan. Nothing is written while the file has problems."""
    session().execute(TURN)
    reading = plan_import(content, options)
    if reading.plan is not None:
        _write(reading.plan, progress)
    return reading


def _hold_against_directory(rows: list[Row], columns: frozenset[str], options: Options) -> Reading:
    directory, today = queries.read_directory(), clock.now().date()
    names = planning.match_emails(rows, directory) if options.match_emails else {}
    directory = planning.renamed(directory, names) if names else directory
    problems: list[Problem] = checks.about_rows(rows, directory, today)
    if problems:
        return Reading(len(rows), problems, None)
    plan = planning.make_plan(rows, directory, columns, today)
    plan.renamed = names
    if options.departures:
        planning.plan_departures(plan, rows, directory)
        problems = checks.about_departures(len(plan.departed), directory.here, options.most_departures)
    if problems:
        return Reading(len(rows), problems, None)
    return Reading(len(rows), (), plan)


def _write(plan: Plan, progress: Progress) -> None:
    """Do exactly what the plan says."""
    _write_places(plan)
    _execute(statements.RENAME, [{"old": old, "new": new} for old, new in plan.renamed.items()])
    moving = [{"external_id": one.after.external_id} for one in plan.changed if "email" in one.columns]
    _execute(statements.FREE_EMAILS, moving)
    people = [asdict(entry) for entry in plan.entries]
    _in_sets(people, "people", progress, lambda part: _execute(statements.PEOPLE, part))
    _in_sets(people, "reporting lines", progress, lambda part: _execute(statements.MANAGERS, part))
    _execute(statements.ROLES, [{"external_id": external_id, "role": role} for external_id, role in plan.roles])
    _in_sets(list(plan.joinings.items()), "people who take part", progress, _join)
    _in_sets(plan.departed, "departures", progress, _tell_departures)
    session().expire_all()


def _write_places(plan: Plan) -> None:
    _execute(statements.REGIONS, [{"slug": slug, "name": name} for slug, name in plan.regions.items()])
    _execute(statements.UNITS, [{"slug": slug, "name": name} for slug, name in plan.units.items()])
    sites = plan.sites | plan.moved_sites
    _execute(statements.SITES, [{"slug": slug, **asdict(place)} for slug, place in sites.items()])


def _join(part: Sequence[tuple[str, date]]) -> None:
    """Only those whom the journal never saw join: a consent that was taken back is not given again by a file."""
    starts = queries.day_starts(_json([{"external_id": external_id, "day": day} for external_id, day in part]))
    told = append([first_joining(start.person_id, start.started_at) for start in starts])
    new = [start for start, fact_id in zip(starts, told, strict=True) if fact_id is not None]
    session().execute(statements.OPEN_CHOICES, {"people": [start.person_id for start in new]})
    _execute(statements.JOIN, [asdict(start) for start in new])


def _tell_departures(part: Sequence[Entry]) -> None:
    left_on = {entry.external_id: entry.left_on for entry in part}
    ids = queries.ids_of(left_on)
    append([departure(ids[one], on) for one, on in left_on.items() if on is not None])


def _in_sets(items: Sequence[Item], what: str, progress: Progress, act: Callable[[Sequence[Item]], None]) -> None:
    for start in range(0, len(items), SET):
        part = items[start : start + SET]
        act(part)
        progress(what, start + len(part), len(items))


def _execute(statement: TextClause, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        session().execute(statement, {"rows": _json(rows)})


def _json(rows: Sequence[Mapping[str, object]]) -> str:
    return orjson.dumps(rows).decode()
