"""The verbs of pauses: begin one, end it, and end those whose time has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.dialects.postgresql import insert

from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.database import session
from app.people.models import Person
from app.people.pauses import queries
from app.people.pauses.models import Pause


class PauseLength(StrEnum):
    """How long somebody asks to be left alone."""

    WEEK = "week"
    MONTH = "month"
    OPEN = "open"


PAUSE_DURATIONS = {PauseLength.WEEK: timedelta(days=7), PauseLength.MONTH: timedelta(days=30), PauseLength.OPEN: None}


def begin_pause(person: Person, length: PauseLength) -> None:
    """Set everything aside from now on; asked again, the new length counts from now and the pause stays one."""
    now, lasts = clock.now(), PAUSE_DURATIONS[length]
    ends_at = None if lasts is None else now + lasts
    going_on = queries.lock_pause(person.id)
    if going_on is not None:
        going_on.ends_at = ends_at
        return
    begun = insert(Pause).values(person_id=person.id, started_at=now, ends_at=ends_at).on_conflict_do_nothing()
    pause_id = session().scalar(begun.returning(Pause.id))
    if pause_id is not None:
        append([_make_fact("person.paused", pause_id, person.id, now)])


def end_pause(person: Person) -> None:
    """Come back; without a pause it changes nothing."""
    going_on = queries.lock_pause(person.id)
    if going_on is not None:
        append([_close_pause(going_on)])


def end_due_pauses() -> int:
    """End those whose time has come, each at the moment that was said; how many."""
    due = queries.list_due_pauses()
    append([_close_pause(pause) for pause in due])
    return len(due)


def _close_pause(pause: Pause) -> NewFact:
    pause.ended_at = min(clock.now(), pause.ends_at or clock.now())
    lasted = {"from": pause.started_at.isoformat(), "until": pause.ended_at.isoformat()}
    return _make_fact("person.resumed", pause.id, pause.person_id, pause.ended_at, **lasted)


def _make_fact(kind: str, pause_id: int, person_id: int, at: datetime, **body: str) -> NewFact:
    return NewFact(kind=kind, source_key=f"{kind}:{pause_id}", actor_id=person_id, occurred_at=at, body=body)
