"""A board of a million people over ten million credits: its build, its reads beside a plain GET and a sorted set, its memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from random import Random

from redis import Redis
from sqlalchemy import text

from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.packed_ranking import LookupRequest
from app.leaderboards.people.service import note_everybody_changed
from app.leaderboards.queries import get_board
from app.leaderboards.ranking_cache import get_ranking_cache
from app.leaderboards.reading import queries
from app.leaderboards.reading.views import BoardWithLastVersion
from tests.bench.figure import Figure, Say, at_least, at_most
from tests.bench.leaderboards.by_hand import SET as BY_HAND
from tests.bench.leaderboards.by_hand import SEVEN_KILOBYTES, around, group_by_and_zadd, top
from tests.bench.leaderboards.company import A_MILLION, BOARD, MILLION
from tests.bench.rig import Rig, application
from tests.bench.rounds import Rounds, by_turns

BUILDS, ROUNDS, CALLS = 2, 5, 300
AROUND = 12
"""Rows on each side: the page of twenty-five that the package `leaderboard` gives around a member."""
BUILD, GROUP_BY, PLAIN = "build of the board", "GROUP BY alone", "GROUP BY and ZADD"
GET, TOP, NEAR = "GET of 7 kB", "top 50", "rank and 24 neighbours"
HAND_TOP, HAND_NEAR = "top 50 of a sorted set, by hand", "24 neighbours in a sorted set, by hand"
NO_COPY = "rank and 24 neighbours without Redis"
WHOLE = "around me in process, names included"


def million(rig: Rig, say: Say) -> Iterator[Figure]:
    """In this process; the engines are as in production."""
    with rig.copy_of(A_MILLION) as settings, application(settings):
        connection = Redis.from_url(settings.redis_url)
        say("  builds of a million")
        yield from _builds(settings.database_url, connection)
        say("  reads of a million")
        yield from _reads()
        yield from _memory(connection)
        connection.close()


def _builds(database_url: str, connection: Redis) -> Iterator[Figure]:
    def once() -> Mapping[str, float]:
        grouped, both = group_by_and_zadd(database_url, connection)
        return {BUILD: _build(), GROUP_BY: grouped, PLAIN: both}

    rounds = by_turns(once, BUILDS)
    yield rounds.figure(GROUP_BY, "s")
    yield rounds.figure(PLAIN, "s")
    yield rounds.figure(BUILD, "s", against=PLAIN, target=at_most(1.3))


def _build() -> float:
    """From the claim to a version that is committed and copied; one credit more each time, so that it is a new one."""
    with transaction():
        board_id = get_board(BOARD).id
        session().execute(
            text("update ledger_entry set points = points + 1 where id = (select min(id) from ledger_entry)")
        )
        note_everybody_changed()
        service.make_board_due_now(board_id)
    began = time.perf_counter()
    with transaction():
        assert service.try_to_claim_board(board_id), "Nobody else builds here."
    with transaction():
        service.publish_claimed_board_if_changed(board_id, 10)
    return time.perf_counter() - began


def _reads() -> Iterator[Figure]:
    redis_connection().set(SEVEN_KILOBYTES, b"x" * 7_000)
    with transaction():
        head = queries.get_board_with_last_version(BOARD)
        first = session().scalar(text("select min(id) from person")) or 0
    assert head.people == MILLION, "Everybody is on it."
    rounds = by_turns(lambda: _once(head, first), ROUNDS)
    yield rounds.figure(GET, "µs")
    yield rounds.figure(TOP, "µs", against=GET, target=at_most(2.5))
    yield rounds.figure(NEAR, "µs", against=GET, target=at_most(2.5))
    yield from _by_hand(rounds)
    yield rounds.figure(NO_COPY, "µs", against=GET)
    yield rounds.figure(WHOLE, "µs")


def _by_hand(rounds: Rounds) -> Iterator[Figure]:
    for hand, ours in ((HAND_TOP, TOP), (HAND_NEAR, NEAR)):
        yield rounds.figure(hand, "µs", against=ours, target=at_least(5))


def _once(head: BoardWithLastVersion, first: int) -> Mapping[str, float]:
    chance, store, connection, digest = Random(first), get_ranking_cache(), redis_connection(), head.digest or ""

    def somebody() -> int:
        return first + chance.randrange(MILLION)

    def near() -> LookupRequest:
        return LookupRequest(MILLION, 1, 0, AROUND, somebody(), ())

    taken = {
        GET: _time(lambda: connection.get(SEVEN_KILOBYTES)),
        TOP: _time(lambda: store.find_ranking_rows(digest, LookupRequest(MILLION, 1, 50, 0, 0, ()))),
        NEAR: _time(lambda: store.find_ranking_rows(digest, near())),
        HAND_TOP: _time(lambda: top(connection, 50)),
        HAND_NEAR: _time(lambda: around(connection, somebody(), AROUND)),
    }
    with transaction():
        taken[NO_COPY] = _time(lambda: queries._read_requested_rows_from_postgres(head, near()))
        taken[WHOLE] = _time(lambda: queries.find_own_position(queries.get_board_with_last_version(BOARD), somebody()))
    return taken


def _time(call: Callable[[], object]) -> float:
    """Microseconds a call."""
    call()
    began = time.perf_counter()
    for _ in range(CALLS):
        assert call() is not False, "Every call answers."
    return 1e6 * (time.perf_counter() - began) / CALLS


def _memory(connection: Redis) -> Iterator[Figure]:
    (roll,) = [
        key for key in connection.scan_iter("passerelle:roll:*") if key.count(b":") == 2 and b"copies" not in key
    ][:1]
    ours, plain = _bytes(connection, roll), _bytes(connection, BY_HAND)
    yield Figure(name="memory of a sorted set", figure=plain / MILLION, unit="bytes/person")
    against = "memory of a sorted set"
    ratio = ours / plain
    yield Figure(name="memory of a roll", figure=ours / MILLION, unit="bytes/person", ratio=ratio, against=against)


def _bytes(connection: Redis, key: str | bytes) -> float:
    return float(connection.execute_command("MEMORY", "USAGE", key, "SAMPLES", 0))  # type: ignore[no-untyped-call]  # redis-py types no raw commands
