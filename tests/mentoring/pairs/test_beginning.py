"""A pair begins once, with two dates that both can keep, and both are told with an invitation."""

from __future__ import annotations

import itertools
import threading
from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from mentoring.pairs.service.start import start_pair
from tests.makers import make_people
from tests.mentoring.pairs.makers import (
    TUESDAY,
    Two,
    facts,
    list_notice_kinds_of,
    make_round,
    make_two,
    make_volunteer,
    pair_of,
    sessions_of,
)


def test_both_said_yes_so_two_dates_are_booked_and_both_are_told(two: Two) -> None:
    first, second = sessions_of(two.pair_id)

    assert [(row.number, row.guide, row.state, row.sequence) for row in (first, second)] == [
        (1, "profile", "planned", 0),
        (2, "first-message", "planned", 0),
    ]
    assert first.ends_at - first.starts_at == timedelta(minutes=60)
    assert second.starts_at - first.starts_at == timedelta(days=7)
    assert list_notice_kinds_of(two.senior) == list_notice_kinds_of(two.junior) == ["pair_started", "session_booked"]
    (fact,) = facts("pairing.started")
    assert (fact.actor_id, fact.counterpart_id, fact.body) == (None, None, {})


def test_asked_twice_it_is_one_pair_and_nobody_is_told_twice(two: Two) -> None:
    with clock.freeze_at(TUESDAY), transaction():
        again = start_pair(two.round_id, two.senior, two.junior, [TUESDAY + timedelta(days=3)])

        assert again.id == two.pair_id
    assert len(sessions_of(two.pair_id)) == 2
    assert len(list_notice_kinds_of(two.senior)) == 2


def test_a_date_that_is_past_gives_way_to_the_next_common_slot(app: Application) -> None:
    with clock.freeze_at(TUESDAY):
        two = make_two(starts=[TUESDAY - timedelta(days=7), TUESDAY + timedelta(days=7, hours=4)])
    first, second = sessions_of(two.pair_id)

    assert first.starts_at.isoformat() == "2026-06-02T10:00:00+00:00"
    assert second.starts_at.isoformat() == "2026-06-09T12:00:00+00:00"


@pytest.mark.fault
def test_one_junior_and_two_seniors_at_the_same_moment_promise_no_date_twice(app: Application) -> None:
    with clock.freeze_at(TUESDAY), transaction():
        round_id = make_round().id
        row, other, junior = make_people(3)
        for person_id, side in ((row, "senior"), (other, "senior"), (junior, "junior")):
            make_volunteer(round_id, person_id, side)
    start = TUESDAY + timedelta(days=7, hours=2)
    pairs: list[int] = []
    barrier = threading.Barrier(2)

    def begin(senior: int) -> None:
        with app.app_context(), clock.freeze_at(TUESDAY):
            barrier.wait()
            with transaction():
                pairs.append(start_pair(round_id, senior, junior, [start, start + timedelta(days=7)]).id)

    beside = [threading.Thread(target=begin, args=(senior,)) for senior in (row, other)]
    for each in beside:
        each.start()
    for each in beside:
        each.join()

    dates = sorted(row.starts_at for pair_id in pairs for row in sessions_of(pair_id))
    assert len(dates) == 4
    assert all(later - earlier >= timedelta(minutes=60) for earlier, later in itertools.pairwise(dates))


def test_a_short_round_books_no_more_than_it_has(app: Application) -> None:
    with clock.freeze_at(TUESDAY):
        two = make_two(sessions=1)

    assert [row.guide for row in sessions_of(two.pair_id)] == ["profile"]
    assert pair_of(two).sessions == 1
