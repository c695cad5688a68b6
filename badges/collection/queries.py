"""What one person reads of badges: each badge with their award or their progress, and what a badge takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.journal.events.queries import select_progress_per_request
from app.kernel.database import session
from app.kernel.errors import NotFound
from badges.counting.queries import select_count_requests_of_person
from badges.criterion import CriterionWords, criteria_by_name, list_required_objects
from badges.medal import OUTLINES, MedalShape
from badges.models import Award, Badge, BadgeRequirement
from badges.queries import IS_HELD, find_badge


class NoSuchBadge(NotFound):
    """No badge has that slug."""


@dataclass(frozen=True)
class BadgeView:
    """A badge as one person sees it; `awarded_at` is None while they do not hold it, `done` is how much of `wanted` they have.

    `wanted` is what it still takes of that person: missions that ended leave it.
    """

    badge: Badge
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
    """Every badge: first those that the person holds, the latest first, then the others by slug."""
    own_award = (Award.badge_id == Badge.id) & (Award.person_id == person_id) & IS_HELD
    counted = _read_counted_progress(person_id)
    composed = _read_composed_progress(person_id)
    rows = session().execute(
        select(Badge, Award.awarded_at)
        .outerjoin(Award, own_award)
        .order_by(Award.awarded_at.desc().nulls_last(), Badge.slug)
    )
    return [
        BadgeView(badge, awarded_at, *counted.get(badge.id, (composed.get(badge.id, 0), badge.wanted)))
        for badge, awarded_at in rows
    ]


def get_badge_view(person_id: int, slug: str) -> BadgeView:
    """The badge of that slug as the person sees it; NoSuchBadge when there is none."""
    if find_badge(slug) is None:
        raise NoSuchBadge(f"No badge is called {slug}.")
    return next(view for view in list_badge_views(person_id) if view.badge.slug == slug)


def _read_counted_progress(person_id: int) -> dict[int, tuple[int, int]]:
    """For each counted badge by id, how much of it the person has, and how much it takes of them."""
    tally = select_progress_per_request(select_count_requests_of_person(person_id))
    return {row.id: (row.done, row.wanted) for row in session().execute(select(tally))}


def _read_composed_progress(person_id: int) -> dict[int, int]:
    own_award = (Award.badge_id == BadgeRequirement.required_id) & (Award.person_id == person_id) & IS_HELD
    held_count = (
        select(BadgeRequirement.badge_id, func.count(Award.id).label("done"))
        .outerjoin(Award, own_award)
        .group_by(BadgeRequirement.badge_id)
    )
    return {row.badge_id: row.done for row in session().execute(held_count)}
