"""A holder opens or closes the public page of a badge."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from badges.credentials.models import BadgePage
from badges.credentials.service.sign import ensure_credential
from badges.credentials.sharing.queries import select_award_ids


def open_page(person_id: int, slug: str) -> None:
    """Open the public page of that badge, at an address that nobody can guess; an open one keeps its address."""
    credential = ensure_credential(person_id, slug)
    page = insert(BadgePage).values(
        award_id=credential.award_id, token=secrets.token_urlsafe(16), opened_at=clock.now()
    )
    session().execute(page.on_conflict_do_nothing(index_elements=["award_id"]))


def list_page(person_id: int, slug: str, *, is_listed: bool) -> None:
    """Let search engines list the open page of that badge, or not any more; nothing happens where none is open."""
    of_badge = BadgePage.award_id.in_(select_award_ids(person_id, slug))
    session().execute(update(BadgePage).where(of_badge).values(is_listed=is_listed))


def close_page(person_id: int, slug: str) -> None:
    """Close the public page of that badge: its address answers nothing from now on, and is never given again."""
    session().execute(delete(BadgePage).where(BadgePage.award_id.in_(select_award_ids(person_id, slug))))
