"""Reminders and questions come once, within working hours, and never to whoever wants to be left alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.crisis.service import NewCrisis, open_crisis
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.queries import get_person
from mentoring.pairs.jobs import send_reminders_and_questions
from mentoring.pairs.queries.page import get_pair_view
from mentoring.pairs.questions import QuestionMoment
from mentoring.pairs.service import feedback, meetings
from tests.mentoring.pairs.makers import TUESDAY, Two, later, list_notice_kinds_of, list_notices_of, make_two


def clock_passes(*, start: float = 5, days: float = 3) -> None:
    """What the clock asks for, at two, six and ten o'clock in UTC, morning and evening."""
    for step in range(int(start * 6), int((start + days) * 6)):
        with later(hours=4 * step - 2):
            send_reminders_and_questions()


def moments(person_id: int, kind: str) -> list[str]:
    return [
        f"{notice.happened_at:%a %H}" for notice in list_notices_of(person_id) if notice.kind == f"mentoring.{kind}"
    ]


def test_one_reminder_comes_on_the_working_day_before_and_never_at_night(two: Two) -> None:
    clock_passes(start=3, days=5)

    assert moments(two.senior, "session_near") == ["Mon 06"], "Eight in Paris, on the day before Tuesday."
    assert moments(two.junior, "session_near") == ["Mon 06"]


def test_a_session_on_a_monday_is_told_on_friday_and_each_on_their_own_clock(app: Application) -> None:
    monday = TUESDAY + timedelta(days=6, hours=1)
    with clock.freeze_at(TUESDAY):
        two = make_two(zone="Pacific/Noumea", starts=[monday, monday + timedelta(days=7)])
    clock_passes(start=1, days=5)

    assert moments(two.senior, "session_near") == ["Fri 06"]
    assert moments(two.junior, "session_near") == ["Thu 22"], (
        "Nine on Friday morning in Nouméa: two hours before, nobody worked."
    )


def test_a_session_that_moves_is_reminded_of_again_and_one_just_booked_is_not(two: Two) -> None:
    clock_passes(days=1.2)
    with later(days=6, hours=7), transaction():
        meetings.book_or_move_session(
            two.senior, two.pair_id, 1, starts_at=TUESDAY + timedelta(days=8, hours=4), version=0
        )
        meetings.book_or_move_session(
            two.senior, two.pair_id, 3, starts_at=TUESDAY + timedelta(days=7, hours=4), version=None
        )
    clock_passes(start=6.5, days=2)

    assert moments(two.senior, "session_near") == ["Mon 06", "Tue 06"]
    assert [
        notice.params["number"] for notice in list_notices_of(two.senior) if notice.kind == "mentoring.session_near"
    ] == [1, 1]


@pytest.mark.parametrize("kept_by", ["pause", "crisis"])
def test_whoever_is_left_alone_hears_when_they_come_back_and_not_before(two: Two, kept_by: str) -> None:
    with transaction():
        senior = get_person(two.senior)
        with later(hours=1):
            if kept_by == "pause":
                begin_or_change_pause(senior, PauseLength.OPEN)
            else:
                reason = {"fr": "Un plan", "en": "A plan"}
                until = TUESDAY + timedelta(days=6, hours=7)
                open_crisis(
                    NewCrisis(reason=reason, starts_at=TUESDAY, ends_at=until, site_id=senior.site_id), by=senior
                )
    clock_passes(days=1.2)
    assert moments(two.senior, "session_near") == []
    assert moments(two.junior, "session_near") == ["Mon 06"]

    with later(days=6, hours=7), transaction():
        end_pause(get_person(two.senior))
    clock_passes(start=6.5, days=1)
    assert moments(two.senior, "session_near") == ["Tue 06"], "The next hour at which anybody works."


def test_after_the_first_and_the_third_session_each_is_asked_on_the_next_working_day(two: Two) -> None:
    for number, days in ((1, 7.3), (2, 14.3)):
        with later(days=days), transaction():
            meetings.mark_session_held(two.senior, two.pair_id, number)
    with later(days=14.3), transaction():
        meetings.book_or_move_session(
            two.senior, two.pair_id, 3, starts_at=TUESDAY + timedelta(days=17, hours=2), version=None
        )
    with later(days=17.5), transaction():
        meetings.mark_session_held(two.senior, two.pair_id, 3)
    with later(days=9), transaction():
        feedback.answer_question(two.junior, two.pair_id, QuestionMoment.FIRST, "fits")
    clock_passes(start=7, days=16)

    assert moments(two.senior, "fit_asked") == ["Wed 06", "Mon 06"], "The third ended on a Friday."
    assert moments(two.junior, "fit_asked") == ["Mon 06"], "Who answered the first is not asked it."
    with transaction():
        assert get_pair_view(two.senior, two.pair_id).unanswered_questions == (QuestionMoment.THIRD,)


def test_an_answer_is_for_oneself_and_the_other_is_told_nothing(two: Two) -> None:
    with later(days=8), transaction():
        meetings.mark_session_held(two.senior, two.pair_id, 1)
        feedback.answer_question(two.senior, two.pair_id, QuestionMoment.FIRST, "not-fitting")
        own_pair, other_pair = get_pair_view(two.senior, two.pair_id), get_pair_view(two.junior, two.pair_id)

        assert (own_pair.has_answered_not_fitting, other_pair.has_answered_not_fitting) == (True, False)
        assert other_pair.answers == {}
    assert list_notice_kinds_of(two.junior) == ["pair_started", "session_booked"]


def test_what_was_not_asked_is_not_answered(two: Two) -> None:
    for moment, answers in (
        (QuestionMoment.FIRST, "fits"),
        (QuestionMoment.CALM, "stop"),
        (QuestionMoment.END, "again"),
    ):
        with later(hours=1), pytest.raises(feedback.QuestionNotOpen), transaction():
            feedback.answer_question(two.senior, two.pair_id, moment, answers)
