"""Revokes an award by hand, for a reason that its holder reads; and restores it."""

from __future__ import annotations

from dataclasses import replace

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.kernel.errors import Invalid, NotFound
from app.notices.service.notify import NewNotice, notify_people
from badges.judging.queries import judge_gift, judge_past_of_people, lock_people
from badges.models import Award, Badge
from badges.notice import REVOKED
from badges.service.award import change_awards, settle_composed_badges
from badges.service.give import list_faults_of_words
from badges.terms import queries


class NoSuchAward(NotFound):
    """This person does not have this badge."""


def revoke_award(badge: Badge, person_id: int, reason: str) -> Award:
    """Take a badge back for a reason that the holder reads, and let no fact award it again; composed badges follow."""
    if errors := list_faults_of_words(reason, ""):
        raise Invalid("A badge is revoked for a reason.", errors=errors)
    lock_people([person_id])
    award = _get_running_award(badge, person_id)
    if award.revoked_at is not None:
        raise NoSuchAward("This person does not have this badge.")
    judgement = judge_gift(badge.id, person_id, clock.now())
    change_awards([replace(judgement, is_earned=False)])
    session().refresh(award)
    award.revoked_because, award.is_barred = reason.strip(), True
    session().flush()
    notify_people(
        [
            NewNotice(
                kind=REVOKED.name,
                person_id=person_id,
                key=f"badge-revoked:{award.id}:{award.announcements}",
                path=build_path("own_award.show_award", slug=badge.slug),
                params={"badge": dict(judgement.name), "reason": reason.strip()},
            )
        ]
    )
    settle_composed_badges([badge.id], [person_id])
    return award


def restore_award(badge: Badge, person_id: int) -> Award:
    """Give back what was revoked by hand: at once where it was given, also in a pause, and where its rule is met."""
    lock_people([person_id])
    award = _get_running_award(badge, person_id)
    if not award.is_barred:
        raise NoSuchAward("Nothing was revoked by hand here.")
    award.is_barred = False
    session().flush()
    if award.reason is not None:
        change_awards([replace(judge_gift(badge.id, person_id, award.awarded_at), is_earned=True)])
    else:
        change_awards([each for each in judge_past_of_people(badge.id, [person_id]) if each.is_earned])
    settle_composed_badges([badge.id], [person_id])
    session().refresh(award)
    return award


def _get_running_award(badge: Badge, person_id: int) -> Award:
    award = queries.find_running_award(badge.id, person_id)
    if award is None:
        raise NoSuchAward("This person does not have this badge.")
    return award
