"""A copy in Redis and the version in PostgreSQL give the same rows; when Redis is lost, boards go on and the copies come back."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.jobs import copy_ranking_to_redis, enqueue_due_builds_and_copies
from app.leaderboards.models import Snapshot
from app.leaderboards.packed_ranking import (
    ENTRY,
    ROW,
    LookupRequest,
    PackedRows,
    RankedPerson,
    byte_range_of_rows,
    remove_gone_and_renumber_rows,
    unpack_rows,
)
from app.leaderboards.people import queries
from app.leaderboards.people.memory import RankingMemory, get_ranking_memory
from app.leaderboards.queries import list_published_snapshot_ids_by_digest
from app.leaderboards.ranking_cache import CHUNK_SIZE, REPLACED_COPY_LIFE, RankingCache, get_ranking_cache
from app.leaderboards.reading.queries import (
    _read_requested_ranking_rows,
    _read_requested_rows_from_postgres,
    get_board_with_last_version,
)
from app.leaderboards.reading.views import BoardPage
from tests.boards import catch_up_and_build, earn_answers, make_board, publish_board_of, read_board
from tests.makers import MONDAY

ROOM = 2.0
"""Seconds that the reads themselves may take on a busy machine."""


def packed(rows: list[RankedPerson]) -> bytes:
    """The roll of these rows, said in Python."""
    index = sorted((row.person_id, row.place) for row in rows)
    return b"".join(ROW.pack(row.person_id, row.score, row.rank) for row in rows) + b"".join(
        ENTRY.pack(*entry) for entry in index
    )


def a_roll(chance: Random, people: int) -> list[RankedPerson]:
    scores = sorted((chance.randrange(people) for _ in range(people)), reverse=True)
    ids = [*chance.sample(range(1, 10 * people + 2), people - 1), 2**40 + people]
    chance.shuffle(ids)
    return [
        RankedPerson(place, 1 + sum(other > score for other in scores), person_id, score)
        for place, (person_id, score) in enumerate(zip(ids, scores, strict=True), 1)
    ]


@pytest.fixture(params=["in memory", "in Redis"])
def crowd(app: Application, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Nine people on a board, with a copy in Redis; read as a small ranking, and as one that no process keeps."""
    if request.param == "in Redis":
        monkeypatch.setattr(queries, "MOST_KEPT_PEOPLE", 0)
    return publish_board_of([12 - place - place % 2 for place in range(9)])


def everything(people: list[int]) -> list[BoardPage]:
    """What each of them reads, by a process that keeps nothing yet."""
    get_ranking_memory().rankings = RankingMemory().rankings
    return [read_board(person_id=person) for person in people]


@pytest.mark.property
def test_both_find_the_same_rows_of_any_roll(app: Application) -> None:
    chance = Random(11)
    for people in (1, 2, 3, 17, 200):
        rows = a_roll(chance, people)
        with transaction():
            board_id = make_board(f"board-{people}")
            roll, digest = packed(rows), f"digest-{people}"
            session().add(
                Snapshot(board_id=board_id, version=0, as_of=MONDAY, seen_tx=0, people=people, roll=roll, digest=digest)
            )
            get_ranking_cache().store_ranking_copy(digest, roll)
        for _ in range(20):
            person = chance.choice([0, 5, 2**40 + people, *(row.person_id for row in rows[:9])])
            gone = tuple(row.person_id for row in chance.sample(rows, min(len(rows), chance.randrange(3))))
            wanted = LookupRequest(
                people, chance.randrange(1, people + 3), chance.randrange(5), chance.randrange(4), person, gone
            )
            with transaction():
                head = get_board_with_last_version(f"board-{people}")
                result = get_ranking_cache().find_ranking_rows(digest, wanted)
                assert (
                    result
                    == _read_requested_rows_from_postgres(head, wanted)
                    == _read_requested_ranking_rows(head, wanted)
                )
            assert result is not None
            foretold = rows[wanted.first - 1 : wanted.first - 1 + wanted.count]
            assert unpack_rows(result.page) == foretold
            matches = [row for person_id in wanted.person_and_gone_ids for row in rows if row.person_id == person_id]
            assert [row for match in result.matches for row in unpack_rows(match)] == matches


def test_those_who_are_gone_leave_no_trace_in_places_and_ranks() -> None:
    rows = [RankedPerson(1, 1, 10, 9), RankedPerson(2, 2, 20, 5), RankedPerson(3, 2, 30, 5), RankedPerson(4, 4, 40, 1)]
    assert remove_gone_and_renumber_rows(rows, [rows[1]]) == [
        RankedPerson(1, 1, 10, 9),
        RankedPerson(2, 2, 30, 5),
        RankedPerson(3, 3, 40, 1),
    ]
    assert remove_gone_and_renumber_rows(rows, [rows[0], rows[2]]) == [
        RankedPerson(1, 1, 20, 5),
        RankedPerson(2, 2, 40, 1),
    ]


