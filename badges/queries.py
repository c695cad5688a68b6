"""Every read of badges: what can be earned, the awards, and who earns what by a batch of facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    any_,
    func,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.journal.events.queries import select_events_to_judge_again
from app.journal.models import Fact
from app.journal.service import HOUSE
from app.kernel.application import build_path
from app.kernel.database import in_ids_condition, session
from app.kernel.texts import N_
from app.notices.digest import NewsByPerson, NewsItem
from app.people.models import Member, Person
from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition
from badges.counting.queries import select_counts_after_facts
from badges.models import Award, Badge, BadgeRequirement

AWARDED = N_("Vous avez reçu le badge « %(badge)s »")
AWARDED_HEADING = N_("Vous avez reçu %(count)s badges")
AWARDED_SHORT = N_("« %(badge)s »")
IS_HELD = and_(Award.id.is_not(None), Award.revoked_at.is_(None))


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


@dataclass(frozen=True)
class PeopleAndFacts:
    """People, in order of id, and the facts that may change their awards."""

    person_ids: Sequence[int]
    fact_ids: Sequence[int]


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


def list_people_and_facts_to_judge(fact_ids: Sequence[int]) -> PeopleAndFacts:
    """The people for whom these facts, or facts that they undo, may change an award, and all those facts."""
    events = select_events_to_judge_again(fact_ids)
    counted = (
        select(events.c.person_id, events.c.fact_id)
        .join(Badge, events.c.event == any_(Badge.counted_kinds))
        .subquery("counted")
    )
    people, facts = (
        session()
        .execute(select(func.array_agg(counted.c.person_id.distinct()), func.array_agg(counted.c.fact_id.distinct())))
        .one()
    )
    return PeopleAndFacts(people or (), facts or ())


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


def count_and_judge_badges_after_facts(fact_ids: Sequence[int], *, compares_only: bool) -> list[AwardJudgement]:
    """Let the counts of badges go on with these facts, and say whether each person earns each badge that counts one of them.

    When it `compares_only`, everything is counted anew, and what counts remember is repaired, not begun.
    """
    return _list_judgements(_select_judgements_after_facts(), {"facts": list(fact_ids), "compares_only": compares_only})


@cache
def _select_judgements_after_facts() -> Select[*tuple[object, ...]]:
    step = select_counts_after_facts()
    return _select_award_judgements(step.reached, step.reached.c.reached_at.is_not(None)).add_cte(step.stored)


def judge_composed_badges(badge_ids: Collection[int], person_ids: Sequence[int]) -> list[AwardJudgement]:
    """Whether each of these people earns each composed badge that requires one of these badges, since the last one that it took."""
    needing = select(BadgeRequirement.badge_id).where(BadgeRequirement.required_id.in_(badge_ids))
    is_held = and_(Award.badge_id == BadgeRequirement.required_id, Award.person_id == Person.id, IS_HELD)
    composed = (
        select(
            BadgeRequirement.badge_id.label("id"),
            Person.id.label("person_id"),
            func.array_agg(aggregate_order_by(Award.awarded_at, Award.awarded_at))
            .filter(Award.id.is_not(None))
            .label("held_since"),
        )
        .select_from(BadgeRequirement)
        .join(Person, in_ids_condition(Person.id, person_ids))
        .outerjoin(Award, is_held)
        .where(BadgeRequirement.badge_id.in_(needing))
        .group_by(BadgeRequirement.badge_id, Person.id)
        .subquery("composed")
    )
    reached = select(composed.c.id, composed.c.person_id, composed.c.held_since[Badge.wanted].label("reached_at"))
    tally = reached.join(Badge, Badge.id == composed.c.id).subquery("tally")
    return _list_judgements(_select_award_judgements(tally, tally.c.reached_at.is_not(None)))


def _list_judgements(
    statement: Select[*tuple[object, ...]], parameters: Mapping[str, object] | None = None
) -> list[AwardJudgement]:
    rows = session().execute(statement, parameters or {})
    return [AwardJudgement(**row._mapping) for row in rows]  # noqa: SLF001 - the row's documented mapping


def _select_award_judgements(reached: Subquery, is_complete: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    """Judges rows (id of the badge, person_id, reached_at); nothing new where badges are off."""
    were_on = feature_on_condition(SwitchableFeature.BADGES, f"{reached.name}.reached_at", member="member")
    return (
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
