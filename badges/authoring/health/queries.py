"""Reads what may be known of a badge: who can give it, what it still counts, and since when a group received it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from app.journal.manifest import JournalFeature
from app.journal.objects import list_object_choices
from app.journal.queries import load_latest_event_moments
from app.kernel import clock
from app.kernel.database import session
from app.kernel.disclosure import get_counted_weeks, get_gate
from app.kernel.manifest import list_features_of_current_application
from app.people.models import Member
from badges.authoring.health.health import BadgeHealthInput, RequirementState
from badges.criteria.given import GIVEN_BY_HAND
from badges.models import Award, Badge, BadgeGiver, BadgeRequirement, BadgeVersion

HARDEST = timedelta(hours=12)
"""A day ends last twelve hours after it does in Greenwich."""


def read_badge_vitals(badge: Badge, version: BadgeVersion) -> BadgeHealthInput:
    """What may be known of a badge in that version."""
    latest = load_latest_event_moments()
    matches = [latest[event] for event in version.counted_kinds if event in latest]
    lately, _ = get_counted_weeks(clock.now())
    return BadgeHealthInput(
        state=badge.state,
        published_at=_find_first_publication(badge.id),
        wanted=_count_wanted(version),
        givers=_count_givers(badge.id) if version.criterion == GIVEN_BY_HAND else None,
        is_over=version.until_on is not None and (clock.now() - HARDEST).date() > version.until_on,
        remaining=_count_objects_that_can_be_done(version.among),
        required=_list_requirements(version.id),
        counts_network=bool(_list_network_events() & {*version.counted_kinds}),
        last_match_at=max(matches, default=None),
        last_award_at=_find_moment_since_which_a_group_received_it(badge.id),
        lately=lately,
    )


def _find_first_publication(badge_id: int) -> datetime | None:
    return session().scalar(select(func.min(BadgeVersion.published_at)).where(BadgeVersion.badge_id == badge_id))


def _count_wanted(version: BadgeVersion) -> int:
    """How many it takes at least: missions that ended are asked of nobody, as long as one is left."""
    return 1 if "mission.completed" in version.counted_kinds else version.wanted


def _count_givers(badge_id: int) -> int:
    givers = select(func.count()).select_from(BadgeGiver).join(Member, Member.id == BadgeGiver.person_id)
    return session().execute(givers.where(BadgeGiver.badge_id == badge_id, Member.is_here)).scalar_one()


def _count_objects_that_can_be_done(among: Sequence[str] | None) -> int | None:
    if among is None:
        return None
    kinds = {key.partition(":")[0] for key in among}
    choices = {f"{kind}:{name}" for kind in kinds for name in list_object_choices(kind)}
    return len(choices & {*among})


def _list_requirements(version_id: int) -> list[RequirementState]:
    current = aliased(BadgeVersion)
    rows = session().execute(
        select(current.name, Badge.state)
        .join(Badge, Badge.id == current.badge_id)
        .join(BadgeRequirement, BadgeRequirement.required_id == Badge.id)
        .where(BadgeRequirement.version_id == version_id, current.is_current)
        .order_by(Badge.slug)
    )
    return [RequirementState(name=name, state=state) for name, state in rows]


def _list_network_events() -> frozenset[str]:
    """What the door for the network appends, also as the person whom it is about lives it."""
    intake = [feature for feature in list_features_of_current_application(JournalFeature) if feature.name == "intake"]
    kinds = {kind for feature in intake for kind in feature.emits}
    return frozenset(kinds | {f"{kind}:counterpart" for kind in kinds})


def _find_moment_since_which_a_group_received_it(badge_id: int) -> datetime | None:
    """The moment since which as many people as a group received it and kept it."""
    latest = select(func.max(Award.awarded_at).label("at")).where(
        and_(Award.badge_id == badge_id, Award.revoked_at.is_(None))
    )
    moments = latest.group_by(Award.person_id).order_by(func.max(Award.awarded_at).desc())
    return session().scalar(moments.offset(get_gate().smallest - 1).limit(1))
