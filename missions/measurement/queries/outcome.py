"""What the ranked keys of enrolments make: how far each got, its completions, and which of them are not stored yet."""

from __future__ import annotations

from sqlalchemy import CTE, BigInteger, ColumnElement, Date, Subquery, and_, any_, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from missions.measurement.queries.requests import REQUESTED_IDS
from missions.models import Completion


def add_last_period(keys: CTE) -> CTE:
    """The keys with the day on which the latest period of their enrolment began."""
    last_on = func.max(keys.c.period_on, type_=Date).over(partition_by=keys.c.id)
    return select(keys, last_on.label("last_on")).cte("counted_keys")


def _completes_count_condition(keys: CTE) -> ColumnElement[bool]:
    """Whether a key is the one that makes a count whole, within what its period allows."""
    return and_(keys.c.place % keys.c.wanted == 0, keys.c.place <= keys.c.wanted * keys.c.times)


def select_completions(keys: CTE) -> CTE:
    """Every completion that the keys make: each full count, up to so many times, in each period."""
    number = (keys.c.place // keys.c.wanted).label("number")
    columns = (keys.c.id, keys.c.period_on, number, keys.c.first_at.label("reached_at"))
    return select(*columns).where(_completes_count_condition(keys)).cte("due")


def select_current_progress(keys: CTE) -> Subquery:
    """For each enrolment, how far it got in its latest period, when its latest completion was, and the keys counted in that period."""
    most = keys.c.wanted * keys.c.times
    is_counted = and_(keys.c.period_on == keys.c.last_on, keys.c.place <= most)
    done = func.max(keys.c.place, type_=BigInteger).filter(is_counted)
    return (
        select(
            keys.c.id,
            keys.c.last_on.label("period_on"),
            done.label("done"),
            (done // keys.c.wanted).label("times_done"),
            func.max(keys.c.first_at).filter(_completes_count_condition(keys)).label("completed_at"),
            func.max(keys.c.first_at).filter(is_counted).label("last_counted_at"),
            func.array_agg(aggregate_order_by(keys.c.key, keys.c.place)).filter(is_counted).label("period_keys"),
        )
        .group_by(keys.c.id, keys.c.last_on, keys.c.wanted, keys.c.times)
        .subquery("counted")
    )


def select_completion_changes(due: CTE, *, is_whole: bool) -> Subquery:
    """What is due beside what is stored: the completions that appeared or moved; those that went too, when all that is due is there."""
    stored = select(Completion).where(Completion.enrolment_id == any_(REQUESTED_IDS)).subquery()
    same = (
        (stored.c.enrolment_id == due.c.id)
        & (stored.c.period_on == due.c.period_on)
        & (stored.c.number == due.c.number)
    )
    return (
        select(
            func.coalesce(due.c.id, stored.c.enrolment_id).label("id"),
            func.coalesce(due.c.period_on, stored.c.period_on).label("completion_on"),
            func.coalesce(due.c.number, stored.c.number).label("number"),
            stored.c.completed_at.label("was_at"),
            due.c.reached_at.label("now_at"),
            func.coalesce(stored.c.tellings, 0).label("announcements"),
        )
        .select_from(due.join(stored, same, isouter=True, full=is_whole))
        .where(due.c.reached_at.is_distinct_from(stored.c.completed_at))
        .subquery("moves")
    )
