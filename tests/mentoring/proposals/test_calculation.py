"""A calculation is one worker's at a time, can be cancelled and taken over, and books no place that another round has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import get_person
from mentoring.matching.values import ignore_progress
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.calculation import calculate_pairs
from mentoring.proposals.jobs import run_calculation
from mentoring.proposals.queries.unmatched import find_unmatched_reasons_of_person
from mentoring.proposals.service import calculate
from mentoring.proposals.service.answer import accept_proposal
from mentoring.proposals.service.calculate import ClaimLost
from mentoring.proposals.service.calculations import RoundNotMatching, cancel_calculation
from mentoring.proposals.service.release import NothingToRelease, release_first_proposals, release_proposals_under_floor
from mentoring.rounds.models import Round
from tests.makers import make_people
from tests.mentoring.proposals.company import (
    MONDAY,
    add_volunteers,
    after_daily_cycle,
    calculation_state,
    list_notices,
    list_proposals,
    list_states,
    look_at_newcomers,
    make_round,
    make_seniors,
    propose_round,
    request_calculation_as_hr,
    run_daily_cycles,
)
from tests.mentoring.proposals.company import calculate_as_worker as run

pytestmark = pytest.mark.usefixtures("monday")


def arrange(seniors: int = 2, juniors: int = 2, **limits: float) -> int:
    with transaction():
        round_id = make_round(floor=limits.get("floor", 50))
        add_volunteers(round_id, make_seniors(seniors), "senior")
        add_volunteers(round_id, make_people(juniors), "junior")
    return round_id


def test_asked_twice_it_is_one_and_two_workers_do_it_once() -> None:
    round_id = arrange()
    number = request_calculation_as_hr(round_id)
    assert request_calculation_as_hr(round_id) == number

    with transaction():
        first = calculate.claim_calculation(number)
    with transaction():
        assert calculate.claim_calculation(number) is None
    run_calculation(number)
    assert first is not None
    assert calculation_state(number) == "running"


def test_a_cancelled_calculation_hears_of_it_at_its_next_step_and_keeps_nothing() -> None:
    round_id = arrange()
    number = request_calculation_as_hr(round_id)
    with transaction():
        own = calculate.claim_calculation(number)
        assert own is not None
        result = calculate_pairs(calculate.read_matching_input_of_claim(own), ignore_progress)
    with transaction():
        cancel_calculation(session().get_one(Round, round_id))

    with pytest.raises(ClaimLost), transaction():
        calculate.store_progress_and_renew_claim(own, "solve", 0, 1)
    with pytest.raises(ClaimLost), transaction():
        calculate.save_calculation_and_release_proposals(own, result)
    assert (calculation_state(number), list_states(round_id)) == ("cancelled", [])
    run(round_id)
    assert list_states(round_id) == ["ready", "ready"]


def test_a_silent_worker_is_taken_over_and_can_keep_nothing_any_more() -> None:
    round_id = arrange()
    number = request_calculation_as_hr(round_id)
    with transaction():
        dead = calculate.claim_calculation(number)
        assert dead is not None
        result = calculate_pairs(calculate.read_matching_input_of_claim(dead), ignore_progress)

    run_calculation(number)
    assert list_states(round_id) == []
    with clock.freeze_at(MONDAY + calculate.LEASE):
        run_calculation(number)

    assert (calculation_state(number), list_states(round_id)) == ("done", ["ready", "ready"])
    with pytest.raises(ClaimLost), transaction():
        calculate.save_calculation_and_release_proposals(dead, result)


def test_what_ends_worker_after_worker_is_told_as_failed() -> None:
    number = request_calculation_as_hr(arrange())
    for attempt in range(calculate.MAX_ATTEMPTS):
        with clock.freeze_at(MONDAY + attempt * calculate.LEASE), transaction():
            assert calculate.claim_calculation(number) is not None

    with clock.freeze_at(MONDAY + timedelta(hours=1)):
        run_calculation(number)

    assert calculation_state(number) == "failed"


def test_a_fault_is_told_and_the_worker_hears_of_it() -> None:
    round_id = arrange()
    number = request_calculation_as_hr(round_id)
    with transaction():
        session().execute(update(Round).where(Round.id == round_id).values(limits={"weights": {"skills": 7}}))

    with pytest.raises(KeyError):
        run_calculation(number)

    assert calculation_state(number) == "failed"


def test_a_round_without_juniors_ends_well_and_says_that_nothing_is_offered() -> None:
    with transaction():
        round_id = make_round()
        (senior,) = make_seniors(1)
        add_volunteers(round_id, [senior], "senior", languages=("de",))

    assert propose_round(round_id) == []
    with transaction():
        left = find_unmatched_reasons_of_person(senior)
        assert left is not None
        assert left[0].reasons == [{"code": "skill", "skill": "linkedin", "languages": ["de"]}]


def test_whoever_is_left_learns_which_change_would_help_and_numbers_only_of_enough_people() -> None:
    with transaction():
        round_id = make_round()
        few, many = make_seniors(2)
        add_volunteers(round_id, [few], "senior", slots=[[6, 600, 720]])
        add_volunteers(round_id, [many], "senior", slots=[[6, 600, 720]], languages=("en",))
        add_volunteers(round_id, make_people(3), "junior")
        add_volunteers(round_id, make_people(10), "junior", languages=("en",))

    propose_round(round_id)
    with transaction():
        reasons_shown = [find_unmatched_reasons_of_person(person_id) for person_id in (few, many)]
        reasons = [proposal[0].reasons[0] for proposal in reasons_shown if proposal]
    assert [(proposal["code"], proposal["weekday"], proposal["brings"]) for proposal in reasons] == [
        ("slot", 0, None),
        ("slot", 0, 10),
    ]


def test_a_round_that_is_still_open_is_not_calculated_and_nothing_goes_out_before_a_calculation() -> None:
    round_id = arrange()
    with pytest.raises(NothingToRelease), transaction():
        release_first_proposals(session().get_one(Round, round_id))
    with transaction():
        session().execute(update(Round).where(Round.id == round_id).values(state="open"))
    with pytest.raises(RoundNotMatching):
        run(round_id)


def test_pairs_under_the_floor_wait_for_hr_and_go_out_by_their_fit() -> None:
    round_id = arrange(floor=99)
    propose_round(round_id)
    assert list_states(round_id) == ["held", "held"]

    with transaction():
        assert release_proposals_under_floor(session().get_one(Round, round_id), at_least=0.9899) == 0
    with transaction():
        assert release_proposals_under_floor(session().get_one(Round, round_id), at_least=0.5) == 2
    assert list_states(round_id) == ["senior-asked", "senior-asked"]


def test_people_who_pause_left_or_are_not_prepared_are_not_proposed() -> None:
    with transaction():
        round_id = make_round()
        seniors, juniors = make_seniors(5), make_people(4)
        add_volunteers(round_id, seniors, "senior")
        add_volunteers(round_id, juniors[:3], "junior")
        add_volunteers(round_id, juniors[3:], "junior", prepared=False)
        begin_or_change_pause(get_person(juniors[0]), PauseLength.WEEK)
        session().execute(update(Person).where(Person.id == juniors[1]).values(left_on=MONDAY.date()))

    assert [proposal.junior_id for proposal in propose_round(round_id)] == [juniors[2]]


def test_a_round_that_closes_asks_nobody_any_more() -> None:
    round_id = arrange()
    propose_round(round_id)
    with transaction():
        session().execute(update(Round).where(Round.id == round_id).values(state="closing"))

    run_daily_cycles()

    assert list_states(round_id) == ["over", "over"]


def test_a_newcomer_of_a_rolling_round_is_proposed_at_once() -> None:
    with transaction():
        round_id = make_round(rolling=True)
        add_volunteers(round_id, early := make_seniors(2), "senior")
        add_volunteers(round_id, make_people(1), "junior")
    propose_round(round_id)
    assert len(list_states(round_id)) == 1

    with clock.freeze_at(MONDAY + timedelta(hours=1)):
        with transaction():
            (junior,) = make_people(1)
            add_volunteers(round_id, [junior], "junior")
        look_at_newcomers()
        look_at_newcomers()
        with transaction():
            (late,) = make_seniors(1)
            add_volunteers(round_id, [late], "senior")
            add_volunteers(round_id, make_people(1), "junior")
        look_at_newcomers()

    assert list_states(round_id) == ["senior-asked"] * 3
    assert {proposal.senior_id for proposal in list_proposals(round_id)} == {*early, late}
    assert list_notices(junior) == []


def test_what_changes_between_matching_and_a_yes_is_seen_in_the_transaction_of_the_yes() -> None:
    round_id = arrange(1, 1)
    (proposal,) = propose_round(round_id)
    with transaction():
        session().execute(update(Person).where(Person.id == proposal.junior_id).values(manager_id=proposal.senior_id))

    for _ in range(2):
        with transaction():
            assert accept_proposal(proposal.senior_id, proposal.id, start=start_pair) == "gone"

    assert list_notices(proposal.junior_id) == []
    with clock.freeze_at(after_daily_cycle(MONDAY)):
        run_daily_cycles()
    assert list_states(round_id) == ["over"]
