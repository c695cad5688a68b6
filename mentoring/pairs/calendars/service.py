"""A personal calendar is made, made again under another address, or taken back."""

from __future__ import annotations

import secrets

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from mentoring.pairs.calendars.queries import hash_token
from mentoring.pairs.models import CalendarFeed


def issue_new_feed_token(person_id: int) -> str:
    """The secret end of a new address, told this once; the one before opens nothing any more."""
    token = secrets.token_urlsafe(32)
    made = {"token_sha256": hash_token(token), "made_at": clock.now()}
    feed = insert(CalendarFeed).values(person_id=person_id, **made)
    session().execute(feed.on_conflict_do_update(index_elements=["person_id"], set_=made))
    return token


def revoke_feed(person_id: int) -> None:
    """Close the address; the second time it changes nothing."""
    session().execute(delete(CalendarFeed).where(CalendarFeed.person_id == person_id))
