"""Where points are off nothing is earned, and two at the cap earn one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import func, select

from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.hours import parse_working_hours
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.models import Site
from app.people.policies import queries as policies
from app.people.policies.service import (
    COMPANY,
    FeatureAlreadyOff,
    FeatureAlreadyOn,
    PolicyPlace,
    switch_feature_off,
    switch_feature_on,
)
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.people.queries import get_person
from app.points.models import LedgerEntry
from app.points.service import Cap, reconcile_ledger
from tests.makers import MONDAY, catch_up, make_people, tell
from tests.points.makers import (
    list_line_amounts,
    make_answer,
    publish_five_points_per_answer,
    read_balance,
)
from tests.waiting import comes_true

OFFICE = parse_working_hours("mon-fri 07:00-20:00")
DAY = timedelta(days=1)
WRITERS = 8
WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"


@pytest.mark.parametrize("scope", list(PolicyScope))
def test_days_without_points_never_count_however_late_they_are_told(app: Application, scope: PolicyScope) -> None:
    with transaction():
        (ada,), (other,) = make_people(1), make_people(1)
        publish_five_points_per_answer()
        person = get_person(ada)
        places = {
            PolicyScope.SITE: person.site_id,
            PolicyScope.UNIT: person.unit_id,
            PolicyScope.REGION: region_of(person.site_id),
        }
        place = PolicyPlace(scope, places.get(scope))
    with clock.freeze_at(MONDAY + DAY), transaction():
        number = switch_feature_off(
            SwitchableFeature.POINTS, place, reason="The works council of that country said no."
        ).id
        assert policies.list_features_off_for_person(ada) == {"points"}
        assert policies.list_features_off_for_person(other) == (
            {"points"} if scope is PolicyScope.COMPANY else frozenset()
        )
    with clock.freeze_at(MONDAY + 3 * DAY), transaction():
        switch_feature_on(policies.get_policy(number))
        assert policies.list_features_off_for_person(ada) == frozenset()
    answers = [make_answer(f"{who}-{day}", who, MONDAY + day * DAY) for who in (ada, other) for day in (0, 2, 3)]
    tell(*answers)
    catch_up()
    with transaction():
        rewind_reader(readers_by_name()["points"])
    catch_up()
    assert [at for _, at in list_line_amounts(ada)] == [MONDAY, MONDAY + 3 * DAY]
    assert read_balance(other) == (10 if scope is PolicyScope.COMPANY else 15)


def region_of(site_id: int) -> int | None:
    return session().scalar(select(Site.region_id).where(Site.id == site_id))


def test_something_is_switched_off_once_and_back_on_once(app: Application) -> None:
    with transaction():
        number = switch_feature_off(SwitchableFeature.BADGES, COMPANY, reason="A pause").id
    with pytest.raises(FeatureAlreadyOff), transaction():
        switch_feature_off(SwitchableFeature.BADGES, COMPANY, reason="Again")
    with transaction():
        switch_feature_on(policies.get_policy(number))
    with pytest.raises(FeatureAlreadyOn), transaction():
        switch_feature_on(policies.get_policy(number))


def at_once(app: Application, work: Callable[[int], object]) -> None:
    """Do the work `WRITERS` times at the same moment, each in a thread and a transaction of its own."""
    ready = Barrier(WRITERS)

    def run_work(number: int) -> None:
        with app.app_context():
            ready.wait()
            with transaction():
                work(number)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(run_work, range(WRITERS)))


@pytest.mark.fault
def test_eight_writers_at_the_cap_credit_once_each_in_any_mixture(app: Application) -> None:
    with transaction():
        people = make_people(4)
        publish_five_points_per_answer(Cap(3, "week"))
    minutes = range(WRITERS * 2)
    facts = [make_answer(f"{who}-{m}", who, MONDAY + timedelta(minutes=m)) for who in people for m in minutes]
    ids = [number for number in tell(*facts) if number is not None]
    at_once(app, lambda writer: reconcile_ledger(ids[writer::WRITERS] + ids[(writer + 1) % WRITERS :: WRITERS]))
    for who in people:
        assert read_balance(who) == 15
        assert sum(points for points, _ in list_line_amounts(who)) == 15
        assert {at for points, at in list_line_amounts(who)} >= {MONDAY + timedelta(minutes=m) for m in range(3)}
    with transaction():
        twice = select(LedgerEntry.fact_id).group_by(LedgerEntry.fact_id).having(func.sum(LedgerEntry.points) > 5)
        assert session().scalars(twice).all() == []


@pytest.mark.fault
def test_two_late_facts_at_the_cap_told_and_settled_at_the_same_moment_credit_one(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer(Cap(2, "week"))
    ids = tell(make_answer("first", ada))
    with transaction():
        reconcile_ledger([number for number in ids if number])

    def hear_and_settle(writer: int) -> None:
        (number,) = tell(make_answer(f"late-{writer}", ada, MONDAY + timedelta(minutes=1 + writer)))
        with transaction():
            reconcile_ledger([number or 0])

    at_once(app, hear_and_settle)
    assert read_balance(ada) == 10


@pytest.mark.fault
def test_the_same_facts_settled_by_eight_at_the_same_moment_are_credited_once(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer()
    ids = [
        number or 0 for number in tell(*(make_answer(f"{n}", ada, MONDAY + timedelta(minutes=n)) for n in range(20)))
    ]
    at_once(app, lambda _: reconcile_ledger(ids))
    assert len(list_line_amounts(ada)) == 20
    assert read_balance(ada) == 100


@pytest.mark.fault
def test_eight_writers_of_people_with_points_credit_no_more_than_the_cap(app: Application, settings: Settings) -> None:
    """They are let go together, once all of them wait: for the ledger, or for each other."""
    with transaction():
        people = make_people(4)
        publish_five_points_per_answer(Cap(3, "week"))
    tell(*(make_answer(f"before-{who}", who, MONDAY - 7 * DAY) for who in people))
    catch_up()
    ids = tell(
        *(make_answer(f"{who}-{n}", who, MONDAY + n * timedelta(minutes=1)) for who in people for n in range(WRITERS))
    )
    parts = [[number for number in ids[writer::WRITERS] if number is not None] for writer in range(WRITERS)]

    def settle_part(writer: int) -> None:
        with app.app_context(), transaction():
            reconcile_ledger(parts[writer])

    url = settings.database_url
    with (
        ThreadPoolExecutor(WRITERS) as pool,
        psycopg.connect(url) as gate,
        psycopg.connect(url, autocommit=True) as eye,
    ):
        gate.execute("lock table ledger_entry in share row exclusive mode")
        writers = [pool.submit(settle_part, writer) for writer in range(WRITERS)]
        assert comes_true(lambda: eye.execute(WAITING).fetchone() == (WRITERS,))
        gate.commit()
        for writer in writers:
            writer.result(timeout=60)
    assert [read_balance(who) for who in people] == [20] * 4
