"""The SQL for rule authors: previews of a rule, and what each rule credited."""

from __future__ import annotations

from app.journal.events.statements import event_name_expression
from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition
from app.points.statements import select_effective_events_of_buckets

OUTCOMES = ", ".join(
    f"count(*) filter (where {condition}) as {name}, count(distinct person_id) filter (where {condition}) as {name}_people"
    for name, condition in {
        "credited": "is_credited",
        "capped": "is_on and not is_credited",
        "switched_off": "not is_on",
    }.items()
)
"""Events and people of each outcome of a rule."""

MEMBER_BUCKETS = "version v cross join bucket b join member p on p.id = b.person_id"

PREVIEW = f"""
with version as (
    select r.id as rule_id, {
    event_name_expression("kind.name", "r.beneficiary")
} as event, r.cap, coalesce(r.cap_period, 'day') as cap_period,
           r.amount, r.collective_amount,
           cast('-infinity' as timestamptz) as in_force_from, cast(null as timestamptz) as in_force_until
    from rule r cross join lateral unnest(r.fact_kinds) as kind (name) where r.id = :rule_id
),
bucket as (
    select m.id as person_id, cast(:since as timestamptz) as starts, cast(:until as timestamptz) as ends
    from member m where m.takes_part
),
candidate as ({
    select_effective_events_of_buckets(
        MEMBER_BUCKETS,
        "e.body",
        "v.cap",
        "v.cap_period",
        "v.amount",
        "v.collective_amount",
        "e.occurred_at at time zone p.time_zone as local",
        f"{feature_on_condition(SwitchableFeature.POINTS, 'e.occurred_at')} as is_on",
    )
}),
placed as (
    select t.*, row_number() over (
        partition by t.person_id, t.is_on, date_trunc(t.cap_period, t.local)
        order by t.occurred_at, t.source, t.source_key) as place,
        coalesce(t.amount, (t.body ->> 'points')::bigint, 0) as points
    from candidate t
),
judged as (select t.*, t.is_on and (t.cap is null or t.place <= t.cap) as is_credited from placed t)
select cast(date_trunc('week', occurred_at at time zone 'UTC') as date) as week, {OUTCOMES},
       coalesce(sum(points) filter (where is_credited), 0)::bigint as points,
       coalesce(sum(coalesce(collective_amount, points)) filter (where is_credited), 0)::bigint as collective
from judged group by grouping sets ((1), ()) order by week
"""
"""By week of UTC, as the window has whole ones of it, and a last row for all: never a person."""

GIVEN = """
select r.slug, count(distinct l.person_id) as people, sum(l.points)::bigint as points, sum(l.collective)::bigint as collective
from ledger_entry l join rule r on r.id = l.rule_id where l.earned_at >= :since and l.earned_at < :until group by r.slug
"""
