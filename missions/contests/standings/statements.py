"""The SQL that keeps running totals: judge what may score, keep what counts, and move the totals by the difference."""

from __future__ import annotations

from app.journal.events.statements import (
    NAMED_FACTS,
    effective_fact_condition,
    select_events_of_facts,
    select_events_of_person,
    unrelated_fact_condition,
)
from app.points.statements import EFFECTIVE_LINE

COUNTING_STATES = "('published', 'open', 'closed')"

LINES = f"""
select c.id as contest_id, (scoring.place - 1)::smallint as line,
       case when source like 'mission:%' then 'mission.completed' when source not like 'points:%' then source end as event,
       case when source like 'mission:%' then source end as object,
       case when source like 'points:%' then substr(source, 8) end as rule,
       (scoring.line ->> 'amount')::bigint as amount, (scoring.line ->> 'cap')::bigint as cap,
       scoring.line ->> 'cap_period' as cap_period, c.terms #>> '{{calendar,zone}}' as zone, c.opens_at, c.closes_at,
       nullif(c.terms -> 'communities', '[]'::jsonb) as communities
from contest c
cross join lateral jsonb_array_elements(c.terms -> 'scoring') with ordinality as scoring (line, place)
cross join lateral (select scoring.line ->> 'source' as source) as named
where c.state in {COUNTING_STATES} and not exists (select from contest_freeze frozen where frozen.contest_id = c.id)
"""
"""The scoring lines of the contests whose totals still move."""

LIST_LINES = f"select contest_id, line, coalesce(event, 'points.credited') as event, cap is not null as is_capped from ({LINES}) as line"
"""The scoring lines, by what they wait for."""

LOCK_PARTICIPANTS = "lock table contest_participant in share row exclusive mode"
"""Counting takes turns with itself, and with whoever joins or leaves: what one of them has not seen, the other counts.

People who join do not wait for each other.
"""

SORT_FACTS = f"""
select f.id, f.kind, f.kind = 'points.credited' as is_about_points, {unrelated_fact_condition("f")} as is_unrelated
from fact f where f.id = any(:batch) and f.kind = any(:kinds) order by f.id
"""
"""Those of the facts that may move a total, and whether each can be counted without a look at any other."""

_INSIDE = """j.occurred_at >= j.opens_at and j.occurred_at < j.closes_at
    and (j.communities is null or j.communities ? j.community)"""


def _select_judged_events(facts: str, condition: str) -> str:
    """The events of some facts (a CTE) that a line values for a participant; they stand if they are inside and that condition holds."""
    return f"""
    select j.contest_id, j.person_id, j.line, j.occurred_at, j.fact_id, j.amount, j.community, j.cap,
           coalesce({_INSIDE} and {condition}, false) as stands, false as may_change
    from (
        select v.contest_id, v.line, v.cap, v.opens_at, v.closes_at, v.communities, e.person_id, e.fact_id, e.occurred_at, e.community,
               coalesce(v.amount, 1) as amount, e.kind, e.object, e.source, e.source_key, e.actor_id, e.counterpart_id, e.body
        from ({select_events_of_facts(facts)}) as e
        join line v on v.event = e.event and (v.object is null or v.object = e.object)
        join contest_participant p on p.contest_id = v.contest_id and p.person_id = e.person_id
    ) as j
    """


_CREDITED = """
select distinct l.person_id, l.fact_id, l.earned_at, r.slug
from fact batch
join ledger_entry l on l.id between (batch.body ->> 'first')::bigint and split_part(batch.source_key, ':', 2)::bigint
join rule r on r.id = l.rule_id
where batch.id = any(:facts) and batch.kind = 'points.credited'
"""
"""What the ledger was moved about by the facts of the batch: a fact names its lines by the first and the last."""


def _select_points_of(credited: str) -> str:
    """What the ledger says now of each (person_id, fact_id, earned_at, slug): `points`, null where nothing stands."""
    return f"""
    select e.person_id, e.fact_id, e.earned_at as occurred_at, e.slug, f.community, (
        select sum(l.points)::bigint from rule r join ledger_entry l on l.person_id = e.person_id and l.rule_id = r.id
            and l.earned_at = e.earned_at and l.fact_id = e.fact_id and {EFFECTIVE_LINE}
        where r.slug = e.slug) as points
    from ({credited}) as e left join fact f on f.id = e.fact_id
    """


def _select_judged_points(credited: str) -> str:
    return f"""
    select j.contest_id, j.person_id, j.line, j.occurred_at, j.fact_id, coalesce(j.amount, j.points, 0) as amount, j.community, j.cap,
           coalesce({_INSIDE} and j.points > 0, false) as stands, true as may_change
    from (
        select v.contest_id, v.line, v.cap, v.opens_at, v.closes_at, v.communities, v.amount, e.*
        from ({_select_points_of(credited)}) as e
        join line v on v.rule = e.slug
        join contest_participant p on p.contest_id = v.contest_id and p.person_id = e.person_id
    ) as j
    """


SAME_COUNT_CONDITION = "(k.contest_id, k.person_id, k.line, k.occurred_at, k.fact_id) = (j.contest_id, j.person_id, j.line, j.occurred_at, j.fact_id)"
_CHANGED = "k.contest_id, k.person_id, k.line, k.occurred_at"

