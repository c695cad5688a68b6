"""Ends sessions on the server's side: what a browser was given opens nothing any more, wherever it was copied to."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.people.models import EndedSession


def record_session_end(session_id: str) -> None:
    """Let that session open nothing from the next request on; the second time it changes nothing."""
    session().execute(insert(EndedSession).values(id=session_id, ended_at=clock.now()).on_conflict_do_nothing())


def delete_old_session_ends(older_than: timedelta) -> None:
    """Forget the sessions that ended so long ago that none of their kind lasts any more."""
    session().execute(delete(EndedSession).where(EndedSession.ended_at < clock.now() - older_than))
