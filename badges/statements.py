"""The SQL of terms and versions: which award is that of the running term, and by which version a person is judged."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, DateTime, Integer, SQLColumnExpression, and_, cast, func, or_, select
from sqlalchemy.orm import aliased

from app.people.models import Member
from badges.models import Award, Badge, BadgeVersion

IS_HELD = and_(Award.id.is_not(None), Award.revoked_at.is_(None), Award.expired_at.is_(None))

HELD_BY_MEMBER = and_(Award.badge_id == Badge.id, Award.person_id == Member.id, IS_HELD)
"""Joins the award that a member holds of a badge; `JUDGED_VERSION` needs it as an outer join."""

JUDGED_VERSION = or_(
    and_(Award.id.is_(None), BadgeVersion.is_current),
    BadgeVersion.number == Award.criterion_version,
)
"""Who holds a badge is judged by the version that awarded it: a new rule takes nothing away. The counts of a paused badge go on."""

_ended_term = aliased(Award)

LAST_TERM_ENDED_AT = (
    select(func.max(_ended_term.expired_at))
    .where(_ended_term.badge_id == Badge.id, _ended_term.person_id == Member.id)
    .correlate(Badge, Member)
    .scalar_subquery()
)
"""When the last term of a member's badge ended, null before: what counts for the next term happened since."""

LAST_ANNOUNCEMENT = (
    select(func.max(_ended_term.announcements))
    .where(_ended_term.badge_id == Badge.id, _ended_term.person_id == Member.id)
    .correlate(Badge, Member)
    .scalar_subquery()
)
"""The number of the last `badge.awarded` about a member's badge, in any term; null before the first."""


def build_expiry_expression(awarded_at: SQLColumnExpression[datetime]) -> ColumnElement[datetime | None]:
    """The midnight, where the member works, that ends the day so many months after the award; null where the version has no term."""
    day = func.date_trunc("day", func.timezone(Member.time_zone, awarded_at))
    months = func.make_interval(0, cast(BadgeVersion.valid_months, Integer))
    last_day = func.date_trunc("day", day + months) + func.make_interval(0, 0, 0, 1)
    return func.timezone(Member.time_zone, last_day, type_=DateTime(timezone=True))
