"""The reads of judging: whose badges to judge, and who earns what; people are locked before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    Select,
    Subquery,
    and_,
    any_,
    bindparam,
    cast,
    func,
    literal,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import QueryableAttribute, aliased

from app.journal.events.queries import select_events_of_facts_to_judge, select_progress_per_request
from app.journal.models import Fact
from app.kernel.database import in_ids_condition, session
from app.people.models import Member, Person
from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition
from badges.counting.queries import select_count_requests_of_people, select_counts_after_facts
from badges.models import Award, Badge, BadgeRequirement, BadgeVersion
from badges.statements import (
    HELD_BY_MEMBER,
    IS_HELD,
    JUDGED_VERSION,
    LAST_ANNOUNCEMENT,
    LAST_TERM_ENDED_AT,
    build_expiry_expression,
)
from badges.states import BadgeState


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
    expires_at: datetime | None
    announcements: int
    last_term_ended_at: datetime | None

    @property
    def is_moved(self) -> bool:
        """Whether the badge is held, and earned at another moment than its award says."""
        return self.is_earned and self.is_held and self.reached_at != self.awarded_at


@dataclass(frozen=True)
class PeopleAndFacts:
    """People, in order of id, and the facts that may change their awards."""

    person_ids: Sequence[int]
    fact_ids: Sequence[int]


def list_people_and_facts_to_judge(fact_ids: Sequence[int]) -> PeopleAndFacts:
    """The people for whom these facts may change an award, and those of the facts that a badge counts."""
    people, facts = session().execute(_select_people_and_facts(), {"facts": list(fact_ids)}).one()
    return PeopleAndFacts(people or (), facts or ())


@cache
def _select_people_and_facts() -> Select[Sequence[int], Sequence[int]]:
    events = select_events_of_facts_to_judge()
    counts_it = and_(events.c.event == any_(BadgeVersion.counted_kinds), BadgeVersion.published_at.is_not(None))
    counted = select(events.c.person_id, events.c.fact_id).join(BadgeVersion, counts_it).subquery("counted")
    return select(func.array_agg(counted.c.person_id.distinct()), func.array_agg(counted.c.fact_id.distinct()))


def list_facts_beside_ended_missions(fact_ids: Sequence[int]) -> list[int]:
    """The completions that may earn a badge now, because a mission that it counts ended by these facts."""
    if not fact_ids:
        return []
    ended = select(Fact.object).where(in_ids_condition(Fact.id, fact_ids), Fact.kind == "mission.ended")
    names = [name for name in session().scalars(ended) if name is not None]
    among = {
        name
        for counted in session().scalars(select(BadgeVersion.among).where(BadgeVersion.among.overlap(names)))
        for name in counted or ()
    }
    if not among:
        return []
    return list(session().scalars(select(Fact.id).where(Fact.kind == "mission.completed", Fact.object.in_(among))))


def list_badge_ids_with_past_to_judge() -> Sequence[int]:
    """The badges whose version in force was not yet judged over the past of everybody."""
    return session().scalars(select(Badge.id).where(Badge.past_position.is_not(None)).order_by(Badge.id)).all()


def lock_badge(badge_id: int) -> Badge:
    """The badge, locked until the end of the transaction."""
    return session().execute(select(Badge).where(Badge.id == badge_id).with_for_update()).scalar_one()


def list_participants_after(person_id: int, most: int) -> Sequence[int]:
    """The next people who take part, `most` of them in order of id, after that one."""
    people = select(Member.id).where(Member.id > person_id, Member.takes_part).order_by(Member.id).limit(most)
    return session().scalars(people).all()


def lock_people(person_ids: Sequence[int]) -> None:
    """Lock these people until the end of the transaction, in order; rows that refer to them may still be written."""
    rows = select(Person.id).where(in_ids_condition(Person.id, person_ids)).order_by(Person.id)
    session().execute(rows.with_for_update(key_share=True))


def count_and_judge_badges_after_facts(fact_ids: Sequence[int], *, compares_only: bool) -> list[AwardJudgement]:
    """Let the counts of badges go on with these facts, and say whether each person earns each badge that counts one of them.

    When it `compares_only`, everything is counted anew, and what counts remember is repaired, not begun.
    """
    return _list_judgements(_select_judgements_after_facts(), {"facts": list(fact_ids), "compares_only": compares_only})


def judge_past_of_people(badge_id: int, person_ids: Sequence[int]) -> list[AwardJudgement]:
    """Whether each of these people earns the badge by all that they did so far."""
    tally = select_progress_per_request(select_count_requests_of_people(badge_id, person_ids))
    counted = _list_judgements(_select_award_judgements(tally))
    given = {"badges": [badge_id], "people": list(person_ids)}
    return counted + _list_judgements(_select_composed_judgements(BadgeVersion.id, BadgeVersion.badge_id), given)


def judge_gift(badge_id: int, person_id: int, given_at: datetime) -> AwardJudgement:
    """Whether this person may be given the badge at that moment, and what they hold of it."""
    moment = cast(literal(given_at), DateTime(timezone=True))
    given = select(literal(badge_id).label("id"), literal(person_id).label("person_id"), moment.label("reached_at"))
    (judgement,) = _list_judgements(_select_award_judgements(given.subquery("given")))
    return judgement


def judge_composed_badges(badge_ids: Collection[int], person_ids: Sequence[int]) -> list[AwardJudgement]:
    """Whether each of these people earns each composed badge that requires one of these badges, since the last one that it took."""
    requiring = _select_composed_judgements(BadgeRequirement.version_id, BadgeRequirement.required_id)
    return _list_judgements(requiring, {"badges": list(badge_ids), "people": list(person_ids)})


@cache
def _select_composed_judgements(
    version_id: QueryableAttribute[int], badge_id: QueryableAttribute[int]
) -> Select[*tuple[object, ...]]:
    """Judges the people of the parameter `people` by the composed versions that have one of the `badges` in that column."""
    version_ids = select(version_id).where(badge_id == any_(bindparam("badges", type_=ARRAY(BigInteger))))
    needed = aliased(Award)
    was_in_time = or_(Badge.ended_at.is_(None), needed.awarded_at < Badge.ended_at)
    stands = and_(needed.revoked_at.is_(None), needed.expired_at.is_(None))
    is_held = and_(needed.person_id == Member.id, stands, was_in_time)
    held_since = func.array_agg(aggregate_order_by(needed.awarded_at, needed.awarded_at))
    composed = (
        select(
            Badge.id,
            Member.id.label("person_id"),
            held_since.filter(needed.id.is_not(None))[BadgeVersion.wanted].label("reached_at"),
        )
        .select_from(BadgeVersion)
        .join(Badge, Badge.id == BadgeVersion.badge_id)
        .join(BadgeRequirement, BadgeRequirement.version_id == BadgeVersion.id)
        .join(Member, Member.id == any_(bindparam("people", type_=ARRAY(BigInteger))))
        .outerjoin(Award, HELD_BY_MEMBER)
        .outerjoin(needed, and_(needed.badge_id == BadgeRequirement.required_id, is_held))
        .where(BadgeVersion.id.in_(version_ids), JUDGED_VERSION)
        .group_by(Badge.id, Member.id, BadgeVersion.id)
        .subquery("composed")
    )
    return _select_award_judgements(composed)


@cache
def _select_judgements_after_facts() -> Select[*tuple[object, ...]]:
    step = select_counts_after_facts()
    return _select_award_judgements(step.reached).add_cte(step.stored)


def _list_judgements(
    statement: Select[*tuple[object, ...]], parameters: Mapping[str, object] | None = None
) -> list[AwardJudgement]:
    rows = session().execute(statement, parameters or {})
    return [AwardJudgement(**row._mapping) for row in rows]  # noqa: SLF001 - the row's documented mapping


def _select_award_judgements(reached: Subquery) -> Select[*tuple[object, ...]]:
    """Judges rows (id of the badge, person_id, reached_at or null).

    Nothing new is earned where badges are off, while the badge is paused, or where HR revoked it by hand.
    """
    were_on = feature_on_condition(SwitchableFeature.BADGES, f"{reached.name}.reached_at", member="member")
    is_version = or_(
        and_(IS_HELD, BadgeVersion.number == Award.criterion_version), and_(~IS_HELD, BadgeVersion.is_current)
    )
    may_be_awarded = and_(text(were_on), Badge.state != BadgeState.PAUSED, ~func.coalesce(Award.is_barred, False))
    return (
        select(
            Badge.id.label("badge_id"),
            Badge.slug,
            BadgeVersion.name,
            BadgeVersion.number.label("version"),
            reached.c.person_id,
            and_(reached.c.reached_at.is_not(None), or_(IS_HELD, may_be_awarded)).label("is_earned"),
            reached.c.reached_at,
            Award.id.label("award_id"),
            IS_HELD.label("is_held"),
            Award.awarded_at,
            build_expiry_expression(reached.c.reached_at).label("expires_at"),
            func.coalesce(LAST_ANNOUNCEMENT, 0).label("announcements"),
            LAST_TERM_ENDED_AT.label("last_term_ended_at"),
        )
        .join(reached, reached.c.id == Badge.id)
        .join(Member, Member.id == reached.c.person_id)
        .outerjoin(
            Award,
            and_(Award.badge_id == Badge.id, Award.person_id == reached.c.person_id, Award.expired_at.is_(None)),
        )
        .join(BadgeVersion, and_(BadgeVersion.badge_id == Badge.id, is_version))
        .order_by(reached.c.person_id, Badge.id)
    )
