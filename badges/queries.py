"""Every read of badges: what can be earned, who holds what, and what the facts say of a batch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import CTE, DateTime, and_, any_, cast, func, literal, null, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from app.journal.counter import WHOLE
from app.journal.events.queries import affected_events, count_requests
from app.journal.models import Fact
from app.journal.service import HOUSE
from app.kernel.database import is_one_of, session
from app.kernel.texts import N_
from app.notices.digest import NewsByPerson, NewsItem
from app.people.models import Member
from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition
from badges.models import Award, Badge

AWARDED = N_("Vous avez reçu le badge « %(badge)s »")
IS_HELD = and_(Award.id.is_not(None), Award.revoked_at.is_(None))
WERE_ON = feature_on_condition(SwitchableFeature.BADGES, "tally.reached_at", member="member")
"""Nothing is awarded for what was reached where badges were off; what is held stays."""
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Judged:
    """What the facts say of one person and one badge, and what is held."""

    badge_id: int
    slug: str
    version: int
    person_id: int
    is_earned: bool
    reached_at: datetime | None
    award_id: int | None
    is_held: bool
    announcements: int


@dataclass(frozen=True)
class Seen:
    """A badge as one person sees it; `awarded_at` is None while they do not hold it."""

    badge: Badge
    awarded_at: datetime | None


@dataclass(frozen=True)
class Held:
    """A badge as its holder sees it."""

    badge: Badge
    awarded_at: datetime


def badge_news(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    """The badges that the journal was told of since then and that these people still hold, latest first."""
    told = and_(Fact.actor_id == Award.person_id, Fact.kind == "badge.awarded", Fact.source == HOUSE)
    rows = session().execute(
        select(Award.person_id, Badge.name, func.max(Fact.recorded_at).label("at"))
        .join(Badge, Badge.id == Award.badge_id)
        .join(Fact, and_(told, Fact.object == func.concat("badge:", Badge.slug), Fact.recorded_at > since))
        .where(is_one_of(Award.person_id, person_ids), Award.revoked_at.is_(None))
        .group_by(Award.id, Badge.id)
        .order_by(func.max(Fact.recorded_at).desc(), Award.id.desc())
    )
    news: dict[int, list[NewsItem]] = {}
    for row in rows:
        item = NewsItem(title=AWARDED, params={"badge": row.name}, path="/badges", at=row.at)
        news.setdefault(row.person_id, []).append(item)
    return news


def find_badge(slug: str) -> Badge | None:
    """The badge of that name, if there is one."""
    return session().scalar(select(Badge).where(Badge.slug == slug))


def badges_of(person_id: int) -> list[Held]:
    """The badges that a person holds, latest first."""
    rows = session().execute(
        select(Badge, Award.awarded_at)
        .join(Award, Award.badge_id == Badge.id)
        .where(Award.person_id == person_id, Award.revoked_at.is_(None))
        .order_by(Award.awarded_at.desc(), Award.id.desc())
    )
    return [Held(badge, awarded_at) for badge, awarded_at in rows]


def list_seen_badges(person_id: int) -> list[Seen]:
    """Every badge there is: those that the person holds first, latest first, then the others by name."""
    mine = and_(Award.badge_id == Badge.id, Award.person_id == person_id, Award.revoked_at.is_(None))
    rows = session().execute(
        select(Badge, Award.awarded_at)
        .outerjoin(Award, mine)
        .order_by(Award.awarded_at.desc().nulls_last(), Badge.slug)
    )
    return [Seen(badge, awarded_at) for badge, awarded_at in rows]


def people_concerned(fact_ids: Sequence[int]) -> list[int]:
    """The people of whom a badge may be judged again after these facts; in order."""
    events = affected_events(fact_ids)
    judged = select(events.c.person_id).join(Badge, events.c.event == any_(Badge.counted_kinds))
    return list(session().scalars(judged.distinct().order_by(events.c.person_id)))


def judge(fact_ids: Sequence[int]) -> list[Judged]:
    """What the facts say of every person and badge that this batch concerns."""
    counted = count_requests(_requests(fact_ids))
    rows = session().execute(
        select(
            Badge.id.label("badge_id"),
            Badge.slug,
            Badge.version,
            counted.c.person_id,
            and_(counted.c.done >= Badge.wanted, or_(IS_HELD, text(WERE_ON))).label("is_earned"),
            counted.c.reached_at,
            Award.id.label("award_id"),
            IS_HELD.label("is_held"),
            func.coalesce(Award.announcements, 0).label("announcements"),
        )
        .join(counted, counted.c.id == Badge.id)
        .join(Member, Member.id == counted.c.person_id)
        .outerjoin(Award, and_(Award.badge_id == Badge.id, Award.person_id == counted.c.person_id))
        .order_by(counted.c.person_id, Badge.id)
    )
    return [Judged(**row._mapping) for row in rows]  # noqa: SLF001 - the row's documented mapping


def _requests(fact_ids: Sequence[int]) -> CTE:
    events = affected_events(fact_ids)
    return (
        select(
            Badge.id,
            Member.id.label("person_id"),
            Badge.counted_kinds.label("kinds"),
            Badge.counted_by,
            Badge.among,
            cast(null(), ARRAY(TEXT)).label("communities"),
            Badge.wanted,
            literal(WHOLE).label("period"),
            literal(BEGINNING).label("counts_from"),
            cast(null(), DateTime(timezone=True)).label("counts_until"),
            Member.time_zone,
        )
        .join(events, events.c.event == any_(Badge.counted_kinds))
        .join(Member, Member.id == events.c.person_id)
        .distinct()
        .cte("claims")
    )
