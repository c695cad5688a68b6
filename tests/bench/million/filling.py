"""Fills a company of a million people with ten million facts in a few minutes, on two connections at a time."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise

import psycopg
from psycopg.sql import SQL, Identifier

from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.transaction import transaction
from app.people.changes.service import PersonChangeReader, note_everybody
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, MissionDraft, MissionText
from seeds.programme import publish_programme
from tests.bench.figure import Say
from tests.bench.growth import statements as growth
from tests.bench.growth.filling import SINCE_PROGRAMME, CompanySize, fill_people, spend_transactions, vacuum
from tests.bench.million import statements
from tests.boards import build_all_boards

A_MILLION = CompanySize(people=1_000_000, facts=10_000_000)
PAST = "first-post"
"""The mission and the badge that the past earned: one post."""
WORDS = {"fr": "Un premier message", "en": "A first post"}
PARTS = 8
AT_ONCE = 2
"""Connections: as many as the smallest machine has cores."""
FOR_LOADING = (
    "-c session_replication_role=replica -c maintenance_work_mem=768MB -c work_mem=512MB -c synchronous_commit=off"
)
"""References and triggers rest while rows come whose like is there: what triggers derive is filled in by statements."""

Given = Mapping[str, object]


def fill_large_company(size: CompanySize, say: Say) -> None:
    """Fill an empty, migrated database of the application under way; what hangs on the facts agrees with them.

    Every reader is at rest at the end, and every board is published.
    """
    _publish_past_and_programme()
    url = current_settings().database_url
    with psycopg.connect(url, autocommit=True, options=FOR_LOADING) as loading:
        with _timed(say, "people"), _indexed_afterwards(loading, "person"):
            fill_people(loading, size)
        _fill_journal(loading, size, say)
        with _timed(say, "enrolments"):
            _run_at_once((statements.ENROLMENTS, part | {"past": PAST}) for part in _split(size.people))
        with _timed(say, "completions and awards"):
            for statement in statements.OF_THE_PAST:
                loading.execute(statement, {"past": PAST})
        with _timed(say, "statistics"):
            vacuum(loading)
    with transaction():
        note_everybody(PersonChangeReader.HEADCOUNTS)
    with _timed(say, "boards"):
        build_all_boards()


def _publish_past_and_programme() -> None:
    """Before anybody is there: nobody is enrolled by it."""
    draft = MissionDraft(
        kind="activity",
        settings={"facts": ["post.created"], "wanted": 1},
        text=MissionText(title=WORDS, why=WORDS, who_sees=WORDS),
        minutes=5,
        points=10,
        availability=Availability(standalone=True),
    )
    with transaction():
        create_and_publish_mission(PAST, draft)
        create_and_publish_badge(
            PAST, "missions-completed", {"missions": [PAST]}, text=BadgeText(name=WORDS, description=WORDS)
        )
        publish_programme(clock.now() - SINCE_PROGRAMME)


def _fill_journal(loading: psycopg.Connection, size: CompanySize, say: Say) -> None:
    """Facts and lines of the ledger, with positions past the last one; indexes are made once the rows are there."""
    given = spend_transactions(loading, size)
    with _timed(say, "facts"), _indexed_afterwards(loading, "fact"):
        _run_at_once((growth.FACTS, given | part) for part in _split(size.facts))
    loading.execute(growth.GO_ON_AFTER_FACTS)
    loading.execute(growth.LEDGER[0])
    with _timed(say, "the ledger"), _indexed_afterwards(loading, "ledger_entry"):
        lines = f"{growth.LEDGER[1]} and f.id between %(first)s and %(last)s"
        _run_at_once((lines, part) for part in _split(size.facts, after=given["before"]))
    with _timed(say, "balances"):
        for statement in growth.LEDGER[2:]:
            loading.execute(statement)
    loading.execute(growth.POSITIONS, {"readers": sorted(readers_by_name())})


@contextmanager
def _indexed_afterwards(loading: psycopg.Connection, table: str) -> Iterator[None]:
    """The indexes of a table, its key left aside, are away during the block and made after it."""
    indexes = loading.execute(statements.INDEXES, [table]).fetchall()
    for name, _, constraint in indexes:
        drop = SQL("alter table {} drop constraint {}") if constraint else SQL("drop index {1}")
        loading.execute(drop.format(Identifier(table), Identifier(name)))
    yield
    _run_at_once((definition, None) for _, definition, _ in indexes)
    for name, _, constraint in indexes:
        if constraint:
            add = SQL("alter table {} add constraint {} unique using index {}")
            loading.execute(add.format(*map(Identifier, (table, name, name))))


def _split(count: int, *, after: int = 0) -> list[dict[str, int]]:
    """Spans of equal length from the number after `after` on."""
    ends = [after + count * part // PARTS for part in range(PARTS + 1)]
    return [{"first": begins + 1, "last": ends} for begins, ends in pairwise(ends)]


def _run_at_once(statements: Iterable[tuple[str, Given | None]]) -> None:
    """Run the statements on a few connections at a time, each in a transaction of its own."""
    url = current_settings().database_url

    def run(statement: tuple[str, Given | None]) -> None:
        with psycopg.connect(url, autocommit=True, options=FOR_LOADING) as database:
            database.execute(*statement)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(run, statements))


@contextmanager
def _timed(say: Say, what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    say(f"  {what}: {time.perf_counter() - began:.0f} s")
