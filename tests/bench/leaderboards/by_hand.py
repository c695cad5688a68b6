"""The same board as most people would keep it: a sorted set in Redis, filled from GROUP BY and asked one command after the other."""

from __future__ import annotations

import time

import psycopg
from redis import Redis

SET, SEVEN_KILOBYTES = "bench:set", "bench:7k"
CHUNK = 10_000
GROUP_BY = "select person_id, sum(points)::bigint from ledger_entry group by person_id"


def group_by_and_zadd(database_url: str, redis: Redis) -> tuple[float, float]:
    """Seconds for GROUP BY, rows fetched, and for both; with as much room to sort as a build has, and no order of ties."""
    redis.delete(SET)
    with psycopg.connect(database_url) as connection:
        connection.execute("set work_mem = '128MB'")
        began = time.perf_counter()
        rows = connection.execute(GROUP_BY).fetchall()
        grouped = time.perf_counter() - began
    for begins in range(0, len(rows), CHUNK):
        flat = [part for person_id, points in rows[begins : begins + CHUNK] for part in (points, person_id)]
        redis.execute_command("ZADD", SET, *flat)  # type: ignore[no-untyped-call]  # redis-py types no raw commands
    return grouped, time.perf_counter() - began


def top(redis: Redis, count: int) -> None:
    """The first rows with score and rank of each, as the package `leaderboard` asks: a list, then two commands a member."""
    _with_ranks(redis, redis.zrevrange(SET, 0, count - 1))


def around(redis: Redis, person_id: int, near: int) -> None:
    """Somebody's neighbours, in the same way: their place, the members around it, then two commands each."""
    place = redis.zrevrank(SET, str(person_id))
    assert isinstance(place, int), "They are in the set."
    _with_ranks(redis, redis.zrevrange(SET, max(place - near, 0), place + near))


def _with_ranks(redis: Redis, members: object) -> None:
    assert isinstance(members, list), "A list of members."
    pipeline = redis.pipeline(transaction=False)
    for member in members:
        pipeline.zscore(SET, member)
        pipeline.zrevrank(SET, member)
    assert len(pipeline.execute()) == 2 * len(members), "Two answers each."
