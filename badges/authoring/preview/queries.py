"""Counts, in one bounded statement, how many people a draft would be awarded to now, by all that they did so far."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.journal.counter import DistinctBy
from app.journal.counting.queries import select_moments_of_enough_facts
from app.journal.events.queries import select_progress_per_request
from app.kernel.database import read_rows_within
from app.kernel.disclosure import Figure, get_gate
from app.people.models import Member
from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition
from badges.counting.queries import select_count_requests_of_everybody
from badges.criterion import ComposedRule, GivenRule, parse_settings_and_rule
from badges.models import Award, BadgeRequirement, BadgeVersion
from badges.statements import IS_HELD

AT_MOST = "4s"
"""After so long, the look is given up."""


class NoDryRunReason(StrEnum):
    """Why nothing can be counted."""

    GIVEN = "given"
    TOO_SLOW = "too-slow"


def count_people_who_would_receive(draft: BadgeVersion) -> Figure | NoDryRunReason:
    """How many people who take part and do not hold the badge would receive it, were the draft published now."""
    _, rule = parse_settings_and_rule(draft.criterion, draft.settings)
    if isinstance(rule, GivenRule):
        return NoDryRunReason.GIVEN
    is_composed = isinstance(rule, ComposedRule)
    counted = _select_composed_count(draft.id) if is_composed else select_count_of_people_reaching(draft)
    rows = read_rows_within(counted, AT_MOST)
    return NoDryRunReason.TOO_SLOW if rows is None else get_gate().show_people(rows[0][0])


def select_count_of_people_reaching(version: BadgeVersion) -> Select[int]:
    """How many people reach a counted version by their facts, and may receive it."""
    requests = select_count_requests_of_everybody(version)
    counts_facts = version.counted_by == DistinctBy.FACT
    tally = select_moments_of_enough_facts(requests) if counts_facts else select_progress_per_request(requests)
    were_on = feature_on_condition(SwitchableFeature.BADGES, "tally.reached_at", member="member")
    return (
        select(func.count())
        .select_from(tally)
        .join(Member, Member.id == tally.c.person_id)
        .where(tally.c.reached_at.is_not(None), text(were_on), _may_receive_condition(version.id))
    )


def _select_composed_count(version_id: int) -> Select[int]:
    needed = and_(BadgeRequirement.required_id == Award.badge_id, BadgeRequirement.version_id == version_id)
    wanted = select(BadgeVersion.wanted).where(BadgeVersion.id == version_id).scalar_subquery()
    held_since = func.array_agg(aggregate_order_by(Award.awarded_at, Award.awarded_at))
    holders = (
        select(Award.person_id, held_since[wanted].label("reached_at"))
        .join(BadgeRequirement, needed)
        .where(IS_HELD)
        .group_by(Award.person_id)
        .having(func.count() >= wanted)
        .subquery("holders")
    )
    were_on = feature_on_condition(SwitchableFeature.BADGES, "holders.reached_at", member="member")
    return (
        select(func.count())
        .select_from(holders)
        .join(Member, Member.id == holders.c.person_id)
        .where(Member.takes_part, text(were_on), _may_receive_condition(version_id))
    )


def _may_receive_condition(version_id: int) -> ColumnElement[bool]:
    """Whoever holds the badge keeps their award, and nobody gets one back that was revoked by hand."""
    of_badge = select(BadgeVersion.badge_id).where(BadgeVersion.id == version_id).scalar_subquery()
    running = exists().where(
        Award.badge_id == of_badge,
        Award.person_id == Member.id,
        Award.expired_at.is_(None),
        or_(Award.revoked_at.is_(None), Award.is_barred),
    )
    return ~running
