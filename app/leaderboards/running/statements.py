"""The SQL of running totals: each statement adds what changed to what was counted before."""

from __future__ import annotations

from sqlalchemy import text

from app.leaderboards.measure import Measure
from app.people.rows import MergedRows, RowRule

LOCK_RUNNING_TOTALS = text("select pg_advisory_xact_lock(hashtext('leaderboards.running'))")
"""Whoever counts changes, or reads what was counted, takes turns: a change is taken once, and two windows agree."""

COUNT_PEOPLE = text(
    """
with changed as (select unnest(cast(:people as bigint[])) as person_id),
before as materialized (select c.* from changed join counted_person c on c.person_id = changed.person_id),
after as materialized (
    select m.id as person_id, m.unit_id, m.site_id, m.takes_part from changed join member m on m.id = changed.person_id where m.is_here
),
gone as (
    delete from counted_person c using changed
    where c.person_id = changed.person_id and not exists (select from member m where m.id = changed.person_id and m.is_here)
),
stored as (
    insert into counted_person (person_id, unit_id, site_id, takes_part)
    select person_id, unit_id, site_id, takes_part from after
    on conflict (person_id) do update set unit_id = excluded.unit_id, site_id = excluded.site_id, takes_part = excluded.takes_part
    where (counted_person.unit_id, counted_person.site_id, counted_person.takes_part)
        is distinct from (excluded.unit_id, excluded.site_id, excluded.takes_part)
)
insert into place_headcount (unit_id, site_id, people, taking_part)
select unit_id, site_id, sum(people), sum(taking_part) from (
    select unit_id, site_id, 1 as people, takes_part::int as taking_part from after
    union all
    select unit_id, site_id, -1, -takes_part::int from before
) as moved
group by unit_id, site_id having sum(people) <> 0 or sum(taking_part) <> 0
on conflict (unit_id, site_id) do update set
    people = place_headcount.people + excluded.people, taking_part = place_headcount.taking_part + excluded.taking_part
"""
)
"""Moves the headcounts by what these people are now and were when they were counted last; the second time it changes nothing."""


def count_new_lines(measure: Measure) -> str:
    """Take the changes of a measure's lines, and add them to each window (:measure) that they fall into."""
    return f"""
    with taken as (delete from {measure.shared_changes} returning person_id, unit_id, site_id, shared, counted_at),
    added as materialized (
        select w.id as window_id, c.person_id, c.unit_id, c.site_id, sum(c.shared) as points
        from taken c join counted_window w on w.measure = :measure and c.counted_at >= w.since and c.counted_at < w.until
        group by w.id, c.person_id, c.unit_id, c.site_id
    ),
    {_MOVE_TOTALS}
    """


def count_whole_window(measure: Measure) -> str:
    """Count the window (:window_id, from :since to :until) from its lines, but for the changes that nobody has taken yet."""
    return f"""
    with added as materialized (
        select cast(:window_id as bigint) as window_id, line.person_id, line.unit_id, line.site_id, sum(line.shared) as points
        from (
            select person_id, unit_id, site_id, shared from ({measure.shared_lines}) as counted
            union all
            select person_id, unit_id, site_id, -shared from {measure.shared_changes} c where c.counted_at >= :since and c.counted_at < :until
        ) as line
        group by line.person_id, line.unit_id, line.site_id
    ),
    {_MOVE_TOTALS}
    """


_MOVE_TOTALS = """
before as materialized (
    select own.* from (select distinct window_id, person_id from added) as moved
    cross join lateral (
        select t.* from person_total t where t.window_id = moved.window_id and t.person_id = moved.person_id offset 0) as own
),
after as materialized (
    select window_id, person_id, unit_id, site_id, sum(points)::bigint as points,
           sum((sum(points) <> 0)::int) over (partition by window_id, person_id) = 1 as is_only
    from (
        select window_id, person_id, unit_id, site_id, points from before
        union all
        select window_id, person_id, unit_id, site_id, points from added
    ) as both_sides
    group by window_id, person_id, unit_id, site_id
),
gone as (
    delete from person_total t using after a
    where a.points = 0 and (t.window_id, t.person_id, t.unit_id, t.site_id) = (a.window_id, a.person_id, a.unit_id, a.site_id)
),
stored as (
    insert into person_total (window_id, person_id, unit_id, site_id, points, is_only)
    select window_id, person_id, unit_id, site_id, points, is_only from after where points <> 0
    on conflict (window_id, person_id, unit_id, site_id) do update set points = excluded.points, is_only = excluded.is_only
    where (person_total.points, person_total.is_only) is distinct from (excluded.points, excluded.is_only)
)
insert into place_total (window_id, unit_id, site_id, points, earners)
select window_id, unit_id, site_id, sum(points), sum(earners) from (
    select window_id, unit_id, site_id, points, (is_only and points > 0)::int as earners from after
    union all
    select window_id, unit_id, site_id, -points, -(is_only and points > 0)::int from before
) as moved
group by window_id, unit_id, site_id having sum(points) <> 0 or sum(earners) <> 0
on conflict (window_id, unit_id, site_id) do update set
    points = place_total.points + excluded.points, earners = place_total.earners + excluded.earners
"""
"""Moves the totals of people and places by what `added` selects: `window_id`, `person_id`, `unit_id`, `site_id`, `points`.

Each person looks up their own rows: left to choose, a planner with young statistics reads all of them.
"""

MERGED_ROWS = (MergedRows("person_total", rule=RowRule.OWN), MergedRows("counted_person", rule=RowRule.OWN))
"""Both are counted anew after a merge."""
