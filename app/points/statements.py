"""The SQL of the ledger: one statement settles a whole batch, whatever the number of rules."""

from __future__ import annotations

from app.journal.standing import CONCERNED, stands

OPEN_BALANCES = """
insert into balance (person_id) select unnest(cast(:people as bigint[])) order by 1
on conflict (person_id) do nothing
"""

LOCK_BALANCES = "select 1 from balance where person_id = any(:people) order by person_id for update"
"""Caps are race-free because two settlements of one person take turns here."""

SETTLE = f"""
with concerned as ({CONCERNED}),
judged as (
    select c.id, c.actor_id, c.occurred_at, s.time_zone, r.id as rule_id, r.fact_kind, r.cap, r.cap_period,
           r.in_force_from, r.in_force_until
    from concerned c
    join rule r on r.fact_kind = c.kind and c.occurred_at >= r.in_force_from
        and (r.in_force_until is null or c.occurred_at < r.in_force_until)
    join person p on p.id = c.actor_id
    join site s on s.id = p.site_id
),
free as (select distinct actor_id, rule_id, id as fact_id from judged where cap is null),
bucket as (
    select distinct j.actor_id, j.rule_id, j.fact_kind, j.cap, j.in_force_from, j.in_force_until,
           local.start at time zone j.time_zone as starts,
           (local.start + ('1 ' || j.cap_period)::interval) at time zone j.time_zone as ends
    from judged j
    cross join lateral (select date_trunc(j.cap_period, j.occurred_at at time zone j.time_zone) as start) as local
    where j.cap is not null
),
capped as (
    select b.actor_id, b.rule_id, f.id as fact_id, b.cap,
           row_number() over (partition by b.actor_id, b.rule_id, b.starts order by f.occurred_at, f.source, f.source_key) as place
    from bucket b
    join fact f on f.actor_id = b.actor_id and f.kind = b.fact_kind and f.occurred_at >= b.starts and f.occurred_at < b.ends
        and f.occurred_at >= b.in_force_from and (b.in_force_until is null or f.occurred_at < b.in_force_until)
    where {stands("f")}
),
due as (
    select w.actor_id, w.rule_id, w.fact_id from free w join fact f on f.id = w.fact_id where {stands("f")}
    union all
    select actor_id, rule_id, fact_id from capped where place <= cap
),
touched as (
    select l.* from free w
    join ledger_entry l on l.person_id = w.actor_id and l.rule_id = w.rule_id and l.fact_id = w.fact_id
    union all
    select l.* from bucket b
    join ledger_entry l on l.person_id = b.actor_id and l.rule_id = b.rule_id and l.earned_at >= b.starts and l.earned_at < b.ends
),
held as (
    select t.* from touched t
    where t.corrects_id is null and not exists (select 1 from ledger_entry c where c.corrects_id = t.id)
)
insert into ledger_entry (person_id, unit_id, rule_id, fact_id, points, collective, earned_at, corrects_id)
select * from (
    select p.id, p.unit_id, r.id, f.id, amount.personal, coalesce(r.collective_amount, amount.personal), f.occurred_at, cast(null as bigint)
    from due d
    join fact f on f.id = d.fact_id
    join rule r on r.id = d.rule_id
    join person p on p.id = d.actor_id
    cross join lateral (select coalesce(r.amount, (f.body ->> 'points')::bigint, 0) as personal) as amount
    where not exists (select 1 from held h where h.person_id = d.actor_id and h.rule_id = d.rule_id and h.fact_id = d.fact_id)
      and (amount.personal > 0 or coalesce(r.collective_amount, 0) > 0)
    union all
    select h.person_id, h.unit_id, h.rule_id, h.fact_id, -h.points, -h.collective, h.earned_at, h.id
    from held h
    where not exists (select 1 from due d where d.actor_id = h.person_id and d.rule_id = h.rule_id and d.fact_id = h.fact_id)
) as line
order by 1, 3, 4
returning id
"""
"""Writes the lines that are due and not held, and takes back those that are held and no longer due.

A bucket is one person, one rule and one period of their time zone; the earliest facts in it are
the ones that count, so the same facts give the same ledger in whatever order they came.
"""

MOVE_BALANCES = """
insert into balance (person_id, points)
select person_id, sum(points) from ledger_entry where id = any(:entries) group by person_id order by person_id
on conflict (person_id) do update set points = balance.points + excluded.points
"""

MOVE_UNIT_BALANCES = """
insert into unit_balance (unit_id, points)
select unit_id, sum(collective) from ledger_entry where id = any(:entries) group by unit_id order by unit_id
on conflict (unit_id) do update set points = unit_balance.points + excluded.points
"""
