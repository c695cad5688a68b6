"""Counts, in one bounded statement, what a mission would have been in the last month."""

from __future__ import annotations

from datetime import timedelta

import orjson
from sqlalchemy import CTE, BigInteger, Select, Text, column, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.exc import OperationalError

from app.journal.counter import CountRequirement, DistinctBy
from app.journal.events.queries import select_distinct_keys_with_place
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.people.models import Region as RegionRow
from missions.authoring.preview.summary import DAYS, NoPreviewReason, PreviewSummary, RegionCount, summarise_regions
from missions.authoring.statements import PREVIEW_REQUESTS
from missions.kind import CompletionMode, get_mission_kind, parse_settings_and_count_requirement
from missions.service.write import MissionDraft

AT_MOST = "4s"
"""After so long, the look is given up."""

WEEKS = 4
"""The whole weeks that the look holds for certain."""


def preview_mission_on_last_month(slug: str, mission_draft: MissionDraft) -> PreviewSummary | NoPreviewReason:
    """What this mission would have been if its whole audience had had it for the last month."""
    _, counting = parse_settings_and_count_requirement(mission_draft.kind, mission_draft.settings, slug)
    if get_mission_kind(mission_draft.kind).completion_mode not in (CompletionMode.NETWORK, CompletionMode.HOUSE):
        return NoPreviewReason.DOOR
    if counting.by is DistinctBy.WEEK and counting.wanted > WEEKS:
        return NoPreviewReason.TOO_LONG
    regions = _find_region_counts(counting, mission_draft)
    if regions is None:
        return NoPreviewReason.TOO_SLOW
    return summarise_regions(
        regions, smallest=current_settings().smallest_group, is_narrowed=bool(mission_draft.availability.audience)
    )


def _find_region_counts(counting: CountRequirement, mission_draft: MissionDraft) -> list[RegionCount] | None:
    given = _preview_parameters(counting, mission_draft)
    try:
        with session().begin_nested():
            session().execute(select(func.set_config("statement_timeout", AT_MOST, True)))
            rows = session().execute(_select_region_counts(), given).all()
            session().execute(select(func.set_config("statement_timeout", "0", True)))
    except OperationalError:
        return None
    return [RegionCount(row.name, row.people, row.completed, row.halfway, int(row.times)) for row in rows]


def _preview_parameters(counting: CountRequirement, mission_draft: MissionDraft) -> dict[str, object]:
    now = clock.now()
    return {
        "kinds": list(counting.kinds),
        "counted_by": counting.by.value,
        "among": None if counting.among is None else list(counting.among),
        "communities": None if counting.communities is None else list(counting.communities),
        "wanted": counting.wanted,
        "times": mission_draft.availability.recurrence.times,
        "period": mission_draft.availability.recurrence.period.value,
        "counts_from": now - timedelta(days=min(DAYS, counting.within_days or DAYS)),
        "counts_until": now,
        "audience": orjson.dumps(mission_draft.availability.audience).decode(),
    }


def _select_region_counts() -> Select[str, int, int, int, int]:
    requests = _select_preview_count_requirements()
    ranked = select_distinct_keys_with_place(requests)
    periods = (
        select(ranked.c.person_id, func.max(ranked.c.place).label("done"))
        .group_by(ranked.c.person_id, ranked.c.period_on)
        .cte("periods")
    )
    best = (
        select(
            requests.c.person_id,
            requests.c.region_id,
            requests.c.wanted,
            func.coalesce(func.max(periods.c.done), 0).label("done"),
            func.coalesce(func.sum(func.least(periods.c.done // requests.c.wanted, requests.c.times)), 0).label(
                "times"
            ),
        )
        .outerjoin(periods, periods.c.person_id == requests.c.person_id)
        .group_by(requests.c.person_id, requests.c.region_id, requests.c.wanted)
        .cte("best")
    )
    is_done, is_halfway = best.c.done >= best.c.wanted, best.c.done * 2 >= best.c.wanted
    return (
        select(
            RegionRow.name,
            func.count().label("people"),
            func.count().filter(is_done).label("completed"),
            func.count().filter(is_halfway, ~is_done).label("halfway"),
            func.sum(best.c.times).label("times"),
        )
        .join(RegionRow, RegionRow.id == best.c.region_id)
        .group_by(RegionRow.id)
        .order_by(RegionRow.name)
    )


def _select_preview_count_requirements() -> CTE:
    texts, moment = ARRAY(Text), TIMESTAMP(timezone=True)
    return (
        text(PREVIEW_REQUESTS)
        .columns(
            column("id", BigInteger),
            column("person_id", BigInteger),
            column("region_id", BigInteger),
            column("time_zone", Text),
            column("kinds", texts),
            column("counted_by", Text),
            column("among", texts),
            column("communities", texts),
            column("wanted", BigInteger),
            column("times", BigInteger),
            column("period", Text),
            column("counts_from", moment),
            column("counts_until", moment),
        )
        .cte("claims")
    )
