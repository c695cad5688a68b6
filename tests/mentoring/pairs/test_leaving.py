"""A pair whose one person leaves ends with the next daily run; a mistake that is corrected before leaves no trace."""

from __future__ import annotations

import pytest

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from mentoring.pairs.queries.page import get_pair_view
from mentoring.pairs.service import ending
from tests.makers import catch_up, record_departure
from tests.mentoring.pairs.makers import (
    Two,
    facts,
    later,
    list_notice_kinds_of,
    pair_of,
    sessions_of,
    settle,
    stop,
)


@pytest.mark.parametrize("reason", ["departed", "left the game"])
def test_whoever_leaves_ends_the_pair_with_the_next_daily_run_and_nobody_learns_of_it_before(
    two: Two, reason: str
) -> None:
    before = list_notice_kinds_of(two.junior)
    leave(two, reason)
    with later(hours=23, minutes=59), transaction():
        assert get_pair_view(two.junior, two.pair_id).other.is_named
    with later(hours=23, minutes=59):
        assert settle() == 0
    assert list_notice_kinds_of(two.junior) == before
    assert [row.state for row in sessions_of(two.pair_id)] == ["planned", "planned"]
    with later(hours=24):
        assert settle() == 1

    assert pair_of(two).state == "stopped"
    assert list_notice_kinds_of(two.junior) == [*before, "pair_ended", "session_cancelled", "session_cancelled"]
    with transaction():
        assert get_pair_view(two.junior, two.pair_id).other.is_named is (reason == "left the game")


@pytest.mark.parametrize("reason", ["departed", "left the game"])
def test_a_departure_by_mistake_that_is_corrected_before_the_daily_run_changes_nothing(two: Two, reason: str) -> None:
    before = list_notice_kinds_of(two.junior)
    leave(two, reason)
    with later(hours=3), transaction():
        if reason == "departed":
            session().get_one(Person, two.senior).left_on = None
        else:
            join_game(get_person(two.senior))
    with later(hours=24):
        assert settle() == 1

    assert (pair_of(two).state, pair_of(two).ending_at) == ("active", None)
    assert [row.state for row in sessions_of(two.pair_id)] == ["planned", "planned"]
    assert list_notice_kinds_of(two.junior) == before
    assert facts("pairing.ended") == []


def test_a_stop_taken_back_does_not_keep_the_pair_of_somebody_who_left(two: Two) -> None:
    leave(two, "departed")
    with later(hours=3):
        stop(two, two.junior)
        with transaction():
            ending.withdraw_stop(two.junior, two.pair_id)
    with later(hours=3, minutes=11):
        assert settle() == 0
    with later(hours=24):
        assert settle() == 1
    assert pair_of(two).state == "stopped"


def test_a_stop_does_not_wait_for_the_daily_run(two: Two) -> None:
    leave(two, "departed")
    with later(hours=3):
        stop(two, two.junior)
    with later(hours=3, minutes=11):
        assert settle() == 1
    assert pair_of(two).state == "stopped"


def leave(two: Two, reason: str) -> None:
    """The senior leaves an hour after the Tuesday; the reader takes that fact an hour later."""
    with later(hours=1), transaction():
        if reason == "departed":
            record_departure(get_person(two.senior), on=clock.now().date())
        else:
            leave_game(get_person(two.senior))
    with later(hours=2):
        catch_up(["pairs"])


def test_who_came_back_since_keeps_the_new_pair_when_the_reader_starts_anew(two: Two) -> None:
    with later(hours=1), transaction():
        leave_game(get_person(two.senior))
        join_game(get_person(two.senior))
    with later(hours=2):
        catch_up(["pairs"])

    assert pair_of(two).state == "active"
