"""The SQL of boards of groups: the parts of the company, and what was earned in each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from app.leaderboards.subject import GroupKind

JOIN_BY_HASH = text("select set_config('enable_nestloop', :joins, true)")
"""With nested loops off, thousands of cells meet thousands of places in a hash: PostgreSQL takes any JSON list for a hundred rows."""


def select_group_totals(columns: Sequence[str]) -> str:
    """What each group reached in each of the windows :windows, by their running totals: `window_id`, `key`, `points`, and how many `earners` earned some.

    :cells is a JSON list with one object for each cell of the company: its parts by these columns, and the key of its group.
    """
    parts = ", ".join(f"{column} bigint" for column in columns)
    same_parts = " and ".join(f"cell.{column} = place.{column}" for column in columns)
    return f"""
    with cell as materialized (select * from jsonb_to_recordset(cast(:cells as jsonb)) as cell ({parts}, key text)),
    place as materialized (
        select place.unit_id, place.site_id, cell.key
        from (
            select distinct on (total.unit_id, total.site_id) total.unit_id, total.site_id, site.region_id
            from place_total total join site on site.id = total.site_id where total.window_id = any(:windows)
        ) as place
        join cell on {same_parts}
    ),
    reached as (
        select total.window_id, place.key, total.points, total.earners
        from place_total total join place on place.unit_id = total.unit_id and place.site_id = total.site_id
        where total.window_id = any(:windows)
        union all
        select own.window_id, place.key, 0, (sum(own.points) > 0)::int
        from person_total own join place on place.unit_id = own.unit_id and place.site_id = own.site_id
        where own.window_id = any(:windows) and not own.is_only
        group by own.window_id, place.key, own.person_id
    )
    select window_id, key, sum(points)::bigint as points, sum(earners)::bigint as earners from reached group by window_id, key
    """


def select_counted_cells(columns: Sequence[str]) -> str:
    """The people of the company by these columns, by the running headcounts: the columns, `people`, and `taking_part`."""
    listed = ", ".join(f"place.{column}" for column in columns)
    return f"""
    select {listed}, sum(place.people)::bigint as people, sum(place.taking_part)::bigint as taking_part
    from (select place.*, site.region_id from place_headcount place join site on site.id = place.site_id) as place
    group by {listed} having sum(place.people) > 0 order by {listed}
    """


def select_cells(columns: Sequence[str]) -> str:
    """The people of the company by these columns: the columns, `people`, and how many of them take part, `taking_part`."""
    listed = ", ".join(f"member.{column}" for column in columns)
    return f"""
    select {listed}, count(*) as people, count(*) filter (where member.takes_part) as taking_part
    from member where member.is_here group by {listed} order by {listed}
    """


def select_own_group_key(subject: GroupKind) -> str:
    """The key of the group that one person (:person_id) is in."""
    return f"select member.{subject.column}::text from member where member.id = :person_id and member.is_here"
