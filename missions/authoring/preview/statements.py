"""The SQL of a look at last month: everybody whom an audience reaches, as claims that the journal's tally can count."""

from __future__ import annotations

from app.people.statements import audience_condition

CLAIMS = f"""
    select p.id, p.id as person_id, p.region_id, p.time_zone,
           cast(:kinds as text[]) as kinds, cast(:counted_by as text) as counted_by, cast(:among as text[]) as among,
           cast(:communities as text[]) as communities, cast(:wanted as bigint) as wanted, cast(:times as bigint) as times,
           cast(:period as text) as period, cast(:counts_from as timestamptz) as counts_from,
           cast(:counts_until as timestamptz) as counts_until
    from (select cast(:audience as jsonb) as audience) as requested
    cross join member p
    where p.takes_part and {audience_condition("requested.audience")}
"""
