"""The SQL of the ledger: one statement reconciles a whole batch, whatever the number of rules."""

from __future__ import annotations

from app.journal.events.statements import (
    NAMED_FACTS,
    effective_fact_condition,
    event_name_expression,
    select_events_of_facts,
    select_events_of_person,
)
from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition, next_working_moment_expression

SHARE_RULES_LOCK = "select pg_advisory_xact_lock_shared(hashtext('points.rules'))"
"""Rules do not change during a reconciliation: it uses the old version or the new one, whole."""

TAKE_RULES_LOCK = "select pg_advisory_xact_lock(hashtext('points.rules'))"
"""Waits for reconciliations that have started; later ones use the changed rule."""

OPEN_BALANCES = """
insert into balance (person_id) select unnest(cast(:people as bigint[])) order by 1
on conflict (person_id) do nothing
"""

LOCK_BALANCES = "select 1 from balance where person_id = any(:people) order by person_id for update"
"""Caps are race-free because two reconciliations of one person take turns here."""

VERSION = f"""
select r.id as rule_id, r.slug, r.version, {event_name_expression("kind.name", "r.beneficiary")} as event, r.cap, r.in_force_from, r.in_force_until,
       max(r.cap_period) over (partition by r.slug) as cap_period
from rule r cross join lateral unnest(r.fact_kinds) as kind (name)
where r.in_force_from is not null
"""
"""Each published version, once for each event; `cap_period` is the slug's, also for a version without a cap."""

JUDGED = f"""
select e.fact_id, e.occurred_at, v.rule_id, v.slug, v.cap_period, e.person_id
from ({select_events_of_facts("named")}) as e
join version v on v.event = e.event and e.occurred_at >= v.in_force_from
    and (v.in_force_until is null or e.occurred_at < v.in_force_until)
"""
"""Each event of the facts with each version that speaks of it."""

JUDGED_PEOPLE_AND_FACTS = f"""
with named as materialized ({NAMED_FACTS}), version as ({VERSION}), judged as ({JUDGED})
select coalesce(array_agg(distinct person_id), '{{}}') as people, coalesce(array_agg(distinct fact_id), '{{}}') as facts from judged
"""
"""The people whose ledger the facts :facts may change, and those of the facts that a version speaks of."""


def at_work_with_points_on_condition(fact: str, *, member: str = "p") -> str:
    """The condition that a fact earns something for the member of this alias: points were on. What is done outside work waits."""
    return feature_on_condition(SwitchableFeature.POINTS, f"{fact}.occurred_at", member=member)


def select_effective_events_of_buckets(buckets: str, *columns: str) -> str:
    """The effective events of each bucket (person_id, starts, ends; p and v joined) under each version that judges it."""
    chosen = ", ".join(("b.person_id", "b.starts", "e.fact_id", "e.occurred_at", "e.source", "e.source_key", *columns))
    return f"""
    select {chosen} from {buckets}
    cross join lateral ({select_events_of_person("b.person_id", "v.event", "greatest(b.starts, v.in_force_from)")}) as e
    where e.occurred_at < b.ends and (v.in_force_until is null or e.occurred_at < v.in_force_until)
        and {effective_fact_condition("e")}
    """


FIRST_EVENTS_OF_BUCKETS = f"""
    select b.person_id, b.slug, b.starts, v.rule_id, v.version, v.cap, e.fact_id, e.occurred_at, e.source, e.source_key
    from bucket b
    join version v on v.slug = b.slug and v.in_force_from < b.ends and (v.in_force_until is null or v.in_force_until > b.starts)
    cross join lateral (
        select * from (
            select * from ({select_events_of_person("b.person_id", "v.event", "greatest(b.starts, v.in_force_from)")}) as event
            where event.occurred_at < b.ends and (v.in_force_until is null or event.occurred_at < v.in_force_until)
            order by event.occurred_at, event.source, event.source_key offset 0) as e
        where {effective_fact_condition("e")} and ({at_work_with_points_on_condition("e", member="b")}
            or (b.person_id, v.rule_id, e.fact_id) in (select person_id, rule_id, fact_id from standing))
        order by e.occurred_at, e.source, e.source_key limit v.cap) as e
"""
"""The first effective events of each bucket under each version that judges it: as many as its cap, for no later one is credited.

They are judged in order, and no more of them than are needed.
"""

