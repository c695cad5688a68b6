"""The SQL of versions: by which one a person is judged."""

from __future__ import annotations

from sqlalchemy import and_, or_

from app.people.models import Member
from badges.models import Award, Badge, BadgeVersion

IS_HELD = and_(Award.id.is_not(None), Award.revoked_at.is_(None))

HELD_BY_MEMBER = and_(Award.badge_id == Badge.id, Award.person_id == Member.id, Award.revoked_at.is_(None))
"""Joins the award that a member holds of a badge; `JUDGED_VERSION` needs it as an outer join."""

JUDGED_VERSION = or_(
    and_(Award.id.is_(None), BadgeVersion.is_current, Badge.state.in_(("published", "ended"))),
    BadgeVersion.number == Award.criterion_version,
)
"""Who holds a badge is judged by the version that awarded it: a new rule takes nothing away. A paused badge comes to nobody new."""
