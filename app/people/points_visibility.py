"""Decides who may see a person's points: what the person chose, and never a hierarchy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.people.roles import HR, MANAGER


class PointsAudience(StrEnum):
    """Who a person shows their points to."""

    ME = "me"
    TEAM = "team"
    EVERYONE = "everyone"


NEVER = frozenset({MANAGER, HR})
"""Roles that see nobody's points but their own, whatever others chose: participation is never an appraisal."""


@dataclass(frozen=True)
class Viewer:
    """Whoever looks: a person with their roles, or a machine, which is no one."""

    person_id: int | None
    grants: frozenset[str]


def may_see_points(viewer: Viewer, owner_id: int, *, audience: PointsAudience, same_unit: bool) -> bool:
    """Whether `viewer` may see the points of the person `owner_id`. One's own: always. A manager's or HR's view of others: never."""
    if viewer.person_id is None:
        return False
    if viewer.person_id == owner_id:
        return True
    if viewer.grants & NEVER:
        return False
    return audience is PointsAudience.EVERYONE or (audience is PointsAudience.TEAM and same_unit)
