"""The life of a proposal: the senior first, the junior after a yes, silent refusals, and the next best at the beat."""

from __future__ import annotations

import pytest

from app.kernel.transaction import transaction
from mentoring.pairs.service.start import start_pair
from mentoring.proposals.lifecycle import Answer
from mentoring.proposals.queries.proposals import NoSuchProposal, Stage, card_for, get_seen
from mentoring.proposals.service.answer import AnsweredAlready, Followed, accept, decline, take_back
from tests.makers import make_people
from tests.mentoring.proposals.company import (
    MONDAY,
    beat,
    beat_of,
    make_round,
    make_seniors,
    notices,
    pairs,
    proposals,
    propose,
    states,
    volunteer,
)

pytestmark = pytest.mark.usefixtures("monday")


def arrange(seniors: int = 1, juniors: int = 2) -> tuple[int, list[int], list[int]]:
    """A round with so many of each side."""
    with transaction():
        round_id = make_round()
        elder, younger = make_seniors(seniors), make_people(juniors)
        volunteer(round_id, elder, "senior")
        volunteer(round_id, younger, "junior")
    return round_id, elder, younger


def yes(person_id: int, proposal_id: int) -> Followed:
    with transaction():
        return accept(person_id, proposal_id, start=start_pair)


def no(person_id: int, proposal_id: int, answer: Answer = Answer.OTHER) -> None:
    with transaction():
        decline(person_id, proposal_id, answer)


def stage(person_id: int, proposal_id: int) -> Stage | None:
    """What a person sees of it; None for a page that is not there."""
    with transaction():
        try:
            return get_seen(person_id, proposal_id).stage
        except NoSuchProposal:
            return None


def test_a_senior_is_asked_first_then_the_junior_and_two_yeses_make_a_pair() -> None:
    round_id, (senior,), _ = arrange(juniors=1)

    (one,) = propose(round_id)
    assert (stage(senior, one.id), stage(one.junior_id, one.id)) == (Stage.ASKED, None)
    assert notices(one.junior_id) == []

    assert yes(senior, one.id) is Followed.ASKED
    assert (stage(senior, one.id), stage(one.junior_id, one.id)) == (Stage.WAITING, Stage.ASKED)

    assert yes(one.junior_id, one.id) is Followed.PAIRED
    assert yes(one.junior_id, one.id) is Followed.PAIRED
    assert pairs() == [(senior, one.junior_id)]
    assert (stage(senior, one.id), stage(one.junior_id, one.id)) == (Stage.PAIRED, Stage.PAIRED)


def test_a_no_of_the_senior_is_taken_back_until_the_beat_and_brings_the_next_best_at_it() -> None:
    round_id, (senior,), _ = arrange()
    (one,) = propose(round_id)

    no(senior, one.id)
    assert stage(senior, one.id) is Stage.DECLINED
    with transaction():
        take_back(senior, one.id)
    assert stage(senior, one.id) is Stage.ASKED
    no(senior, one.id)
    with pytest.raises(AnsweredAlready):
        yes(senior, one.id)

    beat(beat_of(MONDAY))
    before, after = proposals(round_id)
    assert (before.state, after.state) == ("over", "senior-asked")
    assert after.junior_id != before.junior_id
    assert (before.told, before.answer, before.asked_at, before.answer_due_at) == ({}, None, None, None)
    assert stage(senior, one.id) is None
    assert notices(before.junior_id) == []
    assert [kind for kind, _ in notices(senior)] == ["mentoring.proposed", "mentoring.proposed"]


def test_no_answer_in_five_working_days_is_a_no() -> None:
    round_id, _, _ = arrange(juniors=1)
    propose(round_id)

    for days in range(1, 6):
        beat(beat_of(MONDAY, days))
        assert states(round_id) == ["senior-asked"]
    beat(beat_of(MONDAY, 6))

    assert states(round_id) == ["over"]


def test_a_senior_who_said_yes_learns_of_the_end_when_the_time_is_over_whatever_the_junior_did() -> None:
    round_id, (senior,), _ = arrange()
    (one,) = propose(round_id)
    yes(senior, one.id)
    no(one.junior_id, one.id)

    for days in range(1, 6):
        beat(beat_of(MONDAY, days))
        assert stage(senior, one.id) is Stage.WAITING
    assert stage(one.junior_id, one.id) is None
    beat(beat_of(MONDAY, 6))

    assert [kind for kind, _ in notices(senior)] == ["mentoring.proposed", "mentoring.continued", "mentoring.proposed"]
    assert states(round_id) == ["over", "senior-asked"]


def test_whoever_says_not_now_is_proposed_to_nobody_until_they_come_back() -> None:
    round_id, (senior,), _ = arrange()
    (one,) = propose(round_id)

    no(senior, one.id, Answer.LATER)
    beat(beat_of(MONDAY))

    assert states(round_id) == ["over"]
    with transaction():
        assert card_for(senior) is None
