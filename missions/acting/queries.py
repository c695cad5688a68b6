"""Reads what a mission's page shows of how one acts on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel import clock
from missions.attempts.queries import find_turn_status
from missions.kind import Ask, Door, Hours, Note
from missions.meetings.queries import find_code
from missions.progress.choosing import SeenMission
from missions.reviews.asks import ANSWER
from missions.reviews.queries import Thread, find_thread, reviewers_beside


@dataclass(frozen=True, kw_only=True)
class Act:
    """What a mission's page shows of how one acts on it."""

    door: str
    notes: Sequence[Note]
    asks: Sequence[Ask]
    number: int
    is_open: bool
    hours: Hours | None
    thread: Thread | None
    reviewers: int
    code: str | None
    code_until: datetime | None
    reply: Ask = ANSWER


def find_act(person_id: int, seen: SeenMission) -> Act | None:
    """How this person acts on the mission that they see; None when it is not theirs to act on."""
    status = find_turn_status(person_id, seen)
    if status is None:
        return None
    turn, door = status.turn, status.turn.kind.door
    code = find_code(person_id, turn.mission_id, clock.now()) if door is Door.PAIR else None
    has_thread = door is Door.REVIEW or any(ask.is_kept for ask in turn.kind.asks(turn.settings))
    return Act(
        door=door.value,
        notes=turn.kind.notes(turn.settings),
        asks=turn.kind.asks(turn.settings),
        number=status.number,
        is_open=status.is_open,
        hours=turn.hours,
        thread=find_thread(person_id, turn.mission_id) if has_thread else None,
        reviewers=reviewers_beside(person_id) if door is Door.REVIEW else 0,
        code=code.digits if code else None,
        code_until=code.shown_until if code else None,
    )
