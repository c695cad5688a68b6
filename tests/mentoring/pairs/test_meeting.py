"""Sessions move, are called off and held: whatever the order, calendars can follow and one question is asked once."""

from __future__ import annotations

import contextlib
import threading
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.transaction import transaction
from mentoring.pairs.queries.members import NoSuchPair
from mentoring.pairs.service import meetings
from mentoring.pairs.service.dates import UnavailableDate
from tests.examples import examples
from tests.makers import make_people
from tests.mentoring.pairs.makers import (
    TUESDAY,
    Two,
    facts,
    later,
    list_notice_kinds_of,
    list_notices_of,
    make_two,
    pair_of,
    sessions_of,
)


def move(two: Two, number: int, *, days: float, version: int | None, by: int | None = None) -> None:
    with transaction():
        meetings.book_or_move_session(
            by or two.senior,
            two.pair_id,
            number,
            starts_at=TUESDAY + timedelta(days=days, hours=4),
            version=version,
            is_confirmed=True,
        )


def cancel(two: Two, number: int, *, version: int, by: int | None = None) -> None:
    with transaction():
        meetings.cancel_session(by or two.junior, two.pair_id, number, version=version)


def hold(two: Two, number: int) -> None:
    with transaction():
        meetings.mark_session_held(two.junior, two.pair_id, number)


def test_a_move_is_one_change_and_both_are_told_the_same(two: Two) -> None:
    with later(hours=1):
        move(two, 1, days=9, version=0)
        move(two, 1, days=9, version=0)
    first = sessions_of(two.pair_id)[0]

    assert (first.sequence, first.starts_at) == (1, TUESDAY + timedelta(days=9, hours=4))
    assert first.changed_at == TUESDAY + timedelta(hours=1)
    for person_id in (two.senior, two.junior):
        assert Counter(list_notice_kinds_of(person_id))["session_moved"] == 1
        assert list_notices_of(person_id)[-1].params["when"]["fr"] == "le jeudi 11 juin à 14 h 00"


def test_two_browsers_that_move_one_session_differ_and_the_second_hears_of_it(two: Two) -> None:
    with later(hours=1):
        move(two, 1, days=9, version=0)
        with pytest.raises(meetings.SessionChanged):
            move(two, 1, days=10, version=0, by=two.junior)
        with pytest.raises(UnavailableDate):
            move(two, 1, days=14, version=1)
        with pytest.raises(UnavailableDate):
            move(two, 1, days=-1, version=1)

    assert sessions_of(two.pair_id)[0].sequence == 1


def test_nobody_else_moves_anything(two: Two) -> None:
    with transaction():
        (stranger,) = make_people(1)
    with later(hours=1), pytest.raises(NoSuchPair):
        move(two, 1, days=9, version=0, by=stranger)


def test_two_cancelled_in_a_row_ask_both_once_for_ever(two: Two) -> None:
    with later(hours=1):
        cancel(two, 1, version=0)
        cancel(two, 1, version=0)
        assert pair_of(two).calm_asked_at is None, "A second click is no second cancellation."
        cancel(two, 2, version=0)
        for number, version in ((1, 1), (1, 3), (2, 1)):
            move(two, number, days=9 + number, version=version)
            cancel(two, number, version=version + 1)

    for person_id in (two.senior, two.junior):
        assert list_notice_kinds_of(person_id).count("calm_asked") == 1


def test_a_session_held_between_two_cancelled_ones_asks_nothing(two: Two) -> None:
    with later(hours=1):
        cancel(two, 2, version=0)
    with later(days=7, hours=5):
        hold(two, 1)
        hold(two, 1)
        move(two, 2, days=15, version=1)
        cancel(two, 2, version=2)

    assert "calm_asked" not in list_notice_kinds_of(two.senior)
    (fact,) = facts("mentoring.session_held")
    assert (fact.actor_id, fact.counterpart_id, fact.body) == (two.senior, two.junior, {})


def test_what_was_held_keeps_its_date_and_what_has_not_begun_is_not_held(two: Two) -> None:
    with later(hours=1), pytest.raises(meetings.CannotBeMarkedHeld):
        hold(two, 1)
    with later(days=7, hours=4):
        hold(two, 1)
        with pytest.raises(meetings.SessionAlreadyHeld):
            move(two, 1, days=20, version=0)
        with pytest.raises(meetings.SessionAlreadyHeld):
            cancel(two, 1, version=0)


def test_the_senior_chooses_what_it_is_about(two: Two) -> None:
    with transaction():
        meetings.choose_session_theme(two.senior, two.pair_id, 1, "listening")
    with pytest.raises(meetings.OnlySeniorChoosesTheme), transaction():
        meetings.choose_session_theme(two.junior, two.pair_id, 1, "thanks")

    assert sessions_of(two.pair_id)[0].guide == "listening"


@pytest.mark.fault
def test_eight_clicks_at_the_same_moment_cancel_once(app: Application, two: Two) -> None:
    barrier = threading.Barrier(8)

    def click() -> None:
        with app.app_context(), later(hours=1):
            barrier.wait()
            cancel(two, 1, version=0)

    beside = [threading.Thread(target=click) for _ in range(8)]
    for each in beside:
        each.start()
    for each in beside:
        each.join()

    assert (pair_of(two).cancelled, sessions_of(two.pair_id)[0].sequence) == (1, 1)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["move", "cancel", "hold", "late move", "late cancel"]), st.integers(1, 4), st.integers(1, 40)
    ),
    max_size=12,
)


@pytest.mark.property
@trying(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_in_any_order_sequences_grow_names_stay_and_a_number_has_one_session(
    app: Application, deeds: list[tuple[str, int, int]]
) -> None:
    with clock.freeze_at(TUESDAY):
        two = make_two(sessions=4)
    before = {row.number: row for row in sessions_of(two.pair_id)}
    for step, (deed, number, days) in enumerate(deeds):
        with clock.freeze_at(TUESDAY + timedelta(days=step * 3)):
            _try(two, deed, number, days + step * 3)
        after = {row.number: row for row in sessions_of(two.pair_id)}
        for meeting, was in before.items():
            now = after[meeting]
            changed = (was.starts_at, was.state) != (now.starts_at, now.state) and now.state != "held"
            assert now.uid == was.uid
            assert now.sequence == was.sequence + changed
        before = after
    assert len({row.uid for row in before.values()}) == len(before)
    assert list_notice_kinds_of(two.senior).count("calm_asked") <= 1
    assert list_notice_kinds_of(two.senior) == list_notice_kinds_of(two.junior)


def _try(two: Two, deed: str, number: int, days: int) -> None:
    """Some deeds come from a page that is older than the last change."""
    version = next((row.sequence for row in sessions_of(two.pair_id) if row.number == number), None)
    if deed.startswith("late"):
        version = (version or 0) - 1
    with contextlib.suppress(Conflict, Invalid, NotFound):
        if deed.endswith("move"):
            move(two, number, days=days, version=version)
        elif deed.endswith("cancel"):
            cancel(two, number, version=version or 0)
        else:
            hold(two, number)
