"""Compares the progress that follows from the facts with the stored progress: one row for each difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import (
    CTE,
    Boolean,
    ColumnElement,
    Executable,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)

from app.journal.counter import DistinctBy
from app.journal.counting.queries import (
    select_counts_to_make_anew,
    select_events_for_counts,
    select_judged_events,
    select_later_keys_ranked_in_period,
)
from app.journal.events.queries import select_distinct_keys_ranked_in_period
from missions.measurement.queries.outcome import (
    add_last_period,
    select_completion_changes,
    select_completions,
    select_current_progress,
)
from missions.measurement.queries.requests import select_enrolment_count_requirements
from missions.models import Enrolment, Mission, MissionVersion

ProgressValues = Mapping[str, ColumnElement[object]]
"""What each derived column of an enrolment should hold, by its name."""

COMPARES_ONLY = bindparam("compares_only", type_=Boolean)
"""True: what a count should remember is no difference where it remembers nothing yet."""


@dataclass(frozen=True)
class ProgressChange:
    """An enrolment whose progress moved, and one of its completions that did; without one, its fields are None.

    `was_at` and `now_at` tell how it moved: None on one side when the completion appeared, or went.
    """

    id: int
    person_id: int
    slug: str
    points: int
    done: int
    times_done: int
    period_on: date | None
    completed_at: datetime | None
    counted_as: int | None
    last_counted_at: datetime | None
    counted_keys: Sequence[str] | None
    completion_on: date | None
    number: int | None
    was_at: datetime | None
    now_at: datetime | None
    announcements: int


@cache
def select_progress_changes() -> Executable:
    """What differs for the enrolments of the parameter `ids`, counted from all their facts; its rows are those of ProgressChange, in order."""
    requests = select_enrolment_count_requirements()
    keys = add_last_period(select_distinct_keys_ranked_in_period(requests, "wanted", "times"))
    counted = select_current_progress(keys)
    moves = select_completion_changes(select_completions(keys), is_whole=True)
    remembered = case((counted.c.id.is_not(None), requests.c.fingerprint))
    progress: ProgressValues = {
        "done": func.coalesce(counted.c.done, 0),
        "times_done": func.coalesce(counted.c.times_done, 0),
        "period_on": counted.c.period_on,
        "completed_at": counted.c.completed_at,
    }
    memory: ProgressValues = {
        "counted_as": remembered,
        "last_counted_at": counted.c.last_counted_at,
        "counted_keys": _keys_to_remember(requests, counted, counted.c.period_keys),
    }
    has_memory = or_(~COMPARES_ONLY, Enrolment.counted_as == requests.c.fingerprint)
    differs = or_(_differs_condition(progress), moves.c.id.is_not(None), and_(has_memory, _differs_condition(memory)))
    return _select_rows(requests, counted, moves, {**progress, **memory}).where(differs)


@cache
def select_later_progress_changes() -> Executable:
    """What the facts of the parameter `facts` add to the progress of the enrolments of the parameter `ids`: rows of ProgressChange, in order.

    A row that `counts_anew` says instead that the facts must be counted from the first: nothing else in it holds.
    """
    requests = select_enrolment_count_requirements()
    events = select_events_for_counts(requests, select_judged_events())
    anew = select_counts_to_make_anew(requests, events)
    keys = add_last_period(select_later_keys_ranked_in_period(requests, events, anew, "wanted", "times"))
    counted = select_current_progress(keys)
    moves = select_completion_changes(select_completions(keys), is_whole=False)
    earlier = case((counted.c.period_on == requests.c.counted_on, requests.c.counted_keys))
    values: ProgressValues = {
        "done": counted.c.done,
        "times_done": counted.c.times_done,
        "period_on": counted.c.period_on,
        "completed_at": func.greatest(Enrolment.completed_at, counted.c.completed_at),
        "counted_as": requests.c.fingerprint,
        "last_counted_at": counted.c.last_counted_at,
        "counted_keys": _keys_to_remember(requests, counted, func.array_cat(earlier, counted.c.period_keys)),
    }
    counts_anew = anew.c.id.is_not(None)
    rows = _select_rows(requests, counted, moves, values).add_columns(counts_anew.label("counts_anew"))
    return rows.outerjoin(anew, anew.c.id == Enrolment.id).where(or_(counts_anew, counted.c.id.is_not(None)))


def _select_rows(
    requests: CTE, counted: Subquery, moves: Subquery, values: ProgressValues
) -> Select[*tuple[object, ...]]:
    move = (
        moves.c.completion_on,
        moves.c.number,
        moves.c.was_at,
        moves.c.now_at,
        func.coalesce(moves.c.announcements, 0).label("announcements"),
    )
    columns = [value.label(name) for name, value in values.items()]
    return (
        select(Enrolment.id, Enrolment.person_id, Mission.slug, MissionVersion.points, *columns, *move)
        .join(Mission, Mission.id == Enrolment.mission_id)
        .join(MissionVersion, MissionVersion.id == Enrolment.version_id)
        .join(requests, requests.c.id == Enrolment.id)
        .outerjoin(counted, counted.c.id == Enrolment.id)
        .outerjoin(moves, moves.c.id == Enrolment.id)
        .order_by(Enrolment.id, moves.c.completion_on, moves.c.number)
    )


def _differs_condition(values: ProgressValues) -> ColumnElement[bool]:
    return or_(*(Enrolment.__table__.c[name].is_distinct_from(value) for name, value in values.items()))


def _keys_to_remember(requests: CTE, counted: Subquery, keys: ColumnElement[Sequence[str]]) -> ColumnElement[object]:
    """Those that a later event may have: none once the count is full, and no fact is counted twice."""
    may_come_again = and_(requests.c.counted_by != DistinctBy.FACT.value, counted.c.done < requests.c.most)
    return case((may_come_again, keys))
