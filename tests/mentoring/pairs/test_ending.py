"""A pair ends calmly, whoever wished it; thinking again costs nothing, and finishing is one fact for each."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from mentoring.pairs.jobs import ENDING_STEPS
from mentoring.pairs.queries.page import find_pair_cards, get_pair_view
from mentoring.pairs.questions import QuestionMoment
from mentoring.pairs.service import ending, feedback, meetings
from mentoring.rounds.models import Round
from tests.badges.holders import list_held_slugs
from tests.makers import WORDS, catch_up
from tests.mentoring.pairs.makers import (
    TUESDAY,
    Two,
    end_pair_of,
    facts,
    later,
    list_notice_kinds_of,
    list_notices_of,
    make_two,
    pair_of,
    sessions_of,
    settle,
    stop,
)


def hold_all(two: Two) -> None:
    for number in range(1, pair_of(two).sessions + 1):
        version = next((row.sequence for row in sessions_of(two.pair_id) if row.number == number), None)
        with later(days=30 * number), transaction():
            if version is None:
                meetings.book_or_move_session(
                    two.senior,
                    two.pair_id,
                    number,
                    starts_at=clock.now() + timedelta(hours=1),
                    version=None,
                    is_confirmed=True,
                )
        with later(days=30 * number, hours=3), transaction():
            meetings.mark_session_held(two.senior, two.pair_id, number)


def test_who_stops_may_think_again_and_nobody_ever_hears_of_it(two: Two) -> None:
    with later(hours=1):
        stop(two, two.senior)
        stop(two, two.senior)
        with transaction():
            assert ending.has_requested_stop(two.senior, pair_of(two))
            assert not ending.has_requested_stop(two.junior, pair_of(two))
            ending.withdraw_stop(two.senior, two.pair_id)
    with later(hours=2):
        assert settle() == 0

    assert pair_of(two).state == "active"
    assert list_notice_kinds_of(two.junior).count("pair_ended") == 0


def test_thinking_again_does_not_undo_what_the_other_one_wishes(two: Two) -> None:
    with later(hours=1):
        stop(two, two.senior)
        stop(two, two.junior)
        with transaction():
            ending.withdraw_stop(two.senior, two.pair_id)
    with later(hours=1, minutes=11):
        assert settle() == 1

    assert pair_of(two).state == "stopped"


def test_after_a_moment_both_hear_the_same_and_the_dates_are_called_off(two: Two) -> None:
    with later(hours=1):
        stop(two, two.junior)
        assert settle() == 0, "Within ten minutes nothing is told."
    with later(hours=1, minutes=11):
        assert settle() == 1
        assert settle() == 0

    pair = pair_of(two)
    assert (pair.state, pair.ending_at, pair.stop_marks) == ("stopped", None, [])
    assert [(row.state, row.sequence) for row in sessions_of(two.pair_id)] == [("cancelled", 1), ("cancelled", 1)]
    notices_before = [list_notice_kinds_of(two.senior), list_notice_kinds_of(two.junior)]
    assert notices_before[0] == notices_before[1]
    assert notices_before[0][-3:] == ["pair_ended", "session_cancelled", "session_cancelled"]
    assert len(facts("pairing.ended")) == 1
    assert facts("mentoring.completed") == []


def test_nothing_that_is_kept_or_told_says_who_stopped(app: object) -> None:
    """Two pairs, one stopped by the senior and one by the junior, leave the same traces."""
    traces = []
    for side in ("senior", "junior"):
        with clock.freeze_at(TUESDAY):
            two = make_two()
        with later(hours=1):
            stop(two, getattr(two, side))
        with later(hours=1, minutes=11):
            settle()
        traces.append(_traces(two))

    assert traces[0] == traces[1]


def _traces(two: Two) -> str:
    pair = pair_of(two)
    rows = [(pair.state, pair.ending_at, pair.stop_marks, pair.cancelled, pair.ended_at)]
    names = {two.senior: "senior", two.junior: "junior"}
    notices_before = [
        [(row.kind, row.happened_at) for row in list_notices_of(person)] for person in (two.senior, two.junior)
    ]
    about = [row for row in facts("pairing.started", "pairing.ended") if row.actor_id == two.senior]
    kept = [(row.kind, names[row.actor_id or 0], names[row.counterpart_id or 0], row.body) for row in about]
    return json.dumps([rows, notices_before, kept], default=str)


def test_a_pair_seen_through_completes_for_both_and_each_gets_the_badge(app: object) -> None:
    words = BadgeText(name={"fr": "Passeurs", "en": "Guides"}, description={"fr": "À deux.", "en": "Together."})
    with clock.freeze_at(TUESDAY):
        two = make_two(sessions=2)
        with transaction():
            create_and_publish_badge("passeurs", "mentoring-completed", {}, text=words)
    hold_all(two)
    with later(days=70), transaction():
        feedback.close_pair(two.junior, two.pair_id, again="again", thanks="Merci pour votre patience.")
    with later(days=71), transaction():
        feedback.close_pair(two.senior, two.pair_id, again="unsure", thanks="")
    catch_up()

    assert pair_of(two).state == "completed"
    assert sorted(row.actor_id or 0 for row in facts("mentoring.completed")) == sorted([two.senior, two.junior])
    with transaction():
        for person_id in (two.senior, two.junior):
            assert list_held_slugs(person_id) == ["passeurs"]
        assert get_pair_view(two.senior, two.pair_id).thanks == "Merci pour votre patience."
        assert get_pair_view(two.junior, two.pair_id).thanks == ""
    assert list_notice_kinds_of(two.senior)[-3:] == ["pair_completed", "thanked", "badge.awarded"]
    assert "patience" not in json.dumps([row.params for row in list_notices_of(two.senior)])


def test_a_pair_does_not_close_before_its_last_session_and_closes_alone_after_a_while(app: object) -> None:
    with clock.freeze_at(TUESDAY):
        two = make_two(sessions=2)
    with later(days=1), pytest.raises(feedback.QuestionNotOpen), transaction():
        feedback.close_pair(two.junior, two.pair_id, again="again", thanks="")
    hold_all(two)
    with later(days=28), transaction():
        assert ending.complete_unclosed_pairs() == 0
    with later(days=29), transaction():
        assert ending.complete_unclosed_pairs() == 1

    assert len(facts("mentoring.completed")) == 2


def test_to_reduce_leaves_one_session_at_least_and_calls_off_what_is_beyond(two: Two) -> None:
    with later(hours=1):
        for number in (1, 2):
            with transaction():
                meetings.cancel_session(two.senior, two.pair_id, number, version=0)
        with transaction():
            meetings.book_or_move_session(
                two.senior, two.pair_id, 5, starts_at=TUESDAY + timedelta(days=20), version=None
            )
            feedback.answer_question(two.junior, two.pair_id, QuestionMoment.CALM, "reduce")

    assert pair_of(two).sessions == 3
    assert [row.state for row in sessions_of(two.pair_id)] == ["cancelled", "cancelled", "cancelled"]


def test_a_round_that_closes_completes_who_met_often_enough(app: object) -> None:
    with clock.freeze_at(TUESDAY):
        often, seldom = make_two(sessions=2), make_two(sessions=6)
    with later(days=8):
        for two in (often, seldom):
            with transaction():
                meetings.mark_session_held(two.senior, two.pair_id, 1)
                given = {"state": "closed", "closed_at": clock.now(), "restitution": WORDS}
                session().execute(update(Round).where(Round.id == two.round_id).values(**given))
        take_due_steps(ENDING_STEPS)
        take_due_steps(ENDING_STEPS)

    assert (pair_of(often).state, pair_of(seldom).state) == ("completed", "stopped")


def test_the_card_shows_the_session_that_comes_first_and_nothing_after_the_end(two: Two) -> None:
    with transaction():
        (card,) = find_pair_cards(two.junior) or ()
        assert card.session is not None
        assert (card.pair_id, card.session.number, card.whole) == (two.pair_id, 1, 6)
        assert find_pair_cards(two.junior + 1_000_000) is None
    with later(hours=1), transaction():
        end_pair_of(two)
        assert find_pair_cards(two.junior) is None
