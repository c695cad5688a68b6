"""The SQL of a person's own points: ledger lines, events without points, and what caps still allow."""

from __future__ import annotations

from app.people.policies.switches import SwitchableFeature
from app.people.statements import feature_on_condition, next_working_moment_expression
from app.points.statements import EFFECTIVE_LINE, VERSION, select_effective_events_of_buckets

SCORE = f"""
select coalesce((select points from balance where person_id = :person_id), 0) as points,
       (select '{SwitchableFeature.POINTS}' = any(m.features_off) from member_at(:now) m where m.id = :person_id) as is_off
"""

STANDING = f"""
select coalesce((select points from balance b where b.person_id = p.id), 0) as points,
       coalesce((select sum(points) from waiting_credit w where w.person_id = p.id), 0)::bigint as waiting,
       (select min(counts_at) from waiting_credit w where w.person_id = p.id) as waiting_until,
       {next_working_moment_expression("cast(:moment as timestamptz)")} as credited_at
from member p where p.id = :person_id
"""

WAITING = """
select r.sentence, w.points, w.earned_at, w.counts_at, f.object
from waiting_credit w join rule r on r.id = w.rule_id left join fact f on f.id = w.fact_id
where w.person_id = :person_id order by w.counts_at, w.earned_at, w.fact_id limit :most
"""

LINES = """
select l.id, r.sentence, l.points, l.collective, shown.moment, l.corrects_id, f.object
from ledger_entry l join rule r on r.id = l.rule_id left join fact f on f.id = l.fact_id
cross join lateral (select case when l.corrects_id is null then l.earned_at else l.written_at end as moment) as shown
where l.person_id = :person_id
  and (cast(:before_id as bigint) is null or (shown.moment, l.id) < (cast(:before_moment as timestamptz), :before_id))
order by shown.moment desc, l.id desc limit :most_lines
"""

ALLOWANCES = f"""
select r.sentence, r.cap, r.cap_period as period, (
           select count(*) from ledger_entry l join rule v on v.id = l.rule_id
           where v.slug = r.slug and l.person_id = p.id and {EFFECTIVE_LINE}
             and l.earned_at >= period.start at time zone p.time_zone and l.earned_at < period.ends at time zone p.time_zone
       ) + (
           select count(*) from waiting_credit w join rule v on v.id = w.rule_id
           where v.slug = r.slug and w.person_id = p.id
             and w.earned_at >= period.start at time zone p.time_zone and w.earned_at < period.ends at time zone p.time_zone
       ) as used, period.ends as ends_local, p.time_zone
from member p cross join rule r
cross join lateral (select date_trunc(r.cap_period, cast(:now as timestamptz) at time zone p.time_zone) as start) as began
cross join lateral (select began.start, began.start + ('1 ' || r.cap_period)::interval as ends) as period
where p.id = :person_id and r.cap is not null and r.in_force_from <= :now and (r.in_force_until is null or r.in_force_until > :now)
order by r.slug
"""

PERSON_BUCKET = """version v cross join (select cast(:person_id as bigint) as person_id, cast(:since as timestamptz) as starts,
    cast(:now as timestamptz) as ends) as b join member p on p.id = b.person_id"""

MISSED = f"""
with version as ({VERSION}),
candidate as ({
    select_effective_events_of_buckets(
        PERSON_BUCKET,
        "v.rule_id",
        "v.slug",
        "v.cap",
        "v.cap_period",
        "p.time_zone",
        f"{feature_on_condition(SwitchableFeature.POINTS, 'e.occurred_at')} as is_on",
    )
})
select r.sentence, t.occurred_at, t.is_on, t.cap is not null and t.cap <= (
           select count(*) from ledger_entry l join rule v on v.id = l.rule_id
           where v.slug = t.slug and l.person_id = t.person_id and {EFFECTIVE_LINE}
             and date_trunc(t.cap_period, l.earned_at at time zone t.time_zone)
                 = date_trunc(t.cap_period, t.occurred_at at time zone t.time_zone)
       ) + (
           select count(*) from waiting_credit w join rule v on v.id = w.rule_id
           where v.slug = t.slug and w.person_id = t.person_id
             and date_trunc(t.cap_period, w.earned_at at time zone t.time_zone)
                 = date_trunc(t.cap_period, t.occurred_at at time zone t.time_zone)
       ) as is_used_up
from candidate t join rule r on r.id = t.rule_id
where not exists (select 1 from ledger_entry l
    where l.person_id = t.person_id and l.rule_id = t.rule_id and l.earned_at = t.occurred_at and l.fact_id = t.fact_id and {
    EFFECTIVE_LINE
})
and not exists (select 1 from waiting_credit w where w.person_id = t.person_id and w.rule_id = t.rule_id and w.fact_id = t.fact_id)
order by t.occurred_at desc, t.rule_id limit :most
"""

LATER_PAGE = f"select (select coalesce(json_agg(line), '[]') from ({LINES}) as line) as lines"

FIRST_PAGE = f"""
select coalesce((select points from balance where person_id = :person_id), 0) as points,
       (select coalesce(json_agg(line), '[]') from ({LINES}) as line) as lines,
       (select coalesce(json_agg(line), '[]') from ({WAITING}) as line) as waiting,
       (select coalesce(json_agg(line), '[]') from ({ALLOWANCES}) as line) as allowances,
       (select coalesce(json_agg(line), '[]') from ({MISSED}) as line) as missed
"""
"""A person's first page of points; each list in the order of its own statement."""
