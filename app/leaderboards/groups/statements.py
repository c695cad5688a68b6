"""The SQL of boards of groups: the parts of the company, and what was earned in each."""

from __future__ import annotations

from collections.abc import Sequence

from app.leaderboards.subject import GroupKind


def select_group_totals(shared_lines: str, columns: Sequence[str]) -> str:
    """What each group reached in each period: `period` (its place in :sinces), `key`, `points`, and how many `earners` earned some.

    :cells is a JSON list with one object for each cell of the company: its parts by these columns, and the key of its group.
    """
    parts = ", ".join(f"{column} bigint" for column in columns)
    same_parts = " and ".join(f"cell.{column} = line.{column}" for column in columns)
    return f"""
    with period as (select * from unnest(cast(:sinces as timestamptz[]), cast(:untils as timestamptz[])) with ordinality as period (since, until, number)),
    cell as materialized (select * from jsonb_to_recordset(cast(:cells as jsonb)) as cell ({parts}, key text)),
    line as (select line.*, site.region_id from ({shared_lines}) as line join site on site.id = line.site_id),
    earned as (
        select period.number, cell.key, line.person_id, sum(line.shared) as points
        from line join cell on {same_parts}
        join period on line.counted_at >= period.since and line.counted_at < period.until
        group by period.number, cell.key, line.person_id
    )
    select number as period, key, sum(points)::bigint as points, count(*) filter (where points > 0) as earners
    from earned group by number, key
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
