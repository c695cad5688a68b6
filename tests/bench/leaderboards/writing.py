"""Ten thousand people, two hundred rules: credits a second with eight writers, the board after a write, and a cold board."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from statistics import median, quantiles
from urllib.parse import urlsplit

import orjson
from sqlalchemy import func, select

from app.intake.client import IntakeClient
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.queries import get_board
from app.points.models import LedgerEntry
from tests.bench.crew import at_work
from tests.bench.figure import Figure, Say, at_most
from tests.bench.intake.company import ids_by_name, make_token
from tests.bench.leaderboards.company import BOARD, TEN_THOUSAND
from tests.bench.leaderboards.door import browser, cookie_of, numbers, share, shares
from tests.bench.rig import Rig, application
from tests.boards import make_board
from tests.real_run import wait_until_settled

WRITERS, FACTS, BATCH = 8, 100_000, 250
CLIENTS, COLD, WRITES, READS = 16, 5, 15, 400
PATIENCE = 60.0


def writing(rig: Rig, say: Say) -> Iterator[Figure]:
    """The service as the demo runs it, with two workers."""
    with rig.copy_of(TEN_THOUSAND) as settings, application(settings) as built:
        with transaction():
            people = ids_by_name()
        token, cookie = make_token(), cookie_of(built, people["p-1"])
        with at_work(settings, rig.folder, workers=2) as address:
            port = urlsplit(address).port or 0
            say(f"  {FACTS:,} facts by {WRITERS} writers")
            yield from _with_writers(address, token)
            say("  the board after a write, around me, and cold")
            yield from _after_a_write(IntakeClient(address, token), port, cookie)
            yield from _around_me(port, cookie)
            yield from _cold(port, cookie)


def _with_writers(address: str, token: str) -> Iterator[Figure]:
    each = FACTS // WRITERS
    streams = [shares(each, batch=BATCH, seed=seed) for seed in range(WRITERS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as threads:
        intakes = [IntakeClient(address, token) for _ in streams]
        list(threads.map(lambda pair: [pair[0].push(batch) for batch in pair[1]], zip(intakes, streams, strict=True)))
    wait_until_settled(within=600)
    took = time.perf_counter() - began
    with transaction():
        credited = session().scalar(select(func.count()).select_from(LedgerEntry)) or 0
        versions = get_board(BOARD).published_version
    assert credited == FACTS, f"Each fact is credited once: {credited}."
    yield Figure(name=f"credited, {WRITERS} writers, board fresh", figure=credited / took, unit="facts/s")
    yield Figure(name="versions of the board meanwhile", figure=versions / took, unit="versions/s")


def _after_a_write(intake: IntakeClient, port: int, cookie: str) -> Iterator[Figure]:
    client, keys, waited = browser(port, cookie), numbers(), list[float]()
    for _ in range(WRITES):
        before = orjson.loads(client.get(f"/api/v1/boards/{BOARD}/around-me"))["mine"]["score"]
        began = time.perf_counter()
        intake.push_batch([share(next(keys), 1, datetime.now(UTC))])
        while orjson.loads(client.get(f"/api/v1/boards/{BOARD}/around-me"))["mine"]["score"] == before:
            assert time.perf_counter() - began < PATIENCE, "The board never showed it."
            time.sleep(0.01)
        waited.append(time.perf_counter() - began)
        time.sleep(1.5)
    yield Figure(name="board after a write, median", figure=median(waited), unit="s", target=at_most(2))
    yield Figure(name="board after a write, p95", figure=quantiles(waited, n=20)[-1], unit="s")


def _around_me(port: int, cookie: str) -> Iterator[Figure]:
    client, took = browser(port, cookie), list[float]()
    for _ in range(READS):
        began = time.perf_counter()
        client.get(f"/api/v1/boards/{BOARD}/around-me")
        took.append(1_000 * (time.perf_counter() - began))
    yield Figure(name="around me over HTTP, median", figure=median(took), unit="ms")
    yield Figure(name="around me over HTTP, p95", figure=quantiles(took, n=20)[-1], unit="ms")


def _cold(port: int, cookie: str) -> Iterator[Figure]:
    waited = [_one_cold(f"cold-{number}", port, cookie) for number in range(COLD)]
    yield Figure(name=f"cold board, {CLIENTS} clients", figure=median(waited), unit="s", target=at_most(2))


def _one_cold(slug: str, port: int, cookie: str) -> float:
    with transaction():
        make_board(slug)
        service.enqueue_due_builds()
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as threads:
        versions = list(threads.map(lambda _: _wait_for(slug, port, cookie), range(CLIENTS)))
    assert versions == [1] * CLIENTS, "They cost one computation."
    return time.perf_counter() - began


def _wait_for(slug: str, port: int, cookie: str) -> int:
    client, deadline = browser(port, cookie), time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline:
        version = int(orjson.loads(client.get(f"/api/v1/boards/{slug}"))["version"])
        if version:
            return version
        time.sleep(0.02)
    return 0
