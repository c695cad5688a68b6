"""Taking part is a choice that is undone at once, told once, and never required twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.people import queries
from app.people.charter import CURRENT
from app.people.models import Person
from app.people.pauses.models import Pause
from app.people.pauses.queries import find_pause_of_person
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import NoSuchPerson
from app.people.service.participation import (
    CharterChanged,
    NotTakingPart,
    accept_charter,
    choose_visibility,
    ensure_and_lock_choices,
    join_game,
    leave_game,
)
from tests.makers import record_departure
from tests.people.conftest import list_facts_about

AT_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_everything_is_private_until_somebody_says_otherwise(ada: Person) -> None:
    choices = ensure_and_lock_choices(ada)
    assert (choices.joined_at, choices.on_boards) == (None, False)
    assert list_facts_about(ada) == []


def test_joining_counts_from_that_moment_and_is_told(ada: Person) -> None:
    with clock.freeze_at(AT_NOON):
        join_game(ada)
    assert ensure_and_lock_choices(ada).joined_at == AT_NOON
    assert list_facts_about(ada) == [("person.joined", f"joined:{ada.id}:1")]


def test_joining_twice_changes_nothing(ada: Person) -> None:
    with clock.freeze_at(AT_NOON):
        join_game(ada)
    join_game(ada)
    assert ensure_and_lock_choices(ada).joined_at == AT_NOON
    assert len(list_facts_about(ada)) == 1


def test_leaving_ends_it_and_takes_the_person_off_the_boards(ada: Person) -> None:
    join_game(ada)
    choose_visibility(ada, on_boards=True)
    leave_game(ada)
    choices = ensure_and_lock_choices(ada)
    assert (choices.joined_at, choices.on_boards) == (None, False)
    assert list_facts_about(ada)[-1] == ("person.left_game", f"left_game:{ada.id}:1")


def test_a_pause_after_the_end_of_another_that_no_job_has_closed_is_one_of_its_own(ada: Person) -> None:
    with clock.freeze_at(AT_NOON):
        begin_or_change_pause(ada, PauseLength.WEEK)
    with clock.freeze_at(AT_NOON + timedelta(days=7)):
        begin_or_change_pause(ada, PauseLength.MONTH)
    pauses = session().scalars(select(Pause).order_by(Pause.id)).all()
    weeks = [(0, 7, 7), (7, 37, None)]
    assert [(_day(pause.started_at), _day(pause.ends_at), _day(pause.ended_at)) for pause in pauses] == weeks
    kinds = [kind for kind, _ in list_facts_about(ada)]
    assert kinds == ["person.paused", "person.resumed", "person.paused"]


def _day(moment: datetime | None) -> int | None:
    return None if moment is None else (moment - AT_NOON).days


def test_coming_back_ends_the_pause(ada: Person) -> None:
    join_game(ada)
    begin_or_change_pause(ada, PauseLength.OPEN)
    leave_game(ada)
    assert find_pause_of_person(ada.id) is not None
    join_game(ada)
    assert find_pause_of_person(ada.id) is None
    assert [kind for kind, _ in list_facts_about(ada)][-2:] == ["person.joined", "person.resumed"]


def test_leaving_without_having_joined_is_told_to_nobody(ada: Person) -> None:
    leave_game(ada)
    assert list_facts_about(ada) == []


def test_people_may_leave_and_come_back_as_often_as_they_like(ada: Person) -> None:
    for _ in range(2):
        join_game(ada)
        leave_game(ada)
    join_game(ada)
    kinds = [kind for kind, _ in list_facts_about(ada)]
    assert kinds == ["person.joined", "person.left_game"] * 2 + ["person.joined"]


def test_the_charter_in_force_is_accepted_once_with_its_date(ada: Person) -> None:
    with clock.freeze_at(AT_NOON):
        accept_charter(ada, CURRENT.version)
    accept_charter(ada, CURRENT.version)
    choices = ensure_and_lock_choices(ada)
    assert (choices.charter_version, choices.charter_accepted_at) == (CURRENT.version, AT_NOON)
    assert list_facts_about(ada) == [("charter.accepted", f"charter:{ada.id}:{CURRENT.version}")]


def test_nobody_accepts_a_version_that_is_not_in_force(ada: Person) -> None:
    with pytest.raises(CharterChanged):
        accept_charter(ada, CURRENT.version + 1)
    assert ensure_and_lock_choices(ada).charter_version is None


def test_a_choice_says_what_it_became_and_the_same_choice_says_nothing(ada: Person) -> None:
    join_game(ada)
    choose_visibility(ada, on_boards=True)
    choose_visibility(ada, on_boards=True)
    choose_visibility(ada, on_boards=False)
    bodies = session().scalars(select(Fact.body).where(Fact.kind == "choices.changed").order_by(Fact.id)).all()
    assert bodies == [{"on_boards": True}, {"on_boards": False}]


def test_only_who_takes_part_appears_on_boards(ada: Person) -> None:
    with pytest.raises(NotTakingPart):
        choose_visibility(ada, on_boards=True)
    assert not ensure_and_lock_choices(ada).on_boards


def test_a_person_who_left_is_hidden_at_once(ada: Person) -> None:
    join_game(ada)
    record_departure(ada, date(2026, 3, 2))
    session().flush()
    assert queries.find_person_by_email(ada.email) is None
    assert not queries.find_people_of_network("rse", [ada.external_id])[ada.external_id].takes_part
    assert [kind for kind, _ in list_facts_about(ada)] == ["person.joined", "person.departed"]
    with pytest.raises(NoSuchPerson):
        queries.get_person(ada.id)


def test_the_door_recognises_people_and_whether_they_take_part(ada: Person) -> None:
    before = queries.find_people_of_network("rse", [ada.external_id, "nobody"])
    with clock.freeze_at(AT_NOON):
        join_game(ada)
    session().flush()
    after = queries.find_people_of_network("rse", [ada.external_id])
    assert list(before) == [ada.external_id]
    assert (before[ada.external_id].takes_part, before[ada.external_id].joined_at) == (False, None)
    assert (after[ada.external_id].takes_part, after[ada.external_id].joined_at) == (True, AT_NOON)


def test_a_headcount_leaves_out_those_who_left(ada: Person) -> None:
    assert queries.count_people_by_unit() == {ada.unit_id: 1}
    record_departure(ada, date(2026, 3, 2))
    session().flush()
    assert queries.count_people_by_unit() == {}
