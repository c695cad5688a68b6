"""The view `member` and the functions beside it say once who is here, takes part, is in a pause or does without something."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import RowMapping, text
from sqlalchemy.orm import class_mapper

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.crisis.queries import lock_crisis
from app.people.crisis.service import NewCrisis, end_crisis, open_crisis
from app.people.models import Member, Person
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.policies.queries import get_policy
from app.people.policies.service import PolicyPlace, switch_feature_off, switch_feature_on
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from tests.makers import make_people, make_site, record_departure

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture
def ada(app: Application) -> int:
    """A person who has not joined yet."""
    with transaction(), clock.freeze_at(NOON):
        return make_people(1, site=make_site(time_zone="Indian/Reunion"), joined_at=None)[0]


def member_of(person_id: int) -> Member:
    with transaction():
        member = session().get_one(Member, person_id)
        session().expunge(member)
    return member


def member_at(moment: datetime, person_id: int) -> RowMapping:
    statement = text("select * from member_at(:at) where id = :id")
    with transaction():
        return session().execute(statement, {"at": moment, "id": person_id}).mappings().one()


def test_the_view_has_every_column_that_python_reads(app: Application) -> None:
    columns = text("select column_name from information_schema.columns where table_name = 'member'")
    with transaction():
        assert {column.name for column in class_mapper(Member).columns} <= set(session().scalars(columns))


def test_a_person_without_choices_is_here_and_does_not_take_part(ada: int) -> None:
    member = member_of(ada)
    assert (member.is_here, member.takes_part, member.time_zone) == (True, False, "Indian/Reunion")


def test_taking_part_begins_with_joining_and_ends_with_stopping(ada: int) -> None:
    with transaction():
        join_game(get_person(ada))
    assert member_of(ada).takes_part
    with transaction():
        leave_game(get_person(ada))
    assert not member_of(ada).takes_part


def test_a_person_who_left_the_company_is_not_here_and_does_not_take_part(ada: int) -> None:
    with transaction():
        join_game(get_person(ada))
        record_departure(session().get_one(Person, ada), date(2026, 5, 4))
    member = member_of(ada)
    assert (member.is_here, member.takes_part) == (False, False)


def test_a_pause_lasts_until_the_moment_that_was_chosen(ada: int) -> None:
    with transaction(), clock.freeze_at(NOON):
        begin_or_change_pause(get_person(ada), PauseLength.WEEK)
    assert member_at(NOON + WEEK - timedelta(seconds=1), ada)["is_paused"]
    assert not member_at(NOON + WEEK, ada)["is_paused"]


def test_a_pause_without_an_end_lasts_until_it_is_ended(ada: int) -> None:
    with transaction(), clock.freeze_at(NOON):
        begin_or_change_pause(get_person(ada), PauseLength.OPEN)
    assert member_at(NOON + 100 * WEEK, ada)["is_paused"]
    with transaction(), clock.freeze_at(NOON + WEEK):
        end_pause(get_person(ada))
    assert not member_at(NOON + WEEK, ada)["is_paused"]


def test_a_crisis_concerns_its_site_from_its_start_to_its_end(ada: int) -> None:
    with transaction(), clock.freeze_at(NOON):
        person = get_person(ada)
        (other,) = make_people(1, site=make_site())
        crisis = NewCrisis(reason={}, starts_at=NOON + WEEK, ends_at=NOON + 2 * WEEK, site_id=person.site_id)
        opened = open_crisis(crisis, by=person).id
    assert not member_at(NOON, ada)["is_in_crisis"]
    assert member_at(NOON + WEEK, ada)["is_in_crisis"]
    assert not member_at(NOON + WEEK, other)["is_in_crisis"]
    assert not member_at(NOON + 2 * WEEK, ada)["is_in_crisis"]
    with transaction(), clock.freeze_at(NOON + WEEK):
        end_crisis(lock_crisis(opened))
    assert not member_at(NOON + WEEK, ada)["is_in_crisis"]


@pytest.mark.parametrize("scope", list(PolicyScope))
def test_a_switch_reaches_the_people_of_its_place_while_it_is_off(ada: int, scope: PolicyScope) -> None:
    member = member_of(ada)
    places = {
        PolicyScope.REGION: member.region_id,
        PolicyScope.SITE: member.site_id,
        PolicyScope.UNIT: member.unit_id,
    }
    with transaction(), clock.freeze_at(NOON):
        (other,) = make_people(1, site=make_site())
        off = switch_feature_off(SwitchableFeature.BADGES, PolicyPlace(scope, places.get(scope)), reason="A test").id
    assert member_at(NOON, ada)["features_off"] == ["badges"]
    assert member_at(NOON, other)["features_off"] == (["badges"] if scope is PolicyScope.COMPANY else [])
    assert member_at(NOON - WEEK, ada)["features_off"] == []
    with transaction(), clock.freeze_at(NOON + WEEK):
        switch_feature_on(get_policy(off))
    assert member_at(NOON + WEEK, ada)["features_off"] == []
