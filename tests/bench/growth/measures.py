"""Measures of growth: three statements, the database at rest, and the database's share of each new fact."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from statistics import median

import psycopg
from sqlalchemy import exists, select, text

from app.cli.demo_programs import WEB_PROCESSES
from app.intake.client import IntakeClient
from app.journal import queries
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.leaderboards import statements as boards
from app.leaderboards.models import Board
from app.leaderboards.reading.queries import MAX_GONE
from tests.bench.crew import Crew, at_work, wait_until
from tests.bench.growth.activities import list_batches
from tests.bench.growth.filling import CompanySize, make_token
from tests.bench.growth.processor import processor_seconds, server_of
from tests.bench.intake.whole_way import push
from tests.bench.rig import Rig, application

CALLS = 50
FAR_BEHIND = "how far readers are behind"
BEHIND = """
update position p set tx = f.tx, fact_id = f.id
from (select shard, tx, id, row_number() over (partition by shard order by tx desc, id desc) as place
      from fact where id > (select max(id) from fact) - 2000) as f
where f.shard = p.shard and f.place = 100 and p.reader in ('points', 'webhooks')
"""
"""Two readers some hundred facts behind, the others at rest."""
AT_THE_START = "update position set tx = 0, fact_id = 0 where reader = 'pairs'"
"""A reader that has everything before it."""
PER_SHARD = 2_500
"""Facts after each position that `passerelle doctor` looks at."""
GROUP_BOARDS_EVERY = 15
"""Minutes, as in production: a board of groups reads the whole ledger, so often and no oftener."""
WATCH_EVERY = 0.25


@dataclass(frozen=True)
class GrowthSizes:
    """People, facts before, new facts, seconds after the start in which the clock asks for everything once, seconds at rest, rounds, processes, who is at work while facts arrive, and whether the disk is waited for."""

    people: int = 100_000
    few: int = 4_000
    many: int = 1_000_000
    new: int = 4_000
    settle_for: float = 15.0
    rest_for: float = 30.0
    rounds: int = 3
    workers: int = 2
    web_processes: int = WEB_PROCESSES
    crew: Crew = at_work
    is_durable: bool = True


def time_statements(rig: Rig, template: str) -> dict[str, float]:
    """Milliseconds of each statement in its first plans, as a process that starts: the middle one of many calls."""
    with rig.copy_of(template) as settings, application(settings), transaction():
        readers = list(readers_by_name().values())
        session().execute(text(BEHIND))
        calls: dict[str, Callable[[], object]] = {
            "who has facts waiting": lambda: queries.list_reader_names_to_drain(readers),
            FAR_BEHIND: lambda: queries.count_waiting_facts_by_reader(readers, PER_SHARD),
            "the head of a board of people": _read_board_head,
        }
        taken = {name: _time_call(call) for name, call in calls.items()}
        session().execute(text(AT_THE_START))
        taken[f"{FAR_BEHIND}, one at the very start"] = _time_call(calls[FAR_BEHIND])
        session().rollback()
        return taken


def measure_rest(rig: Rig, template: str, sizes: GrowthSizes) -> float:
    """Hundredths of a core that the database uses while the service runs and nothing happens."""
    with _prepared_copy(rig, template) as settings, psycopg.connect(settings.database_url) as database:
        server = server_of(database)
        with at_work(settings, rig.folder, workers=1, web_processes=sizes.web_processes):
            time.sleep(sizes.settle_for)
            before, began = processor_seconds(server), time.perf_counter()
            time.sleep(sizes.rest_for)
            return 100 * (processor_seconds(server) - before) / (time.perf_counter() - began)


def measure_intake(rig: Rig, template: str, size: CompanySize, sizes: GrowthSizes) -> float:
    """Microseconds of the database's processor time for each fact, from the first request until every reader is at rest."""
    batches = list_batches(size, sizes.new)
    with _prepared_copy(rig, template) as settings, psycopg.connect(settings.database_url) as database:
        server = server_of(database)
        with application(settings):
            token = make_token()
            with sizes.crew(settings, rig.folder, workers=sizes.workers, web_processes=sizes.web_processes) as address:
                time.sleep(sizes.settle_for)
                before = processor_seconds(server)
                accepted = push(IntakeClient(address, token), batches)
                wait_until(_is_settled, every=WATCH_EVERY)
                used = processor_seconds(server) - before
    assert accepted == sizes.new, "Every activity is new and its people take part."
    return 1e6 * used / accepted


@contextmanager
def _prepared_copy(rig: Rig, template: str) -> Iterator[Settings]:
    with rig.copy_of(template) as settings:
        yield replace(settings, group_boards_every=GROUP_BOARDS_EVERY)


def _is_settled() -> bool:
    """No reader has anything left, and the board of people is published; boards of groups wait for their time."""
    with transaction():
        is_due = Board.stale_since.is_not(None) | Board.building_until.is_not(None)
        has_due_board = session().scalar(select(exists().where(Board.subject == "person", is_due)))
        return not has_due_board and not queries.list_reader_names_to_drain(readers_by_name().values())


def _read_board_head() -> object:
    parameters = {"slug": "colleagues", "most_gone": MAX_GONE, "now": clock.now()}
    return session().execute(text(boards.SELECT_BOARD_HEAD), parameters).one()


def _time_call(call: Callable[[], object]) -> float:
    taken = []
    for _ in range(CALLS):
        began = time.perf_counter()
        call()
        taken.append(1_000 * (time.perf_counter() - began))
    return median(taken)
