"""What tests ask of badges: which ones a person holds."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.database import session
from badges.models import Award, Badge


def list_held_slugs(person_id: int) -> list[str]:
    """The badges that a person holds, the latest first; in the transaction of the test."""
    held_awards = select(Badge.slug).join(Award, Award.badge_id == Badge.id)
    own_awards = held_awards.where(Award.person_id == person_id, Award.revoked_at.is_(None), Award.expired_at.is_(None))
    return list(session().scalars(own_awards.order_by(Award.awarded_at.desc(), Award.id.desc())))
