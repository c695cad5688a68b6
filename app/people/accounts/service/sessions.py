"""Ends sessions on the server: the cookie of an ended session opens nothing, also where it was copied to."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.people.models import EndedSession


def record_session_end(session_id: str) -> None:
    """Refuse this session from the next request on; idempotent."""
    session().execute(insert(EndedSession).values(id=session_id, ended_at=clock.now()).on_conflict_do_nothing())


def delete_old_session_ends(older_than: timedelta) -> None:
    """Delete the ends of sessions that are too old to be valid anyway."""
    session().execute(delete(EndedSession).where(EndedSession.ended_at < clock.now() - older_than))
