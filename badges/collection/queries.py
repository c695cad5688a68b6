"""What one person reads of badges: each badge with their award or their progress, and what a badge takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from app.journal.events.queries import select_progress_per_request
from app.kernel.database import session
from app.people.models import Member
from badges.counting.queries import select_count_requests_of_person
from badges.criterion import CriterionWords, criteria_by_name, list_required_objects
from badges.medal import OUTLINES, MedalShape
from badges.models import Award, Badge, BadgeRequirement, BadgeVersion
from badges.queries import NoSuchBadge
from badges.statements import HELD_BY_MEMBER, IS_HELD, JUDGED_VERSION


@dataclass(frozen=True)
class BadgeView:
    """A badge as one person sees it, in the version by which they are judged.

    `awarded_at` is None while they do not hold it, `done` is how much of `wanted` they have. `wanted` is what it still takes
    of that person: missions that ended leave it.
    """

    slug: str
    badge: BadgeVersion
    awarded_at: datetime | None
    done: int
    wanted: int

    @property
    def words(self) -> CriterionWords:
        """What it takes, in words."""
        return criteria_by_name()[self.badge.criterion].words(self.badge.settings)

    @property
    def required_objects(self) -> Sequence[str]:
        """The missions and badges that it takes, by their keys in the journal."""
        return list_required_objects(self.badge.criterion, self.badge.settings)

    @property
    def outline(self) -> str:
        """The path of its drawing."""
        return OUTLINES[MedalShape(self.badge.shape)]


def list_badge_views(person_id: int) -> list[BadgeView]:
    """The badges that can be earned, and those that the person holds: theirs first, the latest first, then the others by slug."""
    counted = _read_counted_progress(person_id)
    composed = _read_composed_progress(person_id)
    rows = session().execute(
        select(Badge.slug, BadgeVersion, Award.awarded_at)
        .join(Badge, Badge.id == BadgeVersion.badge_id)
        .join(Member, Member.id == person_id)
        .outerjoin(Award, HELD_BY_MEMBER)
        .where(JUDGED_VERSION, or_(Award.id.is_not(None), Badge.state == "published"))
        .order_by(Award.awarded_at.desc().nulls_last(), Badge.slug)
    )
    views = []
    for slug, version, awarded_at in rows:
        of_badges = (min(composed.get(version.id, 0), version.wanted), version.wanted)
        views.append(BadgeView(slug, version, awarded_at, *counted.get(version.badge_id, of_badges)))
    return views


def get_badge_view(person_id: int, slug: str) -> BadgeView:
    """The badge of that slug as the person sees it; NoSuchBadge when there is none for them."""
    for view in list_badge_views(person_id):
        if view.slug == slug:
            return view
    raise NoSuchBadge(f"No badge is called {slug}.")


def _read_counted_progress(person_id: int) -> dict[int, tuple[int, int]]:
    """For each counted badge by id, how much of it the person has, and how much it takes of them."""
    tally = select_progress_per_request(select_count_requests_of_person(person_id))
    return {row.id: (row.done, row.wanted) for row in session().execute(select(tally))}


def _read_composed_progress(person_id: int) -> dict[int, int]:
    """For each version of a composed badge by id, how many of those that it takes the person holds."""
    own_award = (Award.badge_id == BadgeRequirement.required_id) & (Award.person_id == person_id) & IS_HELD
    held_count = (
        select(BadgeRequirement.version_id, func.count(Award.id).label("done"))
        .outerjoin(Award, own_award)
        .group_by(BadgeRequirement.version_id)
    )
    return {row.version_id: row.done for row in session().execute(held_count)}
