"""Notes on which day a person was here, and ends sessions on the server: the cookie of an ended session opens nothing, also where it was copied to."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.people.models import EndedSession, Presence


def store_sign_in_session_end(session_id: str) -> None:
    """Refuse this session from the next request on; idempotent."""
    session().execute(insert(EndedSession).values(id=session_id, ended_at=clock.now()).on_conflict_do_nothing())


def delete_old_sign_in_session_ends(older_than: timedelta) -> None:
    """Delete the ends of sessions that are too old to be valid anyway."""
    session().execute(delete(EndedSession).where(EndedSession.ended_at < clock.now() - older_than))


def store_presence_day(person_id: int, today: date) -> None:
    """Record that `person_id` was here `today`; an earlier day changes nothing."""
    row = insert(Presence).values(person_id=person_id, last_seen_on=today)
    latest = func.greatest(Presence.last_seen_on, row.excluded.last_seen_on)
    session().execute(row.on_conflict_do_update(index_elements=["person_id"], set_={"last_seen_on": latest}))
