"""The reads of terms: what ends, whose award runs, who may give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select

from app.kernel.database import session
from app.people.models import Member
from app.people.statements import select_leavers
from badges.criterion import Words
from badges.models import Award, Badge, BadgeGiver, BadgeVersion

MOST_AT_ONCE = 1_000
"""How many awards one run of the clock takes."""


def list_expiring_award_ids(before: datetime) -> Sequence[int]:
    """The running awards whose term ends before then, and whose holder was not told yet."""
    return _list_running_award_ids(before, Award.reminded_at.is_(None))


def list_expired_award_ids(now: datetime) -> Sequence[int]:
    """The running awards whose term is over."""
    return _list_running_award_ids(now)


def _list_running_award_ids(before: datetime, *conditions: ColumnElement[bool]) -> Sequence[int]:
    running = select(Award.id).where(Award.expires_at <= before, Award.expired_at.is_(None), Award.revoked_at.is_(None))
    return session().scalars(running.where(*conditions).order_by(Award.expires_at).limit(MOST_AT_ONCE)).all()


def get_award_holder(award_id: int) -> tuple[int, int]:
    """(person, badge) of an award."""
    row = session().execute(select(Award.person_id, Award.badge_id).where(Award.id == award_id)).one()
    return row.person_id, row.badge_id


def get_slug_and_name(badge_id: int) -> tuple[str, Words]:
    """The slug of a published badge, and what it is called."""
    named = select(Badge.slug, BadgeVersion.name).join(BadgeVersion, BadgeVersion.badge_id == Badge.id)
    row = session().execute(named.where(Badge.id == badge_id, BadgeVersion.is_current)).one()
    return row.slug, row.name


def find_running_award(badge_id: int, person_id: int) -> Award | None:
    """The award of the running term, whether it stands or was revoked, read anew; its person is locked."""
    own = select(Award).where(Award.badge_id == badge_id, Award.person_id == person_id, Award.expired_at.is_(None))
    return session().scalar(own.execution_options(populate_existing=True))


def is_giver(badge_id: int, person_id: int) -> bool:
    """Whether this person may give the badge."""
    return bool(
        session().scalar(select(exists().where(BadgeGiver.badge_id == badge_id, BadgeGiver.person_id == person_id)))
    )


def has_given(badge_id: int, giver_id: int, receiver_id: int) -> bool:
    """Whether one gave the badge to the other, in a term that stands."""
    gift = exists().where(
        Award.badge_id == badge_id,
        Award.given_by_id == giver_id,
        Award.person_id == receiver_id,
        Award.revoked_at.is_(None),
    )
    return bool(session().scalar(select(gift)))


def get_current_version(badge: Badge) -> BadgeVersion:
    """The version in force of a badge that was published."""
    current = select(BadgeVersion).where(BadgeVersion.badge_id == badge.id, BadgeVersion.is_current)
    return session().execute(current).scalar_one()


def takes_part(person_id: int) -> bool:
    """Whether this person takes part at this moment."""
    return bool(session().scalar(select(Member.takes_part).where(Member.id == person_id)))


def get_full_name(person_id: int) -> str:
    """How a person is called."""
    row = session().execute(select(Member.given_name, Member.family_name).where(Member.id == person_id)).one()
    return f"{row.given_name} {row.family_name}"


def list_leavers(fact_ids: Sequence[int]) -> list[tuple[int, bool]]:
    """Those who, by these facts, left Passerelle or the company and are not back, in order of id, and whether they are still in the company."""
    leavers = select(Member.id, Member.is_here).where(Member.id.in_(select_leavers(fact_ids))).order_by(Member.id)
    return [(person_id, is_here) for person_id, is_here in session().execute(leavers)]
