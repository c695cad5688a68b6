"""Two people confirm that they met: a code shown, a code typed, once for each pair in each period."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.limits import TooManyTries
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.service.participation import leave_game
from missions import queries
from missions.acting.service import SubmissionOutcome
from missions.attempts.answers import InvalidAnswers
from missions.attempts.attempt import MissionNotOpen
from missions.meetings.queries import find_meeting_code
from missions.meetings.service import MET, NOT_THEIRS, OWN, UNKNOWN, create_meeting_code, delete_expired_codes
from missions.periods import Recurrence, RepeatPeriod
from missions.service.write import Availability
from tests.makers import MONDAY, make_people, make_unit
from tests.missions.acting.arranged import count_facts_of, open_mission, submit_as
from tests.missions.company import completions_of

NOON = MONDAY + timedelta(hours=4)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    """A moment within everybody's window."""
    with clock.freeze_at(NOON):
        yield


def shown_by(person_id: int) -> str:
    """The digits that this person shows from now on."""
    with transaction():
        create_meeting_code(person_id, "m")
        code = find_meeting_code(person_id, queries.get_mission("m").id, clock.now())
        assert code is not None
        return code.digits


def refused(person_id: int, code: str) -> object:
    """The remark that typing this code meets with."""
    with pytest.raises(InvalidAnswers) as error:
        submit_as(person_id, {"code": code})
    return error.value.remarks["code"]


def test_a_code_typed_counts_for_both_each_towards_the_other(app: Application) -> None:
    with transaction():
        unit = make_unit()
        (ada,), (ben,), unit_id = make_people(1, unit=unit), make_people(1), unit.id
        open_mission("meeting")
    digits = shown_by(ada)
    assert len(digits) == 6
    assert submit_as(ben, {"code": f"{digits[:3]} {digits[3:]}"}) is SubmissionOutcome.COMPLETED
    assert [len(completions_of(person)) for person in (ada, ben)] == [1, 1]
    with transaction():
        counted = select(Fact.actor_id, Fact.counterpart_id, Fact.body).where(Fact.kind == "meeting.confirmed")
        rows = session().execute(counted.order_by(Fact.actor_id)).all()
    assert [(row.actor_id, row.counterpart_id) for row in rows] == [(ada, ben), (ben, ada)]
    assert rows[1].body == {"counterpart_unit": str(unit_id)}


def test_a_code_serves_once_and_only_for_ten_minutes(app: Application) -> None:
    with transaction():
        ada, ben, cy = make_people(3)
        open_mission("meeting", wanted=2)
    digits = shown_by(ada)
    submit_as(ben, {"code": digits})
    assert refused(cy, digits) == UNKNOWN
    digits = shown_by(ada)
    with clock.freeze_at(NOON + timedelta(minutes=10)):
        assert refused(cy, digits) == UNKNOWN
        with transaction():
            delete_expired_codes()
            assert find_meeting_code(ada, queries.get_mission("m").id, NOON) is None


def test_nobody_meets_themselves(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("meeting")
    assert refused(ada, shown_by(ada)) == OWN


def test_the_same_two_count_again_in_another_period_only(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        open_mission("meeting", availability=Availability(recurrence=Recurrence(2, RepeatPeriod.WEEK), standalone=True))
    submit_as(ben, {"code": shown_by(ada)})
    assert refused(ada, shown_by(ben)) == MET
    with clock.freeze_at(NOON + timedelta(days=7)):
        assert submit_as(ada, {"code": shown_by(ben)}) is SubmissionOutcome.COMPLETED
    assert count_facts_of(ben, "meeting.confirmed") == 2


def test_the_other_must_still_take_part_and_have_it_open(app: Application) -> None:
    with transaction():
        ada, ben, cy, dan = make_people(4)
        open_mission("meeting")
    of_ada, of_ben = shown_by(ada), shown_by(ben)
    with transaction():
        leave_game(get_person(ada))
    assert refused(cy, of_ada) == NOT_THEIRS
    submit_as(ben, {"code": shown_by(dan)})
    assert refused(cy, of_ben) == NOT_THEIRS
    assert count_facts_of(cy, "meeting.confirmed") == 0


def test_no_code_is_shown_for_what_is_not_a_meeting_or_not_open(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission("declaration")
    with pytest.raises(MissionNotOpen), transaction():
        create_meeting_code(ada, "m")


def test_guessing_is_slow(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        open_mission("meeting")
    right = shown_by(ada)
    for guess in range(10):
        assert refused(ben, f"{(int(right) + guess + 1) % 10**6:06}") == UNKNOWN
    with pytest.raises(TooManyTries):
        submit_as(ben, {"code": right})


@pytest.mark.fault
def test_two_who_type_each_others_codes_at_once_meet_once_and_neither_waits_for_the_other(
    bare_app: Application,
) -> None:
    with bare_app.app_context():
        with transaction():
            ada, ben = make_people(2)
            open_mission("meeting", wanted=2)
        typed = [(ben, shown_by(ada)), (ada, shown_by(ben))] * 3

    def type_in(pair: tuple[int, str]) -> str:
        with bare_app.app_context(), clock.freeze_at(NOON):
            try:
                return submit_as(pair[0], {"code": pair[1]}, number=1).value
            except InvalidAnswers as error:
                return str(error.remarks["code"]["en"])

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(type_in, typed)) <= {"noted", MET["en"], UNKNOWN["en"]}
    with bare_app.app_context():
        assert [count_facts_of(person, "meeting.confirmed") for person in (ada, ben)] == [1, 1]
