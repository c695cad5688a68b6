"""Writes the plan of an import in sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TypeVar

import orjson
from sqlalchemy import TextClause, select

from app.journal.service import append_facts
from app.kernel.database import session
from app.people.directory import queries, statements
from app.people.directory.cells import make_slug
from app.people.directory.entries import DirectoryEntry, DirectoryGroup
from app.people.directory.outcome import Progress
from app.people.directory.plan import GroupRename, ImportPlan
from app.people.models import Person
from app.people.service.participation import (
    build_company_departure_fact,
    build_first_game_joining_fact,
    forget_roles_and_choices,
)
from app.people.service.pseudonym import take_names_of_others_off_boards

Item = TypeVar("Item")

ROWS_PER_STATEMENT = 5_000
"""How many people one statement writes."""


def write_plan(plan: ImportPlan, progress: Progress) -> None:
    """Write the whole plan."""
    _write_groups(plan)
    execute_statement_on_rows(statements.RENAME, [{"old": old, "new": new} for old, new in plan.renamed.items()])
    moving = [
        {"external_id": change.after.external_id}
        for change in plan.changed
        if change.before.email != change.after.email
        or (change.before.left_on is None and change.after.left_on is not None)
    ]
    execute_statement_on_rows(statements.FREE_EMAILS, moving)
    _begin_anew([back.entry.external_id for back in plan.returned if back.is_rehire])
    people = [entry._asdict() for entry in plan.entries_to_write]
    _write_in_batches(people, "people", progress, lambda part: execute_statement_on_rows(statements.PEOPLE, part))
    _write_in_batches(
        people, "reporting lines", progress, lambda part: execute_statement_on_rows(statements.MANAGERS, part)
    )
    execute_statement_on_rows(
        statements.ROLES, [{"external_id": external_id, "role": role} for external_id, role in plan.roles]
    )
    execute_statement_on_rows(
        statements.ACCOUNTS,
        [{"source": source, "name": name, "person": person} for (source, name), person in plan.accounts.items()],
    )
    _write_in_batches(list(plan.joinings.items()), "people who take part", progress, _record_first_game_joinings)
    _write_in_batches(plan.departed, "departures", progress, _record_departures)
    session().expire_all()
    take_names_of_others_off_boards()


def _write_groups(plan: ImportPlan) -> None:
    for rename in (*plan.group_renames, *plan.respelled):
        rename_group(rename)
    execute_statement_on_rows(statements.REGIONS, [{"slug": slug, "name": name} for slug, name in plan.regions.items()])
    execute_statement_on_rows(statements.UNITS, [{"slug": slug, "name": name} for slug, name in plan.units.items()])
    sites = plan.sites | plan.moved_sites
    execute_statement_on_rows(statements.SITES, [{"slug": slug, **asdict(place)} for slug, place in sites.items()])


def rename_group(rename: GroupRename) -> None:
    """Give a group its new name; files may use the former one too, and everything that names the group follows."""
    statement = {
        DirectoryGroup.REGION: statements.RENAME_REGION,
        DirectoryGroup.SITE: statements.RENAME_SITE,
        DirectoryGroup.UNIT: statements.RENAME_UNIT,
    }[rename.kind]
    session().execute(statement, {"slug": rename.slug, "name": rename.after, "spelling": make_slug(rename.after)})


def _begin_anew(external_ids: Sequence[str]) -> None:
    """Let people who are hired again begin without the roles, the choices and the password of the time before."""
    people = session().scalars(select(Person).where(Person.external_id.in_(external_ids)).order_by(Person.id))
    for person in people.all() if external_ids else ():
        forget_roles_and_choices(person)
    session().flush()


def _record_first_game_joinings(part: Sequence[tuple[str, date]]) -> None:
    """Record the joining of people who never joined before: a file does not give back a consent that was withdrawn."""
    starts = queries.list_local_day_starts(
        _encode_rows([{"external_id": external_id, "day": day} for external_id, day in part])
    )
    fact_ids = append_facts([build_first_game_joining_fact(start.person_id, start.started_at) for start in starts])
    new = [start for start, fact_id in zip(starts, fact_ids, strict=True) if fact_id is not None]
    session().execute(statements.OPEN_CHOICES, {"people": [start.person_id for start in new]})
    execute_statement_on_rows(statements.JOIN, [asdict(start) for start in new])


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


def execute_statement_on_rows(statement: TextClause, rows: Sequence[Mapping[str, object]]) -> None:
    """Execute a statement on a whole set; on none at all, nothing."""
    if rows:
        session().execute(statement, {"rows": _encode_rows(rows)})


def _encode_rows(rows: Sequence[Mapping[str, object]]) -> str:
    return orjson.dumps(rows).decode()
