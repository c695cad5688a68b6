"""A pair that books nothing for three weeks is asked once, both of them, and nobody who wants to be left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.queries import get_person
from mentoring.pairs.jobs import send_reminders_and_questions
from mentoring.pairs.queries.page import get_pair_view
from mentoring.pairs.questions import QuestionMoment
from mentoring.pairs.service import feedback, meetings
from mentoring.rounds.models import Round
from tests.mentoring.pairs.makers import TUESDAY, Two, later, list_notice_kinds_of, make_two, pair_of


@pytest.fixture
def two(app: Application) -> Two:
    """A pair whose two first sessions were called off at once."""
    with clock.freeze_at(TUESDAY):
        pair = make_two()
        for number in (1, 2):
            with transaction():
                meetings.cancel_session(pair.senior, pair.pair_id, number, version=0)
    return pair


def count_questions(two: Two, **lapse: float) -> tuple[int, int]:
    """How often each of the two was asked, after the clock came by at that moment."""
    with later(**lapse):
        send_reminders_and_questions()
    first, second = (list_notice_kinds_of(person_id).count("idle_asked") for person_id in (two.senior, two.junior))
    return first, second


def book(two: Two, number: int, **lapse: float) -> None:
    with transaction():
        meetings.book_or_move_session(
            two.senior, two.pair_id, number, starts_at=TUESDAY + timedelta(**lapse), version=None, is_confirmed=True
        )


def test_both_are_asked_once_after_three_weeks_and_while_somebody_is_at_work(two: Two) -> None:
    assert count_questions(two, days=20, hours=23) == (0, 0)
    assert count_questions(two, days=21, hours=14) == (0, 0), "Midnight in Paris."
    assert count_questions(two, days=22) == (1, 1)
    assert count_questions(two, days=80) == (1, 1)


def test_a_session_that_is_booked_moves_the_three_weeks_and_hides_the_question(two: Two) -> None:
    with later(days=20):
        book(two, 3, days=24)
    assert count_questions(two, days=30) == (0, 0)
    assert count_questions(two, days=44) == (0, 0)
    assert count_questions(two, days=45, hours=2) == (1, 1)
    with later(days=45, hours=3), transaction():
        assert QuestionMoment.IDLE in get_pair_view(two.junior, two.pair_id).unanswered_questions
    with later(days=45, hours=3):
        book(two, 4, days=50)
        with transaction():
            assert QuestionMoment.IDLE not in get_pair_view(two.junior, two.pair_id).unanswered_questions


def test_nobody_is_asked_during_a_pause_of_either_or_once_the_round_is_over(two: Two) -> None:
    with later(days=1), transaction():
        begin_or_change_pause(get_person(two.junior), PauseLength.OPEN)
    assert count_questions(two, days=23) == (0, 0)
    with later(days=23), transaction():
        end_pause(get_person(two.junior))
        round_ = session().get_one(Round, two.round_id)
        round_.ends_on = (clock.now() + timedelta(days=1)).date()
    assert count_questions(two, days=27) == (0, 0)
    with transaction():
        session().get_one(Round, two.round_id).ends_on = (TUESDAY + timedelta(days=90)).date()
    assert count_questions(two, days=28) == (1, 1)


def test_the_answers_do_what_they_say(two: Two) -> None:
    with later(days=22), pytest.raises(feedback.QuestionNotOpen), transaction():
        feedback.answer_question(two.senior, two.pair_id, QuestionMoment.IDLE, "book")
    count_questions(two, days=22)
    with later(days=22, hours=1), transaction():
        feedback.answer_question(two.senior, two.pair_id, QuestionMoment.IDLE, "book")
        feedback.answer_question(two.junior, two.pair_id, QuestionMoment.IDLE, "reduce")
    assert (pair_of(two).sessions, pair_of(two).ending_at) == (3, None)
    with later(days=22, hours=2), transaction():
        feedback.answer_question(two.junior, two.pair_id, QuestionMoment.IDLE, "stop")
    assert pair_of(two).ending_at == TUESDAY + timedelta(days=22, hours=2, minutes=10)
