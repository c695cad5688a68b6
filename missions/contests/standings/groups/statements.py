"""The SQL of the groups of a contest: the parts of the company at its opening, and what they reached."""

from __future__ import annotations

from app.journal.events.statements import taken_back_condition
from app.people.statements import in_audience_condition

PARTS = f"""
with flagged as (
    select p.id, p.unit_id, p.site_id, p.region_id, p.id = any(cast(:excluded as bigint[])) as is_excluded,
           {in_audience_condition("(cast(:audience as jsonb))")} as is_inside, coalesce((
               select string_agg(case when {in_audience_condition("earlier.audience")} then '1' else '0' end, '' order by earlier.number)
               from (select audience.value as audience, audience.number from jsonb_array_elements(cast(:audiences as jsonb))
                   with ordinality as audience (value, number)) as earlier), '') as flags
    from member p where p.is_here
)
select case cast(:sort as text) when 'unit' then u.slug when 'site' then s.slug else r.slug end as group_key,
       f.unit_id, f.site_id, f.region_id, f.flags,
       count(*) filter (where f.is_inside) as inside, count(*) filter (where not f.is_inside) as outside,
       count(*) filter (where f.is_inside and not f.is_excluded) as heads
from flagged f join unit u on u.id = f.unit_id join site s on s.id = f.site_id join region r on r.id = f.region_id
group by 1, 2, 3, 4, 5 order by 1, 2, 3, 5
"""
"""The people of the company by unit and site, and by which earlier contests they could join (:audiences, one sign each)."""

COMMUNITY_HEADS = f"""
select latest.community as group_key, count(*) as heads
from unnest(cast(:communities as text[])) as named (community)
cross join lateral (
    select distinct on (f.actor_id) f.actor_id, f.community, f.kind from fact f
    where f.kind in ('community.joined', 'community.left') and f.community = named.community and f.occurred_at < :now
        and not ({taken_back_condition("f")})
    order by f.actor_id, f.occurred_at desc, f.id desc
) as latest
join member p on p.id = latest.actor_id and p.is_here
where latest.kind = 'community.joined' and p.id <> all(cast(:excluded as bigint[])) and {in_audience_condition("(cast(:audience as jsonb))")}
group by latest.community order by latest.community
"""
"""How many people of the audience are in each community, by the joinings and leavings that the network sent."""

SUM_OF_PLACES = """
select h.shown_key as key, sum(s.score)::bigint as score, count(*) filter (where s.score > 0) as scorers, count(*) as participants
from contest_participant p
join contest_standing s on (s.contest_id, s.person_id) = (p.contest_id, p.person_id)
join (select distinct unit_id, site_id, shown_key from contest_head where contest_id = :contest_id and shown_key is not null) as h
    on (h.unit_id, h.site_id) = (p.unit_id, p.site_id)
where p.contest_id = :contest_id group by h.shown_key
"""

SUM_OF_COMMUNITIES = """
select k.community as key, sum(k.amount)::bigint as score, count(distinct k.person_id) as scorers, 0 as participants
from contest_count k where k.contest_id = :contest_id and k.is_counted and k.community is not null group by k.community
"""

GROUP_NAMES = """
select slug as key, name from unit where cast(:sort as text) = 'unit' and slug = any(:keys)
union all select slug, name from site where cast(:sort as text) = 'site' and slug = any(:keys)
union all select slug, name from region where cast(:sort as text) = 'region' and slug = any(:keys)
"""
