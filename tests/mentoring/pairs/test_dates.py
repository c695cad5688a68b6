"""A session gets a date on which both people can come: no other session, the round not over, and at work or knowingly not."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.kernel.workplace import OutsideWork
from mentoring.pairs.models import Pair
from mentoring.pairs.queries.meetings import list_shared_free_starts
from mentoring.pairs.queries.members import load_pair_with_people
from mentoring.pairs.service import meetings
from mentoring.pairs.service.dates import DateOutsideWork, UnavailableDate
from mentoring.pairs.service.start import start_pair
from mentoring.pairs.session_dates import DateRefusal
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer
from tests.makers import make_people
from tests.mentoring.pairs.makers import TUESDAY, Two, later, make_round, make_volunteer, sessions_of

FRIDAY_NOON = TUESDAY + timedelta(days=10, hours=2)


@pytest.fixture
def beside(two: Two) -> Two:
    """A second pair of the same junior, without a date."""
    with clock.freeze_at(TUESDAY), transaction():
        (senior,) = make_people(1)
        round_ = make_round()
        make_volunteer(round_.id, senior, "senior", slots=())
        make_volunteer(round_.id, two.junior, "junior", slots=())
        pair = start_pair(round_.id, senior, two.junior, [])
        return Two(pair.id, senior, two.junior, round_.id)


def book(pair: Two, number: int, starts_at: datetime, *, is_confirmed: bool = False) -> None:
    with transaction():
        meetings.book_or_move_session(
            pair.senior, pair.pair_id, number, starts_at=starts_at, version=None, is_confirmed=is_confirmed
        )


@pytest.mark.parametrize("minutes", [-30, 0, 30])
def test_no_session_begins_in_another_pairs_session_of_either_person(two: Two, beside: Two, minutes: int) -> None:
    with later(hours=1):
        book(two, 3, FRIDAY_NOON)
        with pytest.raises(UnavailableDate) as refused:
            book(beside, 1, FRIDAY_NOON + timedelta(minutes=minutes), is_confirmed=True)
        assert refused.value.reason is DateRefusal.BUSY
        book(beside, 1, FRIDAY_NOON + timedelta(hours=1))


@pytest.mark.fault
def test_two_pairs_that_book_the_same_hour_of_one_person_at_once_get_one_session(
    app: Application, two: Two, beside: Two
) -> None:
    for hour in range(4):
        barrier, moment = threading.Barrier(2), FRIDAY_NOON + timedelta(days=7, hours=hour)

        def click(pair: Two, number: int, barrier: threading.Barrier, moment: datetime) -> None:
            with app.app_context(), later(hours=1), contextlib.suppress(UnavailableDate):
                barrier.wait()
                book(pair, number, moment)

        both = [threading.Thread(target=click, args=(two, 3 + hour, barrier, moment))]
        both.append(threading.Thread(target=click, args=(beside, 1 + hour, barrier, moment)))
        for each in both:
            each.start()
        for each in both:
            each.join()
        taken = [row for pair in (two, beside) for row in sessions_of(pair.pair_id) if row.starts_at == moment]
        assert len(taken) == 1


def test_a_session_may_move_within_its_own_hour(two: Two) -> None:
    with later(hours=1), transaction():
        first = sessions_of(two.pair_id)[0]
        meetings.book_or_move_session(
            two.senior, two.pair_id, 1, starts_at=first.starts_at + timedelta(minutes=30), version=first.sequence
        )
    assert sessions_of(two.pair_id)[0].starts_at == first.starts_at + timedelta(minutes=30)


def test_no_session_comes_after_the_last_day_of_the_round(two: Two) -> None:
    with later(hours=1), pytest.raises(UnavailableDate) as refused:
        book(two, 3, datetime(2027, 1, 4, 10, tzinfo=UTC), is_confirmed=True)
    assert (refused.value.reason, f"{refused.value.last_on}") == (DateRefusal.AFTER_ROUND, "2026-12-31")
    with later(hours=1):
        book(two, 3, datetime(2026, 12, 31, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("starts_at", "reason"),
    [
        (datetime(2026, 12, 25, 10, tzinfo=UTC), OutsideWork.HOLIDAY),
        (datetime(2026, 6, 14, 1, tzinfo=UTC), OutsideWork.DAY),
        (datetime(2026, 6, 12, 20, tzinfo=UTC), OutsideWork.HOURS),
    ],
)
def test_a_date_outside_working_time_is_asked_once_and_booked_when_confirmed(
    two: Two, starts_at: datetime, reason: OutsideWork
) -> None:
    with later(hours=1), pytest.raises(DateOutsideWork) as doubtful:
        book(two, 3, starts_at)
    assert {obstacle.reason for obstacle in doubtful.value.obstacles} == {reason}
    with later(hours=1):
        book(two, 3, starts_at, is_confirmed=True)
    assert sessions_of(two.pair_id)[2].starts_at == starts_at


def test_a_date_on_a_day_away_of_either_is_asked_once_and_booked_when_confirmed(two: Two) -> None:
    day_away = FRIDAY_NOON.date().isoformat()
    with later(hours=1), transaction():
        of_junior = update(Volunteer).where(Volunteer.person_id == two.junior)
        session().execute(of_junior.values(away=[[day_away, day_away]]))
    with later(hours=1), pytest.raises(DateOutsideWork) as doubtful:
        book(two, 3, FRIDAY_NOON)
    assert (doubtful.value.obstacles, doubtful.value.is_somebody_away) == ([], True)
    with later(hours=1):
        book(two, 3, FRIDAY_NOON, is_confirmed=True)
    assert sessions_of(two.pair_id)[2].starts_at == FRIDAY_NOON


def test_no_date_is_offered_on_a_public_holiday_or_after_the_round(two: Two) -> None:
    """Both are free on Tuesdays from noon to two; Tuesday 14 July is a public holiday in France."""
    with clock.freeze_at(datetime(2026, 7, 10, 8, tzinfo=UTC)), transaction():
        both = load_pair_with_people(session().get_one(Pair, two.pair_id))
        days = {f"{start:%d %b}" for start in list_shared_free_starts(both, clock.now(), 30)}
        session().get_one(Round, two.round_id).ends_on = datetime(2026, 7, 24, tzinfo=UTC).date()
        rest = {f"{start:%d %b}" for start in list_shared_free_starts(both, clock.now(), 30)}

    assert "14 Jul" not in days
    assert {"16 Jul", "21 Jul", "23 Jul", "28 Jul"} <= days
    assert rest == {"16 Jul", "21 Jul", "23 Jul"}
