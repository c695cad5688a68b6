"""The SQL of totals: what is above a cap, and by how much a participant moves."""

from __future__ import annotations

from missions.contests.standings.statements import LINES, SAME_COUNT_CONDITION

APPLY_CAPS = f"""
with line as materialized (select * from ({LINES}) as every where every.cap is not null),
bucket as materialized (
    select distinct v.contest_id, u.person_id, v.line, v.cap, period.start at time zone v.zone as starts,
           (period.start + ('1 ' || v.cap_period)::interval) at time zone v.zone as ends
    from unnest(cast(:contests as bigint[]), cast(:people as bigint[]), cast(:lines as smallint[]), cast(:moments as timestamptz[]))
        as u (contest_id, person_id, line, occurred_at)
    join line v on v.contest_id = u.contest_id and v.line = u.line
    cross join lateral (select date_trunc(v.cap_period, u.occurred_at at time zone v.zone) as start) as period
),
placed as (
    select k.contest_id, k.person_id, k.line, k.occurred_at, k.fact_id, k.is_counted, b.cap >= row_number() over (
        partition by k.contest_id, k.person_id, k.line, b.starts order by k.occurred_at, k.fact_id) as fits
    from bucket b join contest_count k on (k.contest_id, k.person_id, k.line) = (b.contest_id, b.person_id, b.line)
        and k.occurred_at >= b.starts and k.occurred_at < b.ends
)
update contest_count k set is_counted = j.fits from placed j where {SAME_COUNT_CONDITION} and j.is_counted <> j.fits
returning k.contest_id, k.person_id, case when k.is_counted then k.amount else -k.amount end as moved
"""
"""Lets the first facts of each period count, up to the cap, in the periods of the time zone of the contest; returns what moved."""

_LAST_MOMENT = """
select max(last.occurred_at) as reached_at
from generate_series(0, c.lines - 1) as number
cross join lateral (
    select k.occurred_at from contest_count k
    where (k.contest_id, k.person_id, k.line) = (s.contest_id, s.person_id, number::smallint) and k.is_counted
    order by k.occurred_at desc limit 1) as last
"""

_MOMENT_OF_CAP = """
select min(summed.occurred_at) as reached_at from (
    select k.occurred_at, sum(k.amount) over (order by k.occurred_at) as sum
    from contest_count k where (k.contest_id, k.person_id) = (s.contest_id, s.person_id) and k.is_counted) as summed
where summed.sum >= capped.score
"""

_SET_TOTALS = f"""
with terms as materialized (
    select id, (terms ->> 'score_cap')::bigint as score_cap, jsonb_array_length(terms -> 'scoring') as lines
    from contest where id = any(cast(:contests as bigint[]))
),
fresh as materialized (
    select s.contest_id, s.person_id, summed.total, capped.score, reached.reached_at
    from {{changed}} join terms c on c.id = u.contest_id
    cross join lateral (
        select * from contest_standing own where (own.contest_id, own.person_id) = (u.contest_id, u.person_id) offset 0) as s
    cross join lateral (select {{total}} as total) as summed
    cross join lateral (select least(summed.total, c.score_cap) as score) as capped
    cross join lateral (
        select case when summed.total = 0 then null when summed.total > capped.score then ({_MOMENT_OF_CAP})
            when {{latest}} is not null then greatest(s.reached_at, {{latest}}) else ({_LAST_MOMENT}) end as reached_at offset 0) as reached
    where (s.total, s.score, s.reached_at) is distinct from (summed.total, capped.score, reached.reached_at)
)
insert into contest_standing (contest_id, person_id, total, score, reached_at)
select contest_id, person_id, total, score, reached_at from fresh order by contest_id, person_id
on conflict (contest_id, person_id) do update set total = excluded.total, score = excluded.score, reached_at = excluded.reached_at
"""
"""Standings are looked up one by one, in both parts: left to choose, the planner reads those of everybody. None is new."""

MOVE_TOTALS = _SET_TOTALS.format(
    changed="""unnest(cast(:contests as bigint[]), cast(:people as bigint[]), cast(:moves as bigint[]), cast(:latest as timestamptz[]))
        as u (contest_id, person_id, moved, latest)""",
    total="s.total + u.moved",
    latest="u.latest",
)
"""Moves the totals of these participants, and the moment at which each reached its score: no earlier than :latest, where nothing but
that was added; null where it has to be looked up."""

ADD_UP_TOTALS = _SET_TOTALS.format(
    changed="unnest(cast(:contests as bigint[]), cast(:people as bigint[])) as u (contest_id, person_id)",
    total="""(select coalesce(sum(k.amount), 0)::bigint from contest_count k
        where (k.contest_id, k.person_id) = (s.contest_id, s.person_id) and k.is_counted)""",
    latest="null",
)
"""Adds up again what is kept of these participants; writes what differs alone."""
