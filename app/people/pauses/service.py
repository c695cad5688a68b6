"""The use cases of pauses: begin one, end it, and close those whose end has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.dialects.postgresql import insert

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.people.models import Person
from app.people.pauses import queries
from app.people.pauses.models import Pause


class PauseLength(StrEnum):
    """The lengths of a pause that a person can choose."""

    WEEK = "week"
    MONTH = "month"
    OPEN = "open"


PAUSE_DURATIONS = {PauseLength.WEEK: timedelta(days=7), PauseLength.MONTH: timedelta(days=30), PauseLength.OPEN: None}


def begin_or_change_pause(person: Person, length: PauseLength) -> None:
    """Begin a pause now; during a pause, only its end moves, counted from now. A pause whose end has come is closed first."""
    now, lasts = clock.now(), PAUSE_DURATIONS[length]
    ends_at = None if lasts is None else now + lasts
    going_on = queries.find_and_lock_pause_of_person(person.id)
    if going_on is not None and going_on.ends_at is not None and going_on.ends_at <= now:
        append_facts([_close_pause_and_build_fact(going_on)])
    elif going_on is not None:
        going_on.ends_at = ends_at
        return
    begun = insert(Pause).values(person_id=person.id, started_at=now, ends_at=ends_at).on_conflict_do_nothing()
    pause_id = session().scalar(begun.returning(Pause.id))
    if pause_id is not None:
        append_facts([_build_pause_fact("person.paused", pause_id, person.id, now)])


def end_pause(person: Person) -> None:
    """End the pause of a person; without a pause nothing changes."""
    going_on = queries.find_and_lock_pause_of_person(person.id)
    if going_on is not None:
        append_facts([_close_pause_and_build_fact(going_on)])


def join_pauses(kept_id: int, merged_id: int) -> None:
    """Let the longer of the pauses under way of two people, who become one, be that of the first."""
    kept, merged = map(queries.find_and_lock_pause_of_person, (kept_id, merged_id))
    if kept is not None and merged is not None:
        ends = [pause.ends_at for pause in (kept, merged) if pause.ends_at is not None]
        kept.ends_at = max(ends) if len(ends) == 2 else None
        session().delete(merged)
        session().flush()


def end_batch_of_due_pauses() -> int:
    """Close pauses whose end has come, each at the end that was chosen; returns how many."""
    due = queries.lock_batch_of_due_pauses()
    append_facts([_close_pause_and_build_fact(pause) for pause in due])
    return len(due)


def _close_pause_and_build_fact(pause: Pause) -> NewFact:
    pause.ended_at = min(clock.now(), pause.ends_at or clock.now())
    lasted = {"from": pause.started_at.isoformat(), "until": pause.ended_at.isoformat()}
    return _build_pause_fact("person.resumed", pause.id, pause.person_id, pause.ended_at, **lasted)


def _build_pause_fact(kind: str, pause_id: int, person_id: int, at: datetime, **body: str) -> NewFact:
    return NewFact(kind=kind, source_key=f"{kind}:{pause_id}", actor_id=person_id, occurred_at=at, body=body)
