"""The statements that count a round: employed volunteers who did not withdraw, by side, region and skill."""

from __future__ import annotations

from app.people.statements import in_audience_condition

_HERE = """
    from mentoring_volunteer v join member p on p.id = v.person_id and p.is_here
    {more} where v.round_id = :round_id and v.state = 'open'
"""

COUNTS = f"""
select
    count(*) filter (where v.side = 'senior') as seniors,
    count(*) filter (where v.side = 'junior') as juniors,
    count(*) filter (where v.side = 'junior' and v.prepared_at is not null) as prepared,
    (select count(*) from mentoring_calculation c where c.round_id = :round_id and c.state = 'done') as calculations,
    (select max(c.ended_at) from mentoring_calculation c where c.round_id = :round_id and c.state = 'done') as calculated_at,
    (select count(*) from mentoring_proposal o
        where o.round_id = :round_id and o.state in ('senior-asked', 'junior-asked', 'ending')) as proposals,
    (select count(*) from mentoring_pair m where m.round_id = :round_id) as pairs,
    (select count(distinct person_id) from mentoring_pair m cross join unnest(array[m.senior_id, m.junior_id]) as person_id
        where m.round_id = :round_id) as people_in_pairs,
    (select count(*) from member p join mentoring_round r on r.id = :round_id
        where p.is_here and {in_audience_condition("r.audience")}) as invited,
    (select count(*) from mentoring_session s join mentoring_pair m on m.id = s.pair_id
        where m.round_id = :round_id and s.state = 'held') as sessions,
    (select count(*) from mentoring_feedback f join mentoring_pair m on m.id = f.pair_id
        where m.round_id = :round_id and f.moment = 'end') as answers,
    (select count(*) from mentoring_feedback f join mentoring_pair m on m.id = f.pair_id
        where m.round_id = :round_id and f.moment = 'end' and f.answer = :willing) as willing
{_HERE.format(more="")}
"""

REGIONS = f"""
select v.side, g.name, count(*) as volunteers,
       (select count(*) from member h where h.is_here and h.region_id = g.id) as headcount
{_HERE.format(more="join region g on g.id = p.region_id")}
group by v.side, g.id, g.name order by v.side, g.name
"""

SKILLS = f"""
select k.name, count(*) filter (where v.side = 'senior') as wishes, count(*) filter (where v.side = 'junior') as offers
{_HERE.format(more="join mentoring_volunteer_skill h on h.volunteer_id = v.id join mentoring_skill k on k.id = h.skill_id")}
group by k.id, k.name order by k.name ->> 'fr'
"""

LEVELS = """
select count(distinct l.person_id) as people, count(*) as answers,
       cast(sum(l.level_before) as bigint) as before, cast(sum(l.level_after) as bigint) as after,
       count(distinct l.person_id) filter (where l.level_after > l.level_before) as progressed
from mentoring_pair m join mentoring_pair_level l on l.pair_id = m.id
    and l.person_id = case when :side = 'senior' then m.senior_id else m.junior_id end
where m.round_id = :round_id and l.level_after is not null
"""
