"""The badges of a holder that a wallet may fetch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from app.kernel import clock
from app.kernel.database import session
from badges.models import Award, Badge
from badges.statements import IS_HELD


def list_valid_slugs(person_id: int, since: datetime | None, *, limit: int, offset: int) -> tuple[int, Sequence[str]]:
    """How many badges a person holds that were awarded after `since`, and those of one page, the first one first."""
    is_valid = or_(Award.expires_at.is_(None), Award.expires_at > clock.now())
    awards = select(Badge.slug).join(Award, Award.badge_id == Badge.id)
    awards = awards.where(Award.person_id == person_id, IS_HELD, is_valid)
    if since is not None:
        awards = awards.where(Award.awarded_at > since)
    total = session().scalar(select(func.count()).select_from(awards.subquery())) or 0
    page = awards.order_by(Award.awarded_at, Award.id).limit(limit).offset(offset)
    return total, session().scalars(page).all()
