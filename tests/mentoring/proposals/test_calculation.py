"""A calculation is one worker's at a time, can be cancelled and taken over, and books no place that another round has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_pause
from app.people.queries import get_person
from mentoring.matching.values import ignore_progress
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.calculation import solve
from mentoring.proposals.jobs import calculate_round, hold_beats, sweep
from mentoring.proposals.models import Calculation
from mentoring.proposals.queries.proposals import left_for
from mentoring.proposals.service import calculate
from mentoring.proposals.service.answer import accept
from mentoring.proposals.service.calculate import NotTheirs
from mentoring.proposals.service.calculations import NotMatching, cancel_calculation
from mentoring.proposals.service.release import NothingToPutOut, put_out_first, release_held
from mentoring.rounds.models import Round
from tests.makers import make_people
from tests.mentoring.proposals.company import (
    MONDAY,
    asked,
    beat_of,
    make_round,
    make_seniors,
    notices,
    proposals,
    propose,
    states,
    volunteer,
)
from tests.mentoring.proposals.company import calculate as run

pytestmark = pytest.mark.usefixtures("monday")


def arrange(seniors: int = 2, juniors: int = 2, **limits: float) -> int:
    with transaction():
        round_id = make_round(floor=limits.get("floor", 50))
        volunteer(round_id, make_seniors(seniors), "senior")
        volunteer(round_id, make_people(juniors), "junior")
    return round_id


def state_of(calculation_id: int) -> str:
    with transaction():
        return session().get_one(Calculation, calculation_id).state


def test_asked_twice_it_is_one_and_two_workers_do_it_once() -> None:
    round_id = arrange()
    number = asked(round_id)
    assert asked(round_id) == number

    with transaction():
        first = calculate.claim(number)
    with transaction():
        assert calculate.claim(number) is None
    calculate_round(number)
    assert first is not None
    assert state_of(number) == "running"


def test_a_cancelled_calculation_hears_of_it_at_its_next_step_and_keeps_nothing() -> None:
    round_id = arrange()
    number = asked(round_id)
    with transaction():
        mine = calculate.claim(number)
        assert mine is not None
        found = solve(calculate.read(mine), ignore_progress)
    with transaction():
        cancel_calculation(session().get_one(Round, round_id))

    with pytest.raises(NotTheirs), transaction():
        calculate.tell_progress(mine, "solve", 0, 1)
    with pytest.raises(NotTheirs), transaction():
        calculate.keep(mine, found)
    assert (state_of(number), states(round_id)) == ("cancelled", [])
    run(round_id)
    assert states(round_id) == ["ready", "ready"]


def test_a_silent_worker_is_taken_over_and_can_keep_nothing_any_more() -> None:
    round_id = arrange()
    number = asked(round_id)
    with transaction():
        dead = calculate.claim(number)
        assert dead is not None
        found = solve(calculate.read(dead), ignore_progress)

    calculate_round(number)
    assert states(round_id) == []
    with clock.freeze_at(MONDAY + calculate.LEASE):
        calculate_round(number)

    assert (state_of(number), states(round_id)) == ("done", ["ready", "ready"])
    with pytest.raises(NotTheirs), transaction():
        calculate.keep(dead, found)


def test_what_ends_worker_after_worker_is_told_as_failed() -> None:
    number = asked(arrange())
    for attempt in range(calculate.MOST_ATTEMPTS):
        with clock.freeze_at(MONDAY + attempt * calculate.LEASE), transaction():
            assert calculate.claim(number) is not None

    with clock.freeze_at(MONDAY + timedelta(hours=1)):
        calculate_round(number)

    assert state_of(number) == "failed"


def test_a_fault_is_told_and_the_worker_hears_of_it() -> None:
    round_id = arrange()
    number = asked(round_id)
    with transaction():
        session().execute(update(Round).where(Round.id == round_id).values(limits={"weights": {"skills": 7}}))

    with pytest.raises(KeyError):
        calculate_round(number)

    assert state_of(number) == "failed"


def test_a_round_without_juniors_ends_well_and_says_that_nothing_is_offered() -> None:
    with transaction():
        round_id = make_round()
        (senior,) = make_seniors(1)
        volunteer(round_id, [senior], "senior", languages=("de",))

    assert propose(round_id) == []
    with transaction():
        left = left_for(senior)
        assert left is not None
        assert left[0].reasons == [{"code": "skill", "skill": "linkedin", "languages": ["de"]}]


def test_whoever_is_left_learns_which_change_would_help_and_numbers_only_of_enough_people() -> None:
    with transaction():
        round_id = make_round()
        few, many = make_seniors(2)
        volunteer(round_id, [few], "senior", slots=[[6, 600, 720]])
        volunteer(round_id, [many], "senior", slots=[[6, 600, 720]], languages=("en",))
        volunteer(round_id, make_people(3), "junior")
        volunteer(round_id, make_people(10), "junior", languages=("en",))

    propose(round_id)
    with transaction():
        told = [left_for(person_id) for person_id in (few, many)]
        reasons = [one[0].reasons[0] for one in told if one]
    assert [(one["code"], one["weekday"], one["brings"]) for one in reasons] == [("slot", 0, None), ("slot", 0, 10)]


def test_a_round_that_is_still_open_is_not_calculated_and_nothing_goes_out_before_a_calculation() -> None:
    round_id = arrange()
    with pytest.raises(NothingToPutOut), transaction():
        put_out_first(session().get_one(Round, round_id))
    with transaction():
        session().execute(update(Round).where(Round.id == round_id).values(state="open"))
    with pytest.raises(NotMatching):
        run(round_id)


def test_pairs_under_the_floor_wait_for_hr_and_go_out_by_their_fit() -> None:
    round_id = arrange(floor=99)
    propose(round_id)
    assert states(round_id) == ["held", "held"]

    with transaction():
        assert release_held(session().get_one(Round, round_id), at_least=0.98) == 0
    with transaction():
        assert release_held(session().get_one(Round, round_id), at_least=0.5) == 2
    assert states(round_id) == ["senior-asked", "senior-asked"]


def test_people_who_pause_left_or_are_not_prepared_are_not_proposed() -> None:
    with transaction():
        round_id = make_round()
        seniors, juniors = make_seniors(5), make_people(4)
        volunteer(round_id, seniors, "senior")
        volunteer(round_id, juniors[:3], "junior")
        volunteer(round_id, juniors[3:], "junior", prepared=False)
        begin_pause(get_person(juniors[0]), PauseLength.WEEK)
        session().execute(update(Person).where(Person.id == juniors[1]).values(left_on=MONDAY.date()))

    assert [one.junior_id for one in propose(round_id)] == [juniors[2]]


def test_a_round_that_closes_asks_nobody_any_more() -> None:
    round_id = arrange()
    propose(round_id)
    with transaction():
        session().execute(update(Round).where(Round.id == round_id).values(state="closing"))

    hold_beats()

    assert states(round_id) == ["over", "over"]


def test_a_newcomer_of_a_rolling_round_is_proposed_at_once() -> None:
    with transaction():
        round_id = make_round(rolling=True)
        early = make_seniors(2)
        volunteer(round_id, early, "senior")
        volunteer(round_id, make_people(1), "junior")
    propose(round_id)
    assert len(states(round_id)) == 1

    with clock.freeze_at(MONDAY + timedelta(hours=1)):
        with transaction():
            (junior,) = make_people(1)
            volunteer(round_id, [junior], "junior")
        sweep()
        sweep()
        with transaction():
            (late,) = make_seniors(1)
            volunteer(round_id, [late], "senior")
            volunteer(round_id, make_people(1), "junior")
        sweep()

    assert states(round_id) == ["senior-asked"] * 3
    found = proposals(round_id)
    assert {one.senior_id for one in found} == {*early, late}
    assert notices(junior) == []


def test_what_changes_between_matching_and_a_yes_is_seen_in_the_transaction_of_the_yes() -> None:
    round_id = arrange(1, 1)
    (one,) = propose(round_id)
    with transaction():
        session().execute(update(Person).where(Person.id == one.junior_id).values(manager_id=one.senior_id))

    with transaction():
        assert accept(one.senior_id, one.id, start=start_pair) == "gone"
    with transaction():
        assert accept(one.senior_id, one.id, start=start_pair) == "gone", "a second click is told the same"

    assert notices(one.junior_id) == []
    with clock.freeze_at(beat_of(MONDAY)):
        hold_beats()
    assert states(round_id) == ["over"]
