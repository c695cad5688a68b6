"""Every read of badges: what can be earned, the awards, and who earns what by a batch of facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    SQLColumnExpression,
    Subquery,
    and_,
    any_,
    cast,
    func,
    literal,
    or_,
    select,
    text,
)

from app.journal.counter import WHOLE
from app.journal.events.queries import select_events_to_judge_again, select_progress_per_request
from app.journal.models import Fact
from app.journal.service import HOUSE
from app.kernel.application import build_path
from app.kernel.database import in_ids_condition, session
from app.kernel.texts import N_
from app.notices.digest import NewsByPerson, NewsItem
from app.people.models import Member, Person
from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition
from badges.models import Award, Badge, BadgeRequirement

AWARDED = N_("Vous avez reçu le badge « %(badge)s »")
AWARDED_HEADING = N_("Vous avez reçu %(count)s badges")
AWARDED_SHORT = N_("« %(badge)s »")
IS_HELD = and_(Award.id.is_not(None), Award.revoked_at.is_(None))
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class AwardJudgement:
    """Whether one person earns one badge now, since when, and the award that they hold, with its date."""

    badge_id: int
    slug: str
    name: Mapping[str, str]
    version: int
    person_id: int
    is_earned: bool
    reached_at: datetime | None
    award_id: int | None
    is_held: bool
    awarded_at: datetime | None
    announcements: int

    @property
    def is_moved(self) -> bool:
        """Whether the badge is held, and earned at another moment than its award says."""
        return self.is_earned and self.is_held and self.reached_at != self.awarded_at


def list_badge_news(person_ids: Collection[int], since: datetime) -> NewsByPerson:
    """The badges awarded to these people since then and still held, the latest first; an award whose date moved is not new."""
    announced = and_(
        Fact.actor_id == Award.person_id,
        Fact.kind == "badge.awarded",
        Fact.source == HOUSE,
        Fact.body["moved"].astext.is_(None),
    )
    rows = session().execute(
        select(Award.person_id, Badge.slug, Badge.name, func.max(Fact.recorded_at).label("at"))
        .join(Badge, Badge.id == Award.badge_id)
        .join(Fact, and_(announced, Fact.object == func.concat("badge:", Badge.slug), Fact.recorded_at > since))
        .where(in_ids_condition(Award.person_id, person_ids), Award.revoked_at.is_(None))
        .group_by(Award.id, Badge.id)
        .order_by(func.max(Fact.recorded_at).desc(), Award.id.desc())
    )
    news: dict[int, list[NewsItem]] = {}
    for row in rows:
        item = NewsItem(
            title=AWARDED,
            params={"badge": row.name},
            path=build_path("badges.show_badge", slug=row.slug),
            at=row.at,
            heading=AWARDED_HEADING,
            short_title=AWARDED_SHORT,
        )
        news.setdefault(row.person_id, []).append(item)
    return news


def find_badge(slug: str) -> Badge | None:
    """The badge of that name, if there is one."""
    return session().scalar(select(Badge).where(Badge.slug == slug))


def list_names_of_badges_counting(object_name: str) -> Sequence[Mapping[str, str]]:
    """The names of the badges that count what happens to that object ("mission:publish")."""
    return session().scalars(select(Badge.name).where(Badge.among.contains([object_name])).order_by(Badge.slug)).all()


def list_badges_with_slugs(slugs: Sequence[str]) -> Sequence[Badge]:
    """The badges of those names; the unknown ones are absent."""
    return session().scalars(select(Badge).where(Badge.slug.in_(slugs))).all()


def list_person_ids_with_awards_to_reconcile(fact_ids: Sequence[int]) -> list[int]:
    """The people for whom these facts may change an award, in order of id."""
    events = select_events_to_judge_again(fact_ids)
    people = select(events.c.person_id).join(Badge, events.c.event == any_(Badge.counted_kinds))
    return list(session().scalars(people.distinct().order_by(events.c.person_id)))


def list_badge_names_by_slug(slugs: Collection[str]) -> dict[str, dict[str, str]]:
    """What these badges are called."""
    rows = session().execute(select(Badge.slug, Badge.name).where(Badge.slug.in_(slugs)))
    return {row.slug: row.name for row in rows}


def list_facts_beside_ended_missions(fact_ids: Sequence[int]) -> list[int]:
    """The completions that may earn a badge now, because a mission that it counts ended by these facts."""
    ended = select(Fact.object).where(in_ids_condition(Fact.id, fact_ids), Fact.kind == "mission.ended")
    names = [name for name in session().scalars(ended) if name is not None]
    among = {
        name
        for counted in session().scalars(select(Badge.among).where(Badge.among.overlap(names)))
        for name in counted or ()
    }
    if not among:
        return []
    return list(session().scalars(select(Fact.id).where(Fact.kind == "mission.completed", Fact.object.in_(among))))


def lock_people(person_ids: Sequence[int]) -> None:
    """Lock these people until the end of the transaction, in order; rows that refer to them may still be written."""
    rows = select(Person.id).where(in_ids_condition(Person.id, person_ids)).order_by(Person.id)
    session().execute(rows.with_for_update(key_share=True))


def judge_counted_badges_after_facts(fact_ids: Sequence[int]) -> list[AwardJudgement]:
    """Whether each person earns each counted badge that this batch concerns."""
    counted = select_progress_per_request(_select_count_requests(fact_ids))
    return _compute_award_judgements(counted, counted.c.reached_at.is_not(None), "tally")


def judge_composed_badges(badge_ids: Collection[int], person_ids: Sequence[int]) -> list[AwardJudgement]:
    """Whether each of these people earns each composed badge that requires one of these badges."""
    needing = select(BadgeRequirement.badge_id).where(BadgeRequirement.required_id.in_(badge_ids))
    is_held = and_(Award.badge_id == BadgeRequirement.required_id, Award.person_id == Person.id, IS_HELD)
    composed = (
        select(
            BadgeRequirement.badge_id.label("id"),
            Person.id.label("person_id"),
            func.count(Award.id).label("done"),
            func.max(Award.awarded_at).label("reached_at"),
        )
        .select_from(BadgeRequirement)
        .join(Person, in_ids_condition(Person.id, person_ids))
        .outerjoin(Award, is_held)
        .where(BadgeRequirement.badge_id.in_(needing))
        .group_by(BadgeRequirement.badge_id, Person.id)
        .subquery("composed")
    )
    return _compute_award_judgements(composed, composed.c.done == Badge.wanted, "composed")


def _compute_award_judgements(reached: Subquery, is_complete: ColumnElement[bool], name: str) -> list[AwardJudgement]:
    """Judges rows (id of the badge, person_id, reached_at) of the subquery of that name; nothing new where badges are off."""
    were_on = feature_on_condition(SwitchableFeature.BADGES, f"{name}.reached_at", member="member")
    rows = session().execute(
        select(
            Badge.id.label("badge_id"),
            Badge.slug,
            Badge.name,
            Badge.version,
            reached.c.person_id,
            and_(is_complete, or_(IS_HELD, text(were_on))).label("is_earned"),
            reached.c.reached_at,
            Award.id.label("award_id"),
            IS_HELD.label("is_held"),
            Award.awarded_at,
            func.coalesce(Award.announcements, 0).label("announcements"),
        )
        .join(reached, reached.c.id == Badge.id)
        .join(Member, Member.id == reached.c.person_id)
        .outerjoin(Award, and_(Award.badge_id == Badge.id, Award.person_id == reached.c.person_id))
        .order_by(reached.c.person_id, Badge.id)
    )
    return [AwardJudgement(**row._mapping) for row in rows]  # noqa: SLF001 - the row's documented mapping


def _select_count_requests(fact_ids: Sequence[int]) -> CTE:
    """What each badge counts of each affected person, for the counter of the journal."""
    events = select_events_to_judge_again(fact_ids)
    affected = _select_requests_of_members().join(events, events.c.event == any_(Badge.counted_kinds))
    return affected.join(Member, Member.id == events.c.person_id).distinct().cte("claims")


def select_count_requests_of_person(person_id: int) -> CTE:
    """What each counted badge counts of one person, for the counter of the journal."""
    own = _select_requests_of_members().join(Member, Member.id == person_id)
    return own.where(func.cardinality(Badge.counted_kinds) > 0).cte("claims")


def _select_requests_of_members() -> Select[*tuple[object, ...]]:
    """The columns of a request, of badges that are still to be joined with members.

    Days count from the person's beginning: their arrival where they work, or their joining when that is later.
    """
    arrived_at = func.timezone(Member.time_zone, cast(Member.arrived_on, DateTime))
    began_at = func.greatest(arrived_at, Member.joined_at, type_=DateTime(timezone=True))
    return select(
        Badge.id,
        Member.id.label("person_id"),
        Badge.counted_kinds.label("kinds"),
        Badge.counted_by,
        Badge.among,
        Badge.communities,
        func.attainable_count(Member.id, Badge.wanted, Badge.counted_kinds, Badge.among, type_=BigInteger).label(
            "wanted"
        ),
        literal(WHOLE).label("period"),
        literal(BEGINNING).label("counts_from"),
        _select_days_later(began_at, Badge.within_days).label("counts_until"),
        Member.time_zone,
    ).select_from(Badge)


def _select_days_later(
    moment: ColumnElement[datetime], days: SQLColumnExpression[int | None]
) -> ColumnElement[datetime]:
    """The same hour so many days later where the member works, whatever the clocks did in between."""
    later = func.timezone(Member.time_zone, moment) + func.make_interval(0, 0, 0, cast(days, Integer))
    return func.timezone(Member.time_zone, later, type_=DateTime(timezone=True))
