"""What the end of a large contest costs, beside the bare INSERT of the rows that it writes: frozen, announced, made final."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.contests.life.service.announce import announce_contest_if_due
from missions.contests.life.service.finalise import finalise_contest_if_due
from missions.contests.life.service.publish import apply_terms
from missions.contests.life.service.seeds import commit_seed
from missions.contests.life.shift import compute_freeze_moment
from missions.contests.models import Contest
from missions.contests.queries import get_terms, lock_contest
from missions.contests.regulation.service import store_regulation
from missions.contests.standings.service.freeze import freeze_entries
from tests.bench.figure import Figure, at_most
from tests.bench.growth.processor import TICKS, processor_seconds, server_of
from tests.bench.rounds import Rounds
from tests.missions.contests.contest_makers import make_prize

MOMENT = timedelta(seconds=1)
WRITTEN = {"contest_entry": "true", "contest_outcome": "true", "contest_win": "true", "contest_alternate": "true"} | {
    "notice": "kind like 'contest.%'",
    "fact": "object like 'contest:%'",
}
"""The tables that the end of a contest writes, and which of their rows it wrote."""

COLUMNS = "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped and attgenerated = ''"
REFERENCES = "select pg_get_constraintdef(oid) from pg_constraint where conrelid = %s::regclass and contype = 'f'"
BARE, WITHOUT = "bare INSERT of its rows", "the same without their references"
FROZEN, ENTRIES = "entries frozen", "bare INSERT of the entries"


def take_finalising(copies: int) -> Iterator[Figure]:
    """The contest of the company ends with so many copies of a prize, and as many alternates."""
    with psycopg.connect(current_settings().database_url, autocommit=True) as database:
        contest_id, freezes_at = _close_contest(copies)
        final_at = freezes_at + timedelta(days=8)
        taken = {
            FROZEN: _spend(database, freezes_at, lambda: freeze_entries(lock_contest(contest_id))),
            "announced": _spend(database, freezes_at, lambda: announce_contest_if_due(contest_id)),
            "made final": _spend(database, final_at, lambda: finalise_contest_if_due(contest_id)),
        }
        assert database.execute("select state from contest").fetchall() == [("final",)], "Every step was due."
        whole = f"finalised with {copies:,} prizes"
        taken[whole] = sum(taken.values())
        taken[ENTRIES] = _spend_on_rows(database, ["contest_entry"], refers=True)
        taken[BARE] = _spend_on_rows(database, list(WRITTEN), refers=True)
        taken[WITHOUT] = _spend_on_rows(database, list(WRITTEN), refers=False)
    rounds = Rounds((taken,))
    for name in (BARE, WITHOUT, ENTRIES, "announced", "made final"):
        yield rounds.figure(name, "s of CPU")
    yield rounds.figure(FROZEN, "s of CPU", against=ENTRIES, target=at_most(3))
    yield rounds.figure(whole, "s of CPU", against=BARE, target=at_most(3))
    yield rounds.figure(whole, "s of CPU", against=WITHOUT)


def _close_contest(copies: int) -> tuple[int, datetime]:
    """Close the contest now: its id, and when its result is due."""
    with transaction():
        contest = lock_contest(session().scalars(select(Contest.id)).one())
        before, now = get_terms(contest), clock.now()
        calendar = replace(before.calendar, closes_at=now)
        prizes = (make_prize(stock=copies, value_cents=100),)
        terms = replace(before, prizes=prizes, budget_cents=100 * copies, alternates=copies, calendar=calendar)
        apply_terms(contest, terms)
        store_regulation(contest, terms, published_at=contest.opens_at or now)
        commit_seed(contest, terms, number=1)
        contest.state, contest.closed_at = "closed", now
        contest.due_at = compute_freeze_moment(calendar)
        return contest.id, contest.due_at + MOMENT


def _spend(database: psycopg.Connection, at: datetime, act: Callable[[], object]) -> float:
    """The processor time of this process and of the database for an act in a transaction at that moment."""
    own, other = time.process_time(), processor_seconds(server_of(database))
    with clock.freeze_at(at), transaction():
        act()
    return time.process_time() - own + _since(database, other)


def _spend_on_rows(database: psycopg.Connection, tables: Sequence[str], *, refers: bool) -> float:
    """The database's processor time for the bare INSERT of what was written, into tables with the same indexes."""
    spent = 0.0
    for table in tables:
        columns = SQL(", ").join(Identifier(name) for (name,) in database.execute(COLUMNS, [table]).fetchall())
        rows, bare = Identifier(f"rows_of_{table}"), Identifier(f"bare_{table}")
        given = {"table": Identifier(table), "rows": rows, "bare": bare, "columns": columns}
        database.execute(SQL("drop table if exists {rows}, {bare}").format(**given))
        database.execute(
            SQL("create table {rows} as select {columns} from {table} where ").format(**given) + SQL(WRITTEN[table])
        )
        database.execute(SQL("create table {bare} (like {table} including all)").format(**given))
        for (reference,) in database.execute(REFERENCES, [table]).fetchall() if refers else ():
            database.execute(SQL("alter table {bare} add ").format(**given) + SQL(reference))
        before = processor_seconds(server_of(database))
        database.execute(SQL("insert into {bare} ({columns}) select {columns} from {rows}").format(**given))
        spent += _since(database, before)
    return max(spent, 1 / TICKS)


def _since(database: psycopg.Connection, before: float) -> float:
    return processor_seconds(server_of(database)) - before
