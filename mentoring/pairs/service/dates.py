"""Checks the date of a session against everything both people have, under a lock on both of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from app.kernel import clock
from app.kernel.errors import Invalid
from mentoring.pairs.queries.meetings import load_session_date_rules, session_length_of_round
from mentoring.pairs.queries.members import PairWithPeople, lock_people
from mentoring.pairs.session_dates import DateRefusal, WorkObstacle
from mentoring.pairs.slots import TimeSpan


class UnavailableDate(Invalid):
    """The session cannot take place then; `reason` is why, and `last_on` the last day of the round."""

    def __init__(self, reason: DateRefusal, last_on: date) -> None:
        super().__init__(f"Choose another date: {reason}.")
        self.reason, self.last_on = reason, last_on


class DateOutsideWork(Invalid):
    """People do not work then at one of the two sites, or one of the two is away: the date is booked once it is confirmed."""

    def __init__(self, starts_at: datetime, obstacles: Sequence[WorkObstacle], *, is_somebody_away: bool) -> None:
        super().__init__("This is outside working time: confirm the date to book it anyway.")
        self.starts_at, self.obstacles, self.is_somebody_away = starts_at, obstacles, is_somebody_away


def check_session_date(
    both: PairWithPeople, starts_at: datetime, *, session_id: int | None, is_confirmed: bool
) -> None:
    """Raises UnavailableDate, or DateOutsideWork unless it is confirmed; `session_id` is the session that moves.

    Both people stay locked until the transaction ends, so that two pairs never book the same hour of one person.
    """
    lock_people([person.id for person in both.people])
    now, span = clock.now(), TimeSpan(starts_at, starts_at + session_length_of_round(both.round))
    rules = load_session_date_rules(both, now, moving_id=session_id)
    reason = rules.find_refusal(span, now)
    if reason is not None:
        raise UnavailableDate(reason, rules.last_on)
    obstacles, is_somebody_away = rules.list_work_obstacles(span), rules.is_somebody_away(span)
    if (obstacles or is_somebody_away) and not is_confirmed:
        raise DateOutsideWork(starts_at, obstacles, is_somebody_away=is_somebody_away)
