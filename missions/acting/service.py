"""Passes through the door of a mission's kind: its form, a reviewer, another person, or a place."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from app.kernel import clock
from app.kernel.errors import Conflict
from missions.attempts.answers import Answers, ToMend, kept_of, read
from missions.attempts.queries import last_told_at
from missions.attempts.service import check_open, get_turn, hold, is_told, tell
from missions.attempts.turn import Turn
from missions.kind import Door
from missions.meetings.service import confirm
from missions.presence.service import check_in
from missions.progress.queries import get_seen_mission
from missions.reviews.service.send import keep, send


class NotHere(Conflict):
    """What this mission asks for takes place elsewhere; it is heard of by itself."""


class Outcome(Enum):
    """What came of an act."""

    COMPLETED = "completed"
    NOTED = "noted"
    SENT = "sent"


def act(person_id: int, slug: str, number: int, sent: Answers) -> Outcome:
    """Do what the mission asks, with what the form sent, for the `number`th time; done twice, it counts once.

    ToMend for answers that do not do, and a Conflict for whatever else stands in the way.
    """
    turn = get_turn(person_id, slug)
    door = DOORS.get(turn.kind.door)
    if door is None:
        raise NotHere("What this mission asks for takes place elsewhere; it is heard of by itself.")
    door(turn, number, sent)
    if turn.kind.door is Door.REVIEW:
        return Outcome.SENT
    has_completed = get_seen_mission(person_id, slug).completed_at == last_told_at(turn)
    return Outcome.COMPLETED if has_completed else Outcome.NOTED


def _fill_in(turn: Turn, number: int, sent: Answers) -> None:
    hold([turn])
    if is_told(turn, number):
        return
    check_open(turn)
    asks = turn.kind.asks(turn.settings)
    answers = read(asks, sent)
    remarks = turn.kind.judge(turn.settings, answers)
    if remarks:
        raise ToMend(remarks)
    keep(turn, kept_of(asks, answers))
    tell(turn, occurred_at=clock.now())


DOORS: dict[Door, Callable[[Turn, int, Answers], None]] = {
    Door.FORM: _fill_in,
    Door.REVIEW: send,
    Door.PAIR: confirm,
    Door.PRESENCE: check_in,
}
"""What is behind each door of ours."""
