"""Writes the last day on which a person opened Passerelle: the day alone, and only the last one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert

from app.kernel.database import session
from app.people.models import Presence


def note_presence(person_id: int, today: date) -> None:
    """Record that `person_id` was here `today`; an earlier day changes nothing."""
    row = insert(Presence).values(person_id=person_id, last_seen_on=today)
    latest = func.greatest(Presence.last_seen_on, row.excluded.last_seen_on)
    session().execute(row.on_conflict_do_update(index_elements=["person_id"], set_={"last_seen_on": latest}))
