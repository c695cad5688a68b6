"""Settles the badges of two people who are merged: each badge is held once, and its holder reads why the other award went."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import text, update

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.notices.service.notify import NewNotice, notify_people
from app.people.merging.service.move import execute_for_merge, move_rows
from app.people.rows import PersonMerge
from badges.judging.queries import judge_gift, lock_badge, lock_people
from badges.merging import queries, statements
from badges.merging.queries import DoubleAward
from badges.models import Award
from badges.notice import MERGED
from badges.service.award import change_awards, settle_composed_badges
from badges.service.revoke import revoke_award

MERGED_ACCOUNTS = "Two accounts of one person were merged: a badge is held once, and nobody gives it to themselves."


def settle_awards(merge: PersonMerge) -> None:
    """Let one award of each badge run. What was revoked by hand in either stays revoked."""
    lock_people([merge.kept_id, merge.merged_id])
    for gift in queries.list_gifts_between(merge):
        _revoke_award(merge, gift)
    for double in queries.list_double_awards(merge):
        _settle_double_award(merge, double)
    session().flush()
    execute_for_merge((statements.NAME_FACTS, statements.NUMBER_AWARDS, statements.MARK_PLACES), merge)
    execute_for_merge(statements.FORGET_COUNTS, merge)
    move_rows(statements.MERGED_ROWS, merge)
    session().expire_all()
    settle_composed_badges(queries.list_badge_ids_of_person(merge.kept_id), [merge.kept_id])


def _settle_double_award(merge: PersonMerge, double: DoubleAward) -> None:
    if double.merged_is_barred:
        _bar_award(merge, double)
    elif double.merged_is_held:
        if not double.kept_is_held and not double.kept_is_barred:
            _take_gift(merge, double)
        session().execute(
            text(statements.CLOSE_NAMING), {"kept_award": double.kept_award_id, "merged_award": double.merged_award_id}
        )
        _revoke_award(merge, session().get_one(Award, double.merged_award_id))


def _bar_award(merge: PersonMerge, double: DoubleAward) -> None:
    """What HR took back from one of the two accounts is taken back."""
    if double.kept_is_held:
        revoke_award(lock_badge(double.badge_id), merge.kept_id, double.merged_because or MERGED_ACCOUNTS)
    else:
        session().execute(update(Award).where(Award.id == double.kept_award_id).values(is_barred=True))


def _take_gift(merge: PersonMerge, double: DoubleAward) -> None:
    """Give the kept person the gift that the merged one holds; what facts earn is awarded by the reader."""
    gift = session().get_one(Award, double.merged_award_id)
    if gift.reason is None:
        return
    change_awards(
        [replace(judge_gift(double.badge_id, merge.kept_id, gift.awarded_at), is_earned=True)], notifies=False
    )
    words = {"given_by_id": gift.given_by_id, "reason": gift.reason, "evidence": gift.evidence}
    session().execute(update(Award).where(Award.id == double.kept_award_id).values(words))


def _revoke_award(merge: PersonMerge, award: Award) -> None:
    """Take back an award that one human cannot have beside what they have, or give themselves, and tell them why."""
    judgement = judge_gift(award.badge_id, award.person_id, clock.now())
    change_awards([replace(judgement, is_earned=False)])
    session().refresh(award)
    award.revoked_because = MERGED_ACCOUNTS
    notice = NewNotice(
        kind=MERGED.name,
        person_id=merge.kept_id,
        key=f"badge-merged:{award.id}",
        path=build_path("own_award.show_award", slug=judgement.slug),
        params={"badge": dict(judgement.name)},
    )
    session().flush()
    notify_people([notice])
