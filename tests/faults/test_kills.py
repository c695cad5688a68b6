"""Workers, Redis and PostgreSQL are killed in the middle of real work; every total equals the one computed without them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from app.journal.drain import create_or_restart_reader_positions
from app.journal.models import Fact
from app.journal.queries import list_reader_names_to_drain
from app.journal.registry import readers_by_name
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.scheduler import LEADER
from app.kernel.transaction import transaction
from app.points.models import Balance, LedgerEntry
from app.points.service import Amounts, create_and_publish_rule
from badges.models import Award
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.faults.commands import wait_for_exit
from tests.faults.conftest import Start
from tests.makers import LONG_AGO, MONDAY, TEXT, WORDS, make_people, tell
from tests.paths import write_and_publish_path
from tests.private_engines import PrivateEngines
from tests.waiting import comes_true

PEOPLE = 40
DAYS = 30
PATIENCE = 240
"""Seconds: much more than a loaded machine needs, for what is a fault when it never comes."""
PER_ANSWER = 5
PER_MISSION = 30

pytestmark = pytest.mark.fault


@pytest.fixture
def people(own_app: Application) -> list[int]:
    """Forty people in a game where every answer counts."""
    with transaction():
        create_and_publish_mission_for_everyone(
            "m", "activity", {"facts": ["answer.created"], "wanted": 20}, text=TEXT, minutes=5, points=PER_MISSION
        )
        write_and_publish_path("p", title=WORDS, why=WORDS, missions=["m"], opens_on_joining=True)
        create_and_publish_rule(
            "answers", "answer.created", sentence=WORDS, amounts=Amounts(personal=PER_ANSWER), in_force_from=LONG_AGO
        )
        create_and_publish_rule("missions", "mission.completed", sentence=WORDS, in_force_from=LONG_AGO)
        create_and_publish_badge(
            "b", "missions-completed", {"missions": ["m"]}, text=BadgeText(name=WORDS, description=WORDS)
        )
        chosen = make_people(PEOPLE)
        create_or_restart_reader_positions(list(readers_by_name().values()))
    tell(
        *(
            NewFact(kind="person.joined", source_key=f"joined:{person}", occurred_at=MONDAY, actor_id=person)
            for person in chosen
        )
    )
    return chosen


def answers(people: Iterable[int], day: int) -> list[NewFact]:
    at = MONDAY + timedelta(days=day)
    return [
        NewFact(kind="answer.created", source="rse", source_key=f"{person}-{day}", occurred_at=at, actor_id=person)
        for person in people
    ]


def wait_for(promise: Callable[[], bool]) -> None:
    assert comes_true(promise, within=PATIENCE), "It never came to rest."


def is_led() -> bool:
    with transaction():
        locks = text("select count(*) from pg_locks where locktype = 'advisory' and objid = :leader")
        return bool(session().scalar(locks, {"leader": LEADER}))


def at_rest() -> bool:
    with transaction():
        return not list_reader_names_to_drain(readers_by_name().values())


def totals() -> tuple[int, int, int, int, int]:
    with transaction():
        answered = session().scalar(select(func.count()).where(Fact.kind == "answer.created"))
        completed = session().scalar(select(func.count()).where(Fact.kind == "mission.completed"))
        ledger = session().scalar(select(func.sum(LedgerEntry.points)))
        balances = session().scalar(select(func.sum(Balance.points)))
        awards = session().scalar(select(func.count()).where(Award.revoked_at.is_(None)))
        return int(answered or 0), int(completed or 0), int(ledger or 0), int(balances or 0), int(awards or 0)


def expected(days: int = DAYS) -> tuple[int, int, int, int, int]:
    points = PEOPLE * (days * PER_ANSWER + PER_MISSION)
    return PEOPLE * days, PEOPLE, points, points, PEOPLE


def test_a_redis_that_dies_and_forgets_everything_costs_no_point(
    people: list[int], own_engines: PrivateEngines, start: Start
) -> None:
    start("clock")
    start("worker")
    for day in range(DAYS):
        if day == 5:
            own_engines.redis.kill()
        if day == 20:
            own_engines.redis.start()
            redis_connection().flushall()
        began = time.monotonic()
        tell(*answers(people, day))
        assert time.monotonic() - began < 14, "Forty waits for a Redis that is away take 16 seconds."
    start("worker")
    wait_for(at_rest)
    assert totals() == expected()


def test_postgresql_restarted_in_the_middle_is_a_503_that_heals(
    own_app: Application, people: list[int], own_engines: PrivateEngines, start: Start
) -> None:
    start("clock")
    start("worker")
    client = own_app.test_client()
    for day in range(20):
        tell(*answers(people, day))
    own_engines.postgres.kill()

    while_away = client.get("/api/v1/boards/none", headers={"Authorization": "Bearer nobody"})
    assert while_away.status_code == 503
    assert int(while_away.headers["Retry-After"]) > 0
    assert while_away.mimetype == "application/problem+json"
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 503
    with pytest.raises(DBAPIError):
        tell(*answers(people, 20))

    own_engines.postgres.start()
    assert client.get("/readyz").status_code == 200
    for day in range(20, 30):
        tell(*answers(people, day))
    start("worker")
    wait_for(at_rest)
    assert totals() == expected(30)


def test_a_second_clock_waits_and_takes_over(people: list[int], start: Start) -> None:
    first = start("clock")
    wait_for(is_led)
    start("clock")
    start("worker")
    first.kill()
    assert wait_for_exit(first, PATIENCE) == -9
    for day in range(20):
        tell(*answers(people, day))
    redis_connection().flushall()
    wait_for(at_rest)
    assert totals() == expected(20)
