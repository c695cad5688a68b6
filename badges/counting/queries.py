"""Counts what badges ask for: of one person, anew, and after a batch of facts, from what each count remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import (
    ARRAY,
    CTE,
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    Select,
    SQLColumnExpression,
    Subquery,
    Text,
    and_,
    any_,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.journal.counted_events import ACTOR, COUNTERPART, parse_counted_event
from app.journal.counter import WHOLE
from app.journal.counting.queries import (
    fingerprint_expression,
    select_counts_to_make_anew,
    select_events_for_counts,
    select_judged_events,
    select_later_keys_ranked_in_period,
)
from app.journal.events.queries import BEGINNING as WHOLE_PERIOD_ON
from app.journal.events.queries import select_distinct_keys_ranked_in_period
from app.journal.models import Fact
from app.kernel.database import in_ids_condition
from app.people.models import Member
from badges.counting.statements import COMPARES_ONLY, build_store_of_counts, same_count_condition
from badges.models import Award, Badge, BadgeCount, BadgeVersion
from badges.statements import HELD_BY_MEMBER, JUDGED_VERSION, LAST_TERM_ENDED_AT

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class CountsAfterFacts:
    """The rows (id of the badge, person_id, reached_at) after a batch, and the part of the statement that stores what counts remember."""

    reached: Subquery
    stored: CTE


def select_counts_after_facts() -> CountsAfterFacts:
    """What the people of the facts of the parameter `facts` reach of the badges that count one of them.

    With the parameter `compares_only`, all is counted anew, and a count that remembers nothing yet still does afterwards.
    """
    judged = select_judged_events()
    requests = _select_requests_with_memory(judged)
    events = select_events_for_counts(requests, judged)
    anew = select_counts_to_make_anew(requests, events)
    counted = _select_counted(requests, events, anew)
    is_anew = exists().where(anew.c.id == requests.c.id, anew.c.person_id == requests.c.person_id)
    return CountsAfterFacts(
        _select_reached(requests, counted, is_anew), build_store_of_counts(requests, counted, is_anew)
    )


def select_count_requests_of_person(person_id: int) -> CTE:
    """What each counted badge counts of one person, for the counter of the journal."""
    own = _select_requests_of_members().join(Member, Member.id == person_id).outerjoin(Award, HELD_BY_MEMBER)
    return own.where(JUDGED_VERSION, func.cardinality(BadgeVersion.counted_kinds) > 0).cte("claims")


def select_count_requests_of_people(badge_id: int, person_ids: Sequence[int]) -> CTE:
    """What one counted badge counts of each of these people, for the counter of the journal."""
    requests = _select_requests_of_members().join(Member, in_ids_condition(Member.id, person_ids))
    asked_of = requests.outerjoin(Award, HELD_BY_MEMBER).where(JUDGED_VERSION, Badge.id == badge_id)
    return asked_of.where(func.cardinality(BadgeVersion.counted_kinds) > 0).cte("claims")


def select_count_requests_of_everybody(version: BadgeVersion) -> CTE:
    """What a version would count of everybody who takes part and may reach it, for the counter of the journal.

    Whoever lived fewer of its events than it takes is left out: nothing is counted of them. Whoever holds the badge is in it too.
    """
    busy = _select_people_with_enough_events(version)
    asked_of = _select_requests_of_members().join(Member, Member.takes_part.is_(True))
    return asked_of.where(BadgeVersion.id == version.id, Member.id.in_(busy)).cte("claims").prefix_with("materialized")


def _select_people_with_enough_events(version: BadgeVersion) -> Select[int]:
    """Each event adds one key at most; of what ended (`among`), fewer than wanted may be enough."""
    names = [parse_counted_event(name) for name in version.counted_kinds]
    people = {ACTOR: Fact.actor_id, COUNTERPART: Fact.counterpart_id}
    about = [Fact.object == any_(cast(version.among, ARRAY(Text)))] if version.among is not None else []
    there = [Fact.community == any_(cast(version.communities, ARRAY(Text)))] if version.communities is not None else []
    events = []
    for role in sorted({name.role for name in names}):
        kinds = cast([name.kind for name in names if name.role == role], ARRAY(Text))
        is_there = and_(Fact.kind == any_(kinds), people[role].is_not(None), *about, *there)
        events.append(select(people[role].label("person_id")).where(is_there))
    lived = union_all(*events).subquery("lived")
    least = 1 if version.among is not None else version.wanted
    return select(lived.c.person_id).group_by(lived.c.person_id).having(func.count() >= least)


def _select_requests_with_memory(judged: CTE) -> CTE:
    """What each badge counts of each person of these events, for the counter of the journal, and what its count remembers."""
    asking = _select_requests_of_members().join(judged, judged.c.event == any_(BadgeVersion.counted_kinds))
    asked_of = asking.join(Member, Member.id == judged.c.person_id).outerjoin(Award, HELD_BY_MEMBER)
    question = asked_of.where(JUDGED_VERSION).distinct().subquery("question")
    own = BadgeCount
    return (
        select(
            question,
            fingerprint_expression(*question.c).label("fingerprint"),
            question.c.wanted.label("most"),
            case((~COMPARES_ONLY, own.counted_as)).label("counted_as"),
            own.counted_as.label("stored_as"),
            own.last_counted_at,
            own.counted_keys,
            own.reached_at,
            case((own.person_id.is_not(None), WHOLE_PERIOD_ON)).label("counted_on"),
            func.coalesce(own.counted, 0).label("counted"),
        )
        .outerjoin(own, and_(own.badge_id == question.c.id, own.person_id == question.c.person_id))
        .cte("claims")
        .prefix_with("materialized")
    )


def _select_counted(requests: CTE, events: CTE, anew: CTE) -> CTE:
    """How far each count got, when it was complete, and what to remember: of counts made anew, and of those that something was added to."""
    is_anew = exists().where(anew.c.id == requests.c.id, anew.c.person_id == requests.c.person_id)
    whole = select_distinct_keys_ranked_in_period(select(requests).where(is_anew).cte("whole_claims"), "most")
    later = select_later_keys_ranked_in_period(requests, events, anew, "most")
    keys = union_all(select(whole), select(later)).subquery("keys")
    is_counted = keys.c.place <= keys.c.most
    return (
        select(
            keys.c.id,
            keys.c.person_id,
            func.max(keys.c.place, type_=BigInteger).filter(is_counted).label("counted"),
            func.max(keys.c.first_at).filter(keys.c.place == keys.c.most).label("reached_at"),
            func.max(keys.c.first_at).filter(is_counted).label("last_counted_at"),
            func.array_agg(aggregate_order_by(keys.c.key, keys.c.place)).filter(is_counted).label("added_keys"),
        )
        .group_by(keys.c.id, keys.c.person_id)
        .cte("counted")
        .prefix_with("materialized")
    )


def _select_reached(requests: CTE, counted: CTE, is_anew: ColumnElement[bool]) -> Subquery:
    reached_at = case((is_anew, counted.c.reached_at), else_=func.coalesce(requests.c.reached_at, counted.c.reached_at))
    return (
        select(requests.c.id, requests.c.person_id, reached_at.label("reached_at"))
        .outerjoin(counted, same_count_condition(counted, requests))
        .subquery("tally")
    )


def _select_requests_of_members() -> Select[*tuple[object, ...]]:
    """The columns of a request, of versions that are still to be joined with members.

    Days count from the person's beginning: their arrival where they work, or their joining when that is later.
    """
    version = BadgeVersion
    arrived_at = func.timezone(Member.time_zone, cast(Member.arrived_on, DateTime))
    began_at = func.greatest(arrived_at, Member.joined_at, type_=DateTime(timezone=True))
    ends = (_select_days_later(began_at, version.within_days), _select_end_of_day(version.until_on), Badge.ended_at)
    attainable = func.attainable_count(
        Member.id, version.wanted, version.counted_kinds, version.among, type_=BigInteger
    )
    wanted = case((version.among.is_(None), version.wanted), else_=attainable)
    return (
        select(
            Badge.id,
            Member.id.label("person_id"),
            version.counted_kinds.label("kinds"),
            version.counted_by,
            version.among,
            version.communities,
            wanted.label("wanted"),
            literal(WHOLE).label("period"),
            func.coalesce(LAST_TERM_ENDED_AT, BEGINNING, type_=DateTime(timezone=True)).label("counts_from"),
            func.least(*ends, type_=DateTime(timezone=True)).label("counts_until"),
            Member.time_zone,
        )
        .select_from(version)
        .join(Badge, Badge.id == version.badge_id)
    )


def _select_days_later(
    moment: ColumnElement[datetime], days: SQLColumnExpression[int | None]
) -> ColumnElement[datetime]:
    """The same hour so many days later where the member works, whatever the clocks did in between."""
    later = func.timezone(Member.time_zone, moment) + func.make_interval(0, 0, 0, cast(days, Integer))
    return func.timezone(Member.time_zone, later, type_=DateTime(timezone=True))


def _select_end_of_day(day: SQLColumnExpression[date | None]) -> ColumnElement[datetime]:
    """The midnight that ends a day where the member works."""
    return func.timezone(Member.time_zone, cast(day + 1, DateTime), type_=DateTime(timezone=True))
