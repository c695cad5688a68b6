"""Counts, in one bounded statement, what a mission would have been in the last whole weeks."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import orjson
from sqlalchemy import CTE, BigInteger, Select, Text, column, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP

from app.journal.counter import CountRequirement, DistinctBy
from app.journal.events.queries import select_distinct_keys_ranked_in_period
from app.kernel import clock
from app.kernel.database import read_rows_within
from app.kernel.disclosure import COUNTED_WEEKS, get_counted_weeks, get_gate
from app.people.countable import (
    Workgroup,
    count_people,
    is_countable_audience,
    keep_place_fields_of_audience,
    list_blocks,
    list_workgroups_in_audience,
)
from app.people.models import Region as RegionRow
from app.people.queries import list_workgroups
from missions.authoring.preview.summary import NoPreviewReason, PreviewSummary, RegionCount, summarise_regions
from missions.authoring.statements import PREVIEW_REQUESTS
from missions.kind import CompletionMode, get_mission_kind, parse_settings_and_count_requirement
from missions.service.write import MissionDraft

AT_MOST = "4s"
"""After so long, the look is given up."""


def preview_mission_on_last_month(slug: str, mission_draft: MissionDraft) -> PreviewSummary | NoPreviewReason:
    """What this mission would have been if its whole audience had had it for the last whole weeks.

    Of the audience only its places count: a look by day of arrival, role or language would be about too few people.
    """
    _, counting = parse_settings_and_count_requirement(mission_draft.kind, mission_draft.settings, slug)
    if get_mission_kind(mission_draft.kind).completion_mode not in (CompletionMode.NETWORK, CompletionMode.HOUSE):
        return NoPreviewReason.DOOR
    if counting.by is DistinctBy.WEEK and counting.wanted > COUNTED_WEEKS:
        return NoPreviewReason.TOO_LONG
    places, workgroups, gate = (
        keep_place_fields_of_audience(mission_draft.availability.audience),
        list_workgroups(),
        get_gate(),
    )
    if not is_countable_audience(places, list_blocks(workgroups, gate)):
        return NoPreviewReason.TOO_NARROW
    regions = _find_region_counts(counting, mission_draft, list_workgroups_in_audience(places, workgroups))
    if regions is None:
        return NoPreviewReason.TOO_SLOW
    return summarise_regions(regions, gate, is_widened=places != mission_draft.availability.audience)


def _find_region_counts(
    counting: CountRequirement, mission_draft: MissionDraft, workgroups: Sequence[Workgroup]
) -> list[RegionCount] | None:
    given = _preview_parameters(counting, mission_draft)
    rows = read_rows_within(_select_region_counts(), AT_MOST, given)
    if rows is None:
        return None
    headcounts = {row.slug: count_people(p for p in workgroups if p.region == row.slug) for row in rows}
    return [
        RegionCount(row.name, headcounts[row.slug], row.completed, row.halfway, int(row.times))
        for row in rows
        if headcounts[row.slug]
    ]


def _preview_parameters(counting: CountRequirement, mission_draft: MissionDraft) -> dict[str, object]:
    weeks = min(COUNTED_WEEKS, ceil((counting.within_days or 7 * COUNTED_WEEKS) / 7))
    counts_from, counts_until = get_counted_weeks(clock.now(), weeks=weeks)
    return {
        "kinds": list(counting.kinds),
        "counted_by": counting.by.value,
        "among": None if counting.among is None else list(counting.among),
        "communities": None if counting.communities is None else list(counting.communities),
        "wanted": counting.wanted,
        "times": mission_draft.availability.recurrence.times,
        "period": mission_draft.availability.recurrence.period.value,
        "counts_from": counts_from,
        "counts_until": counts_until,
        "audience": orjson.dumps(keep_place_fields_of_audience(mission_draft.availability.audience)).decode(),
    }


def _select_region_counts() -> Select[str, str, int, int, int]:
    """Every region, with those of its people whom the look reaches."""
    requests = _select_preview_count_requirements()
    ranked = select_distinct_keys_ranked_in_period(requests)
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
            func.coalesce(
                func.sum(func.least(func.coalesce(periods.c.done, 0) // requests.c.wanted, requests.c.times)), 0
            ).label("times"),
        )
        .outerjoin(periods, periods.c.person_id == requests.c.person_id)
        .group_by(requests.c.person_id, requests.c.region_id, requests.c.wanted)
        .cte("best")
    )
    is_done, is_halfway = best.c.done >= best.c.wanted, best.c.done * 2 >= best.c.wanted
    return (
        select(
            RegionRow.slug,
            RegionRow.name,
            func.count().filter(is_done).label("completed"),
            func.count().filter(is_halfway, ~is_done).label("halfway"),
            func.coalesce(func.sum(best.c.times), 0).label("times"),
        )
        .outerjoin(best, RegionRow.id == best.c.region_id)
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