def test_a_cut_never_runs_past_the_last_row() -> None:
    assert byte_range_of_rows(3, 10, 4) == (40, 40)
    assert byte_range_of_rows(9, 2, 4)[1] == 0
    assert unpack_rows(PackedRows(1, struct.pack(">qqi", 7, 3, 1))) == [RankedPerson(1, 1, 7, 3)]


@pytest.mark.fault
def test_a_flushed_redis_changes_no_board_and_the_clock_brings_the_copies_back(crowd: list[int]) -> None:
    before = everything(crowd)
    redis_connection().flushall()
    assert [read_board(person_id=person) for person in crowd] == before
    assert everything(crowd) == before

    enqueue_due_builds_and_copies()
    with transaction():
        (snapshot_id,) = list_published_snapshot_ids_by_digest().values()
        (digest,) = list_published_snapshot_ids_by_digest()
    assert redis_connection().llen("rq:queue:passerelle") == 1
    copy_ranking_to_redis(snapshot_id)
    with transaction():
        assert get_ranking_cache().list_digests_without_copy([digest]) == []
        assert get_ranking_cache().find_ranking_rows(digest, LookupRequest(9, 1, 9, 2, crowd[0], ())) is not None
    assert everything(crowd) == before


def test_only_the_copy_of_the_last_version_stays(crowd: list[int]) -> None:
    for day in range(1, 4):
        earn_answers(crowd[8], 1, day=day)
        catch_up_and_build()
    with transaction():
        (digest,) = list_published_snapshot_ids_by_digest()
    lives = {
        key: redis_connection().ttl(key) for key in redis_connection().keys("passerelle:roll:*") if b"copies" not in key
    }
    assert len(lives) == 4
    assert [key for key, seconds in lives.items() if seconds > REPLACED_COPY_LIFE] == [
        f"passerelle:roll:{digest}".encode()
    ]


@pytest.fixture(params=["away", "mute"])
def silent(request: pytest.FixtureRequest) -> Iterator[Redis]:
    """A Redis that is away, or takes a connection and never answers; asked as the application asks its own."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = 1 if request.param == "away" else mute.getsockname()[1]
        connection = Redis(port=port, socket_timeout=0.2, socket_connect_timeout=0.2, retry=Retry(NoBackoff(), 1))
        yield connection
        connection.close()


@pytest.mark.fault
def test_without_redis_no_reader_waits_and_boards_are_published(
    app: Application, crowd: list[int], silent: Redis
) -> None:
    before = everything(crowd)
    app.extensions["rolls"] = RankingCache(silent)
    began = time.monotonic()
    assert everything(crowd) == before
    assert time.monotonic() - began < 2 * 0.2 + ROOM, "One reader asks twice, the others not at all."

    earn_answers(crowd[8], 20)
    catch_up_and_build()
    assert read_board(person_id=crowd[8]).rows[0].is_mine


SEND: Callable[..., Any] = Redis.execute_command


class AnswersLate(Redis):
    """A Redis whose first answers come too late: each command is sent again, and both arrive."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        SEND(self, *args, **options)
        return SEND(self, *args, **options)


class ForgetsOnce(Redis):
    """A Redis that is emptied when it has the first part of a copy."""

    has_forgotten = False

    def execute_command(self, *args: Any, **options: Any) -> Any:
        answer = SEND(self, *args, **options)
        if not self.has_forgotten and SEND(self, "STRLEN", "passerelle:roll:long:1"):
            self.has_forgotten = True
            SEND(self, "FLUSHALL")
        return answer


def connect_as(kind: type[Redis]) -> Redis:
    """The same Redis, through a client of that kind."""
    return kind(connection_pool=redis_connection().connection_pool)


@pytest.mark.fault
def test_a_copy_whose_commands_arrive_twice_is_the_ranking(app: Application) -> None:
    ranking = Random(3).randbytes(2 * CHUNK_SIZE + 7)
    RankingCache(connect_as(AnswersLate)).store_ranking_copy("long", ranking)
    assert get_ranking_cache().find_copy("long") == ranking


@pytest.mark.fault
def test_a_copy_during_which_redis_is_emptied_is_not_there(app: Application) -> None:
    RankingCache(connect_as(ForgetsOnce)).store_ranking_copy("long", bytes(2 * CHUNK_SIZE + 7))
    assert get_ranking_cache().list_digests_without_copy(["long"]) == ["long"]


def test_an_old_snapshot_that_is_gone_needs_no_copy(app: Application) -> None:
    copy_ranking_to_redis(1_000)
    with transaction():
        service.enqueue_missing_ranking_copies()
    assert redis_connection().keys("passerelle:roll:*") == []
