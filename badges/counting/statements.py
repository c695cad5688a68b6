"""Stores what the counts of badges remember, as a part of the statement that counts."""

from __future__ import annotations

from sqlalchemy import CTE, Boolean, ColumnElement, and_, bindparam, case, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from app.journal.counter import DistinctBy
from badges.models import BadgeCount

COMPARES_ONLY = bindparam("compares_only", type_=Boolean)
MEMORY = ("counted", "reached_at", "counted_as", "last_counted_at", "counted_keys")


def build_store_of_counts(requests: CTE, counted: CTE, is_anew: ColumnElement[bool]) -> CTE:
    """Rows are written where something differs; a count of nothing is remembered only in the place of another one."""
    may_come_again = and_(requests.c.counted_by != DistinctBy.FACT.value, counted.c.counted < requests.c.most)
    earlier = case((~is_anew, requests.c.counted_keys))
    values = {
        "counted": func.coalesce(counted.c.counted, 0),
        "reached_at": counted.c.reached_at,
        "counted_as": case((counted.c.id.is_not(None), requests.c.fingerprint)),
        "last_counted_at": counted.c.last_counted_at,
        "counted_keys": case((may_come_again, func.array_cat(earlier, counted.c.added_keys))),
    }
    now = (
        select(requests.c.id, requests.c.person_id, *(value.label(name) for name, value in values.items()))
        .outerjoin(counted, same_count_condition(counted, requests))
        .outerjoin(BadgeCount, and_(BadgeCount.badge_id == requests.c.id, BadgeCount.person_id == requests.c.person_id))
        .where(
            or_(is_anew, counted.c.id.is_not(None)),
            or_(counted.c.id.is_not(None), BadgeCount.person_id.is_not(None)),
            or_(~COMPARES_ONLY, requests.c.stored_as == requests.c.fingerprint),
            or_(*(BadgeCount.__table__.c[name].is_distinct_from(value) for name, value in values.items())),
        )
    )
    stored = insert(BadgeCount).from_select(["badge_id", "person_id", *MEMORY], now)
    again = {name: stored.excluded[name] for name in MEMORY}
    return stored.on_conflict_do_update(index_elements=["person_id", "badge_id"], set_=again).cte("stored")


def same_count_condition(counted: CTE, requests: CTE) -> ColumnElement[bool]:
    """The condition that two rows are about one badge and one person."""
    return and_(counted.c.id == requests.c.id, counted.c.person_id == requests.c.person_id)