RECONCILE = f"""
with recursive named as materialized ({NAMED_FACTS}), version as ({VERSION}), judged as ({JUDGED}),
free as (
    select distinct person_id, rule_id, fact_id, occurred_at from judged where cap_period is null
),
bucket as (
    select distinct j.person_id, p.region_id, p.site_id, p.unit_id, j.slug, local.start at time zone p.time_zone as starts,
           (local.start + ('1 ' || j.cap_period)::interval) at time zone p.time_zone as ends
    from judged j join member p on p.id = j.person_id
    cross join lateral (select date_trunc(j.cap_period, j.occurred_at at time zone p.time_zone) as start) as local
    where j.cap_period is not null
),
touched as (
    select l.* from free w
    join ledger_entry l on l.person_id = w.person_id and l.rule_id = w.rule_id and l.earned_at = w.occurred_at and l.fact_id = w.fact_id
    union all
    select l.* from bucket b join rule r on r.slug = b.slug and r.in_force_from is not null
    join ledger_entry l on l.person_id = b.person_id and l.rule_id = r.id and l.earned_at >= b.starts and l.earned_at < b.ends
),
standing as (
    select t.* from touched t
    where t.corrects_id is null and not exists (select 1 from ledger_entry c where c.corrects_id = t.id)
),
candidate as ({FIRST_EVENTS_OF_BUCKETS}),
block as (
    select person_id, slug, starts, version, rule_id, cap, count(*) as facts,
           array_agg(fact_id order by occurred_at, source, source_key) as fact_ids
    from candidate group by person_id, slug, starts, version, rule_id, cap
),
version_lists as (
    select person_id, array_agg(rule_id order by version) as rules, array_agg(cap order by version) as caps,
           array_agg(facts order by version) as facts, jsonb_agg(fact_ids order by version) as fact_ids
    from block group by person_id, slug, starts
),
used as (
    select t.*, 1 as turn, cast(0 as bigint) as before from version_lists t
    union all
    select u.person_id, u.rules, u.caps, u.facts, u.fact_ids, u.turn + 1,
           greatest(u.before, least(u.before + u.facts[u.turn], u.caps[u.turn]))
    from used u where u.turn < cardinality(u.rules)
),
due as (
    select w.person_id, w.rule_id, w.fact_id
    from free w join fact f on f.id = w.fact_id join member p on p.id = w.person_id
    where {effective_fact_condition("f")}
      and ({at_work_with_points_on_condition("f")} or (w.person_id, w.rule_id, w.fact_id) in (select person_id, rule_id, fact_id from standing))
    union all
    select u.person_id, u.rules[u.turn], cast(numbered.fact_id as bigint)
    from used u cross join lateral jsonb_array_elements(u.fact_ids -> (u.turn - 1)) with ordinality as numbered (fact_id, place)
    where u.caps[u.turn] is null or numbered.place <= u.caps[u.turn] - u.before
),
moved as (
    select person_id, rule_id, fact_id, max(entry_id) as entry_id from (
        select person_id, rule_id, fact_id, cast(null as bigint) as entry_id from due
        union all
        select person_id, rule_id, fact_id, id from standing
    ) as both_sides
    group by person_id, rule_id, fact_id having count(*) = 1
),
earned as materialized (
    select p.id as person_id, p.unit_id, p.site_id, r.id as rule_id, f.id as fact_id, f.occurred_at, amount.personal,
           coalesce(r.collective_amount, amount.personal) as collective, {next_working_moment_expression("f.occurred_at")} as counts_at
    from moved m
    join fact f on f.id = m.fact_id
    join rule r on r.id = m.rule_id
    join member p on p.id = m.person_id
    cross join lateral (select coalesce(r.amount, (f.body ->> 'points')::bigint, 0) as personal) as amount
    where m.entry_id is null and (amount.personal > 0 or coalesce(r.collective_amount, 0) > 0)
),
waiting as (
    select w.person_id, w.rule_id, w.fact_id from free w
    union
    select l.person_id, l.rule_id, l.fact_id from bucket b join rule r on r.slug = b.slug
    join waiting_credit l on l.person_id = b.person_id and l.rule_id = r.id and l.earned_at >= b.starts and l.earned_at < b.ends
),
waits_no_more as (
    delete from waiting_credit l using waiting w
    where l.person_id = w.person_id and l.rule_id = w.rule_id and l.fact_id = w.fact_id and not exists (
        select from earned e where e.person_id = l.person_id and e.rule_id = l.rule_id and e.fact_id = l.fact_id and e.counts_at > :now)
),
waits as (
    insert into waiting_credit (person_id, rule_id, fact_id, points, earned_at, counts_at)
    select person_id, rule_id, fact_id, personal, occurred_at, counts_at from earned where counts_at > :now order by 1, 2, 3
    on conflict (person_id, rule_id, fact_id) do update set counts_at = excluded.counts_at
    where waiting_credit.counts_at <> excluded.counts_at
)
insert into ledger_entry (person_id, unit_id, site_id, rule_id, fact_id, points, collective, earned_at, corrects_id)
select * from (
    select person_id, unit_id, site_id, rule_id, fact_id, personal, collective, occurred_at, cast(null as bigint)
    from earned where counts_at <= :now
    union all
    select l.person_id, l.unit_id, l.site_id, l.rule_id, l.fact_id, -l.points, -l.collective, l.earned_at, l.id
    from moved m join ledger_entry l on l.id = m.entry_id
) as line
order by 1, 4, 5
returning id
"""
"""Writes the lines that are due and missing, and takes back the lines that are no longer due.

A bucket is one person, one rule (all its versions) and one period of the person's time zone. The earliest facts in it
count, so the same facts give the same ledger in any order. A version starts with what earlier versions used of the
period (`used`): a change never opens a used cap again; a higher cap leaves the difference; a lower cap leaves nothing and
takes nothing back. What was earned outside working hours takes its place under the cap, and waits in `waiting_credit` until people work
again. A standing line stays due when the site's hours or the person's place change: only a fact that is no longer
effective, or an earlier fact under the cap, takes it back.
"""

DUE_WAITING = "select fact_id from waiting_credit where counts_at <= :now order by counts_at, fact_id limit :most"

FORGET_DUE_WAITING = "delete from waiting_credit where fact_id = any(:facts) and counts_at <= :now"
"""After the reconciliation, what is left of them is covered by no rule any more."""

EFFECTIVE_LINE = "not exists (select 1 from ledger_entry c where c.corrects_id = l.id) and l.corrects_id is null"
"""The condition that the line l is not a correction and has not been corrected."""

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

MOVE_POINTS_OF_UNIT = (
    "lock table ledger_entry in share row exclusive mode",
    "update ledger_entry set unit_id = :into_id where unit_id = :from_id",
    """
    insert into unit_balance (unit_id, points) select :into_id, points from unit_balance where unit_id = :from_id
    on conflict (unit_id) do update set points = unit_balance.points + excluded.points
    """,
    "delete from unit_balance where unit_id = :from_id",
)
