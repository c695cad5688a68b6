"""Ends the terms of awards, and tells their holders a month before."""

from __future__ import annotations

from datetime import timedelta

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.notices.service.notify import NewNotice, notify_people
from badges.judging.queries import judge_past_of_people, lock_people
from badges.models import Award
from badges.notice import EXPIRING
from badges.service.award import change_awards, settle_composed_badges
from badges.terms import queries

REMINDED_BEFORE = timedelta(days=30)
"""How long before the end of a term its holder is told."""


def remind_holder_if_due(award_id: int) -> None:
    """Tell the holder of a running award that its term ends within a month, once."""
    award = _lock_running_award(award_id)
    if award is None or award.expires_at is None or award.reminded_at is not None:
        return
    award.reminded_at = clock.now()
    if award.expires_at <= clock.now():
        return
    slug, name = queries.get_slug_and_name(award.badge_id)
    notify_people(
        [
            NewNotice(
                kind=EXPIRING.name,
                person_id=award.person_id,
                key=f"badge-ends:{award.id}:{award.expires_at.isoformat()}",
                path=build_path("own_award.show_award", slug=slug),
                params={"badge": dict(name)},
            )
        ]
    )


def expire_award_if_due(award_id: int) -> None:
    """End the term of a running award that is over; what was done since counts for the next one, and composed badges follow."""
    award = _lock_running_award(award_id)
    if award is None or award.expires_at is None or award.expires_at > clock.now():
        return
    slug, _ = queries.get_slug_and_name(award.badge_id)
    award.expired_at, award.is_named = award.expires_at, False
    session().flush()
    append_facts(
        [
            NewFact(
                kind="badge.expired",
                source_key=f"expired:{award.badge_id}:{award.person_id}:{award.announcements}",
                occurred_at=award.expires_at,
                actor_id=award.person_id,
                object=f"badge:{slug}",
            )
        ]
    )
    change_awards([each for each in judge_past_of_people(award.badge_id, [award.person_id]) if each.is_earned])
    settle_composed_badges([award.badge_id], [award.person_id])


def _lock_running_award(award_id: int) -> Award | None:
    person_id, badge_id = queries.get_award_holder(award_id)
    lock_people([person_id])
    award = queries.find_running_award(badge_id, person_id)
    return award if award is not None and award.id == award_id and award.revoked_at is None else None
