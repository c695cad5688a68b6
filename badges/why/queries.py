"""Reads the facts that a badge looked at for one person, and what holds around it."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from app.journal.events.queries import select_events_with_reasons
from app.journal.verdicts import ExaminedFact, JudgedFact, judge_facts
from app.kernel.database import session
from app.people.models import Member
from app.people.policies.queries import list_features_off_for_person
from app.people.policies.switches import SwitchableFeature
from badges.collection.views import BadgeView
from badges.counting.queries import select_count_requests_of_people
from badges.models import Award, Badge, BadgeRequirement, BadgeVersion
from badges.statements import IS_HELD
from badges.why.reasons import BadgeCircumstances, RequiredBadge

MAX_FACTS = 200


def list_judged_facts(person_id: int, view: BadgeView) -> list[JudgedFact]:
    """What the person did, or others about them, that this badge counts, the latest first, each with why it counted or did not."""
    if not view.badge.counted_kinds:
        return []
    requests = select_count_requests_of_people(view.badge.badge_id, [person_id])
    rows = session().execute(select_events_with_reasons(requests, MAX_FACTS)).mappings()
    return judge_facts((ExaminedFact(**row) for row in rows), view.wanted)[::-1]


def read_badge_circumstances(person_id: int, view: BadgeView) -> BadgeCircumstances:
    """What holds around a badge for a person at this moment."""
    badge = session().get_one(Badge, view.badge.badge_id)
    requests = select_count_requests_of_people(badge.id, [person_id])
    window = session().execute(select(requests.c.counts_from, requests.c.counts_until)).first()
    return BadgeCircumstances(
        state=badge.state,
        ended_at=badge.ended_at,
        takes_part=bool(session().scalar(select(Member.takes_part).where(Member.id == person_id))),
        are_badges_on=SwitchableFeature.BADGES not in list_features_off_for_person(person_id),
        counts_from=window.counts_from if window else None,
        counts_until=window.counts_until if window else None,
        required=_list_required_badges(person_id, view.badge.id),
    )


def _list_required_badges(person_id: int, version_id: int) -> list[RequiredBadge]:
    current = aliased(BadgeVersion)
    own = and_(Award.badge_id == Badge.id, Award.person_id == person_id, IS_HELD)
    rows = session().execute(
        select(Badge.slug, current.name, Award.id)
        .join(BadgeRequirement, BadgeRequirement.required_id == Badge.id)
        .join(current, and_(current.badge_id == Badge.id, current.is_current))
        .outerjoin(Award, own)
        .where(BadgeRequirement.version_id == version_id)
        .order_by(Badge.slug)
    )
    return [RequiredBadge(slug=slug, name=name, is_held=award_id is not None) for slug, name, award_id in rows]
