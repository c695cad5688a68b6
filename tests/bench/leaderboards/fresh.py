"""Boards that are kept fresh: what a build costs after a hundred credits, beside a count of everybody, and what twenty boards cost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from redis import Redis
from sqlalchemy import text

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.people.service import note_everybody_changed
from app.leaderboards.queries import get_board, list_current_boards
from tests.bench.figure import Figure, Say, at_most
from tests.bench.growth.processor import processor_seconds, server_of
from tests.bench.leaderboards.company import A_MILLION, BOARD
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns
from tests.boards import make_board

CHANGES, BOARDS, ROUNDS, SECONDS = 100, 20, 3, 5
WHOLE, MOVES = "count of everybody, CPU", "build after 100 credits, CPU"
CREDIT_SOME = """
insert into ledger_entry (person_id, unit_id, site_id, rule_id, fact_id, points, collective, earned_at)
select p.id, p.unit_id, p.site_id, (select min(id) from rule), 1, 5, 5, :now
from person p where p.id in (
    select first + (hashint8(:seed * 1000003 + n)::bigint + 2147483648) % size
    from generate_series(1, :changes) as n cross join (select min(id) as first, max(id) - min(id) + 1 as size from person) as ids)
returning id
"""


@dataclass(frozen=True)
class Used:
    """Seconds of processor time of this process and of PostgreSQL, bytes of its log, and bytes that Redis was sent."""

    seconds: float
    log: float
    redis: float


class Meter:
    """Reads what was used so far."""

    def __init__(self, database_url: str, connection: Redis) -> None:
        """Watch the server of that database, and that Redis."""
        self.database, self.redis = psycopg.connect(database_url, autocommit=True), connection
        self.server = server_of(self.database)

    def read(self) -> Used:
        """So far."""
        (log,) = self.database.execute("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8").fetchone() or (
            0.0,
        )
        sent = float(self.redis.info("stats")["total_net_input_bytes"])
        return Used(time.process_time() + processor_seconds(self.server), log, sent)


def fresh(rig: Rig, say: Say) -> Iterator[Figure]:
    """In this process, without jobs; the engines are as in production."""
    with rig.copy_of(A_MILLION) as settings, application(settings):
        connection = Redis.from_url(settings.redis_url)
        meter = Meter(settings.database_url, connection)
        say("  a build after a hundred credits, beside a count of everybody")
        yield from _one_board(meter)
        say(f"  {BOARDS} boards kept fresh")
        yield from _many_boards(meter)
        meter.database.close()
        connection.close()


def _one_board(meter: Meter) -> Iterator[Figure]:
    _build_all()
    turns = iter(range(ROUNDS))

    def once() -> dict[str, float]:
        _credit_some(next(turns))
        moved = _used_by_builds(meter)
        with transaction():
            note_everybody_changed()
        return {MOVES: 1_000 * moved.seconds, WHOLE: 1_000 * _used_by_builds(meter).seconds}

    rounds = by_turns(once, ROUNDS)
    yield rounds.figure(WHOLE, "ms")
    yield rounds.figure(MOVES, "ms", against=WHOLE, target=at_most(0.05))


def _many_boards(meter: Meter) -> Iterator[Figure]:
    with transaction():
        for number in range(1, BOARDS):
            make_board(f"{BOARD}-{number}")
    _build_all()
    used = []
    for second in range(SECONDS):
        _credit_some(ROUNDS + second)
        used.append(_used_by_builds(meter))
    name = f"{BOARDS} boards, {CHANGES} credits a second"
    yield Figure(name=name, figure=sum(u.seconds for u in used) / SECONDS, unit="cores", target=at_most(0.25))
    yield Figure(name=f"{name}: log", figure=sum(u.log for u in used) / SECONDS / 1e6, unit="MB/s")
    yield Figure(name=f"{name}: to Redis", figure=sum(u.redis for u in used) / SECONDS / 1e6, unit="MB/s")


def _credit_some(seed: int) -> None:
    """So many credits of people by chance, and the fact that tells of them."""
    with transaction():
        parameters = {"changes": CHANGES, "seed": seed, "now": clock.now()}
        lines = list(session().scalars(text(CREDIT_SOME), parameters))
        body = {"lines": len(lines), "first": min(lines)}
        key = f"credited:{max(lines)}"
        append_facts([NewFact(kind="points.credited", source_key=key, occurred_at=clock.now(), body=body)])


def _used_by_builds(meter: Meter) -> Used:
    before = meter.read()
    _build_all()
    after = meter.read()
    return Used(after.seconds - before.seconds, after.log - before.log, after.redis - before.redis)


def _build_all() -> None:
    with transaction():
        boards = [board.id for board in list_current_boards()]
        assert get_board(BOARD).id in boards, "There is the first board."
        for board_id in boards:
            service.make_board_due_now(board_id)
    for board_id in boards:
        publish_board_version_if_due(board_id)
