"""Reads for those who give badges: which ones they may give, and what they gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, select

from app.kernel.database import session
from app.people.models import Person
from badges.criteria.given import GIVEN_BY_HAND
from badges.criterion import Words
from badges.medal import OUTLINES, MedalShape
from badges.models import Award, Badge, BadgeGiver, BadgeVersion
from badges.queries import NoSuchBadge

_IS_PUBLISHED = Badge.state == "published"

MOST_GIFTS = 200
"""How many gifts the page of a giver lists."""


@dataclass(frozen=True)
class GivableBadge:
    """A badge that somebody may give, with its texts in force."""

    badge: Badge
    version: BadgeVersion

    @property
    def outline(self) -> str:
        """The path of its drawing."""
        return OUTLINES[MedalShape(self.version.shape)]


@dataclass(frozen=True, kw_only=True)
class Gift:
    """What a giver gave and wrote. What became of the badge since is for its holder."""

    slug: str
    badge_name: Words
    receiver: str
    given_at: datetime
    expires_at: datetime | None
    reason: str
    evidence: str | None

    @property
    def last_day_at(self) -> datetime | None:
        """A moment of the last day of its term; None without one."""
        return None if self.expires_at is None else self.expires_at - timedelta(seconds=1)


def list_givable_badges(person_id: int) -> Sequence[GivableBadge]:
    """The badges in force that this person may give, by slug."""
    rows = session().execute(_select_givable_badges(person_id).where(_IS_PUBLISHED).order_by(Badge.slug))
    return [GivableBadge(badge, version) for badge, version in rows]


def may_give_badges(person_id: int) -> bool:
    """Whether this person may give a badge in force."""
    return bool(session().scalar(select(_select_givable_badges(person_id).where(_IS_PUBLISHED).exists())))


def get_givable_badge(person_id: int, slug: str) -> GivableBadge:
    """A badge that this person may give, also while it is paused; NoSuchBadge for a stranger, as for no badge at all."""
    row = session().execute(_select_givable_badges(person_id).where(Badge.slug == slug)).one_or_none()
    if row is None:
        raise NoSuchBadge("There is no badge of that name that you may give.")
    return GivableBadge(*row)


def list_gifts(giver_id: int) -> Sequence[Gift]:
    """What this person gave, the latest first."""
    receiver = Person.given_name + " " + Person.family_name
    of_award = and_(BadgeVersion.badge_id == Award.badge_id, BadgeVersion.number == Award.criterion_version)
    gifts = (
        select(
            Badge.slug,
            BadgeVersion.name.label("badge_name"),
            receiver.label("receiver"),
            Award.awarded_at.label("given_at"),
            Award.expires_at,
            Award.reason,
            Award.evidence,
        )
        .join(Badge, Badge.id == Award.badge_id)
        .join(BadgeVersion, of_award)
        .join(Person, Person.id == Award.person_id)
        .where(Award.given_by_id == giver_id)
        .order_by(Award.id.desc())
        .limit(MOST_GIFTS)
    )
    return [Gift(**row) for row in session().execute(gifts).mappings()]


def _select_givable_badges(person_id: int) -> Select[Badge, BadgeVersion]:
    is_giver = and_(BadgeGiver.badge_id == Badge.id, BadgeGiver.person_id == person_id)
    is_given = and_(BadgeVersion.badge_id == Badge.id, BadgeVersion.is_current, BadgeVersion.criterion == GIVEN_BY_HAND)
    return select(Badge, BadgeVersion).join(BadgeGiver, is_giver).join(BadgeVersion, is_given)
