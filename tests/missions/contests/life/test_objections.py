"""A provisional result can be objected to: everybody gets an answer, and what changes, changes in the open."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, PersonRole
from missions.contests.draw.beacon import BeaconNotProven
from missions.contests.joining.service import leave_contest
from missions.contests.life import queries
from missions.contests.life.models import ContestResult
from missions.contests.life.service.announce import LOST_KEY, NoBeaconAwaited, announce_contest_now, paste_beacon_value
from missions.contests.life.service.objections import (
    MissingObjectionText,
    ObjectionAnswered,
    ObjectionOpen,
    ObjectionTimePast,
    TookNoPart,
    answer_objection,
    make_objection,
)
from missions.contests.queries import get_contest
from missions.contests.terms import DrawTerms
from tests.makers import catch_up, make_people, tell
from tests.missions.contests.contest_makers import OPENS_AT, make_fact
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    list_facts,
    list_notices,
    list_winner_ids,
    make_playable_terms,
    play,
    play_published,
    publish,
    read_results,
    read_state,
    run_clock,
)

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def object_to_result(person_id: int, text: str = "One of my answers is missing.", *, at: datetime = FROZEN_AT) -> int:
    with clock.freeze_at(at), transaction():
        return make_objection("useful", person_id, text).id


def answer(objection_id: int, *, by_id: int, is_upheld: bool = True, at: datetime = FROZEN_AT + HOUR) -> bool:
    with clock.freeze_at(at), transaction():
        return answer_objection(
            "useful",
            objection_id,
            is_upheld=is_upheld,
            answer="We looked at it again.",
            reason="An answer came late." if is_upheld else "",
            by_id=by_id,
        )


def make_hr() -> int:
    with transaction():
        (person_id,) = make_people(1)
        session().add(PersonRole(person_id=person_id, role="hr"))
    return person_id


def announce(mode: str, answers: list[int]) -> list[int]:
    people = play_published(answers, make_playable_terms(mode))
    run_clock(FROZEN_AT)
    return people


def test_a_result_is_not_final_before_everybody_has_an_answer(app: Application) -> None:
    hr_id = make_hr()
    ada, bob = announce("ranking", [2, 1])
    objection_id = object_to_result(bob, at=FINAL_AT - SECOND)
    assert list_notices("contest.objection-made") == [hr_id]
    run_clock(FINAL_AT)
    assert read_state() == "provisional"
    assert not answer(objection_id, by_id=hr_id, is_upheld=False, at=FINAL_AT + DAY)
    assert list_notices("contest.objection-answered") == [bob]
    run_clock(FINAL_AT + DAY)
    assert (read_state(), list_winner_ids()) == ("final", [ada, bob])
    with pytest.raises(ObjectionAnswered):
        answer(objection_id, by_id=hr_id)


def test_who_may_object_when_and_how(app: Application) -> None:
    ada, bob = announce("ranking", [2, 1])
    first = object_to_result(ada)
    assert object_to_result(ada) == first, "Sent twice, it is one."
    with pytest.raises(ObjectionOpen):
        object_to_result(ada, "Something else.")
    with pytest.raises(MissingObjectionText):
        object_to_result(bob, "  ")
    with pytest.raises(ObjectionTimePast):
        object_to_result(bob, at=FINAL_AT)
    with transaction():
        (stranger,) = make_people(1)
    with pytest.raises(TookNoPart):
        object_to_result(stranger)


def test_an_upheld_objection_ranks_again_in_the_open_and_gives_the_whole_time_again(app: Application) -> None:
    hr_id = make_hr()
    people = announce("ranking", [4, 3, 2])
    assert list_winner_ids() == people[:2]
    tell(*(make_fact(f"missed-{number}", people[2], OPENS_AT + number * SECOND) for number in range(9)))
    catch_up(["contests"])
    objection_id = object_to_result(people[2])
    assert answer(objection_id, by_id=hr_id)
    assert read_state() == "closed"
    run_clock(FROZEN_AT + 2 * HOUR)
    assert list_winner_ids() == [people[2], people[0]]
    first, second = read_results()
    assert (second[0], second[1]) == (2, "An answer came late.")
    assert first[2] == second[2], "Ties stay as the seed had them."
    assert first[3] != second[3]
    assert list_notices("contest.announced-again") == people
    run_clock(FINAL_AT + HOUR)
    assert read_state() == "provisional"
    run_clock(FINAL_AT + 2 * HOUR)
    assert read_state() == "final"
    assert (len(list_facts("contest.announced")), len(list_facts("prize.won"))) == (2, 2)


def test_a_second_upheld_objection_before_the_new_result_is_made_counts_in_it_too(app: Application) -> None:
    hr_id = make_hr()
    _ada, bob, eve = announce("ranking", [4, 3, 2])
    objections = object_to_result(eve), object_to_result(bob)
    for author, objection_id, missed in zip((eve, bob), objections, (9, 29), strict=True):
        facts = (make_fact(f"missed-{author}-{number}", author, OPENS_AT + number * SECOND) for number in range(missed))
        tell(*facts)
        catch_up(["contests"])
        assert answer(objection_id, by_id=hr_id)
    run_clock(FROZEN_AT + 2 * HOUR)
    assert list_winner_ids() == [bob, eve]
    assert [result[:2] for result in read_results()] == [(1, ""), (2, "An answer came late. An answer came late.")]


def test_an_upheld_objection_that_changes_no_entry_draws_nothing_again(app: Application) -> None:
    """Nobody gets a new draw by finding fault with the last one, not even when somebody left meanwhile."""
    hr_id = make_hr()
    people = announce("draw", [1] * 6)
    before, winners = read_results(), list_winner_ids()
    with transaction():
        leave_contest("useful", people[0])
    assert not answer(object_to_result(people[1]), by_id=hr_id)
    run_clock(FROZEN_AT + 2 * HOUR)
    assert (read_state(), read_results(), list_winner_ids()) == ("provisional", before, winners)


def test_an_upheld_objection_draws_again_with_a_seed_of_its_own_that_was_committed_first(app: Application) -> None:
    hr_id = make_hr()
    people = announce("draw", [1, 1, 1, 0])
    tell(make_fact("missed", people[3], OPENS_AT))
    catch_up(["contests"])
    assert answer(object_to_result(people[3]), by_id=hr_id)
    promised = read_results()[1]
    assert promised[2] is None, "Committed, and not revealed yet."
    run_clock(FROZEN_AT + 2 * HOUR)
    first, second = read_results()
    assert None not in (first[2], second[2])
    assert first[2] != second[2]
    with transaction():
        results = queries.list_results(get_contest("useful").id)
        minutes = [json.loads(result.minutes or "{}") for result in results]
    assert [(document["draw"], document["reason"]) for document in minutes] == [(1, None), (2, "An answer came late.")]
    assert minutes[1]["entries"]["holders"] == 4


def test_somebody_who_was_erased_leaves_the_objection_and_its_answer_without_a_name(app: Application) -> None:
    hr_id = make_hr()
    ada, bob = announce("ranking", [2, 1])
    objection_id = object_to_result(bob)
    with transaction():
        session().delete(session().get_one(Person, bob))
    answer(objection_id, by_id=hr_id, is_upheld=False)
    run_clock(FINAL_AT)
    with transaction():
        kept = [(row.person_id, row.is_upheld) for row in queries.list_objections(get_contest("useful").id)]
    assert (kept, read_state()) == ([(None, False)], "final")
    assert list_winner_ids()[0] == ada


def test_a_draw_waits_for_its_public_value_and_hr_is_told_once(app: Application) -> None:
    hr_id = make_hr()
    publish(make_playable_terms(draw=DrawTerms(beacon_round=1)))
    with transaction():
        people = make_people(3)
    play(people, [1, 1, 1])
    for hours in (0, 1, 2):
        run_clock(FROZEN_AT + hours * HOUR)
    assert (read_state(), list_notices("contest.beacon-awaited")) == ("closed", [hr_id])
    with clock.freeze_at(FROZEN_AT + 2 * HOUR), transaction():
        announce_round = queries.get_last_result(get_contest("useful").id).beacon_round
    with pytest.raises(BeaconNotProven), clock.freeze_at(FROZEN_AT), transaction():
        paste_beacon_value("useful", json.dumps({"round": announce_round, "randomness": "00", "signature": "00"}))
    with clock.freeze_at(FROZEN_AT + 2 * HOUR), transaction():
        queries.get_last_result(get_contest("useful").id).beacon = {
            "round": announce_round,
            "randomness": "11" * 32,
            "signature": "22" * 48,
        }
        announce_contest_now("useful")
    assert read_state() == "provisional"
    with pytest.raises(NoBeaconAwaited), transaction():
        paste_beacon_value("useful", "{}")


def test_a_seed_whose_key_is_gone_is_replaced_in_the_open(app: Application) -> None:
    play_published([1, 1], make_playable_terms())
    with transaction():
        session().execute(update(ContestResult).values(sealed_with="a key of before"))
    run_clock(FROZEN_AT)
    assert read_state() == "closed"
    run_clock(FROZEN_AT + SECOND)
    assert read_state() == "provisional"
    assert [(number, reason) for number, reason, _, _ in read_results()] == [(1, ""), (2, LOST_KEY)]
