"""Takes the people who changed, each change once for each reader."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import delete, insert, literal, select

from app.kernel.database import session
from app.people.changes.models import PersonChange
from app.people.models import Person


class PersonChangeReader(StrEnum):
    """Who looks at people who changed; the triggers of migration 0034 name the same."""

    ENROLMENTS = "enrolments"
    HEADCOUNTS = "headcounts"


def take_changed_people(reader: PersonChangeReader) -> list[int]:
    """The people who changed since this reader took them last, in order; rolled back, they are taken again.

    A change that is not committed yet is taken the next time.
    """
    taken = delete(PersonChange).where(PersonChange.reader == reader).returning(PersonChange.person_id)
    return sorted(set(session().scalars(taken)))


def note_everybody(reader: PersonChangeReader) -> None:
    """Let this reader look at everybody the next time."""
    everybody = select(literal(reader.value), Person.id)
    session().execute(insert(PersonChange).from_select(["reader", "person_id"], everybody))