_KEEP = f"""
added as (
    insert into contest_count as k (contest_id, person_id, line, occurred_at, fact_id, amount, is_counted, community)
    select contest_id, person_id, line, occurred_at, fact_id, amount, true, community from compared where stands and not is_kept
    order by contest_id, person_id, line, occurred_at, fact_id
    returning {_CHANGED}, k.amount as moved
),
repriced as (
    update contest_count k set amount = j.amount
    from compared j join contest_count old
        on (old.contest_id, old.person_id, old.line, old.occurred_at, old.fact_id) = (j.contest_id, j.person_id, j.line, j.occurred_at, j.fact_id)
    where j.may_change and j.stands and j.is_kept and {SAME_COUNT_CONDITION} and old.amount <> j.amount
    returning {_CHANGED}, case when k.is_counted then j.amount - old.amount else 0 end as moved
)
"""

_COMPARE = f"""
compared as materialized (
    select j.*, exists (select from contest_count k where {SAME_COUNT_CONDITION} offset 0) as is_kept from judged j
)
"""
"""Whether each is kept already: looked up one by one, for the table is large and the batch is small. Whoever counts has the lock that keeps this true."""

_CHANGES = """
select contest_id, person_id, line, occurred_at, moved from added
union all select contest_id, person_id, line, occurred_at, moved from removed
union all select contest_id, person_id, line, occurred_at, moved from repriced
union all select contest_id, person_id, null, null, 0 from compared where stands and is_kept
"""
_REMOVE = f"""
removed as (
    delete from contest_count k using compared j where not j.stands and j.is_kept and {SAME_COUNT_CONDITION}
    returning {_CHANGED}, case when k.is_counted then -k.amount else 0 end as moved
)
"""

COUNT_FACTS = f"""
with recursive line as materialized ({LINES}),
named as materialized ({NAMED_FACTS}),
judged as materialized ({_select_judged_events("named", effective_fact_condition("j"))}),
{_COMPARE}, {_REMOVE}, {_KEEP}
{_CHANGES}
"""
"""Keeps what these facts (:facts) make count, all that are to be judged; returns what changed, and by how much.

Where a fact had been counted before, its people are returned without a line: their totals are compared with what is kept.
"""

COUNT_UNRELATED_FACTS = f"""
with line as materialized ({LINES}),
named as materialized ({NAMED_FACTS}),
judged as materialized ({_select_judged_events("named", "true")}),
{_COMPARE}, {_REMOVE}, {_KEEP}
{_CHANGES}
"""
"""The same for facts that stand by themselves and change nothing of any other."""

COUNT_CREDITS = f"""
with line as materialized ({LINES}),
judged as materialized ({_select_judged_points(_CREDITED)}),
{_COMPARE}, {_REMOVE}, {_KEEP}
{_CHANGES}
"""
"""The same for what the ledger says now of the lines that these facts name."""

_LEDGER_OF_PEOPLE = """
select l.person_id, l.fact_id, l.earned_at, r.slug
from participant p join line v on v.contest_id = p.contest_id and v.rule is not null
join rule r on r.slug = v.rule
join ledger_entry l on l.person_id = p.person_id and l.rule_id = r.id and l.earned_at >= v.opens_at and l.earned_at < v.closes_at
group by l.person_id, l.fact_id, l.earned_at, r.slug
"""

COUNT_PEOPLE = f"""
with line as materialized (select * from ({LINES}) as every where every.contest_id = :contest_id),
participant as materialized (
    select contest_id, person_id from contest_participant
    where contest_id = :contest_id and (cast(:people as bigint[]) is null or person_id = any(:people))
),
judged as materialized (
    select v.contest_id, p.person_id, v.line, e.occurred_at, e.fact_id, coalesce(v.amount, 1) as amount, e.community, v.cap,
           true as stands, false as may_change
    from participant p join line v on v.event is not null
    cross join lateral ({select_events_of_person("p.person_id", "v.event", "v.opens_at")}) as e
    where e.occurred_at < v.closes_at and (v.object is null or v.object = e.object)
        and (v.communities is null or v.communities ? e.community) and {effective_fact_condition("e")}
    union all
    select j.* from ({_select_judged_points(_LEDGER_OF_PEOPLE)}) as j join participant p on p.person_id = j.person_id where j.stands
),
{_COMPARE},
removed as (
    delete from contest_count k using participant p
    where (k.contest_id, k.person_id) = (p.contest_id, p.person_id) and not exists (select from judged j where {SAME_COUNT_CONDITION})
    returning {_CHANGED}
),
{_KEEP}
select {_CHANGED} from contest_count k join participant p on (k.contest_id, k.person_id) = (p.contest_id, p.person_id)
union select contest_id, person_id, line, occurred_at from added
"""
"""Counts participants of a contest (:people, null: all) from the journal and the ledger; what is kept of them follows from these alone."""

OPEN_STANDINGS = """
insert into contest_standing (contest_id, person_id)
select contest_id, person_id from contest_participant
where contest_id = :contest_id and (cast(:people as bigint[]) is null or person_id = any(:people)) order by person_id
on conflict do nothing
"""
