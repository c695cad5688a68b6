"""Leaving the company: the person is hidden everywhere at once, and their sessions end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from app.journal.service import NewFact, append
from app.people.models import Person


def depart(person: Person, on: date) -> None:
    """Record that `person` left on that day. Told once; what they chose is kept until erasure, so a mistake can be undone."""
    if person.left_on is not None:
        return
    person.left_on = on
    person.session_version += 1
    append([make_departure_fact(person.id, on)])


def make_departure_fact(person_id: int, on: date) -> NewFact:
    """The fact that a person left, with a key of its day, so that it is written once."""
    left_at = datetime.combine(on, time(), UTC)
    return NewFact(
        kind="person.departed", source_key=f"departed:{person_id}:{on}", actor_id=person_id, occurred_at=left_at
    )
