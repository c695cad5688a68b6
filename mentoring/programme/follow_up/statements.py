"""The statements that count a round: employed volunteers who did not withdraw, by side, region and skill."""

from __future__ import annotations

_HERE = """
    from mentoring_volunteer v join member p on p.id = v.person_id and p.is_here
    {more} where v.round_id = :round_id and v.state = 'open'
"""

COUNTS = f"""
select
    count(*) filter (where v.side = 'senior') as seniors,
    count(*) filter (where v.side = 'junior') as juniors,
    count(*) filter (where v.side = 'junior' and v.prepared_at is not null) as prepared,
    coalesce(sum(v.capacity) filter (where v.side = 'junior' and v.prepared_at is not null), 0) as places,
    (select count(*) from mentoring_calculation c where c.round_id = :round_id and c.state = 'done') as calculations,
    (select max(c.ended_at) from mentoring_calculation c where c.round_id = :round_id and c.state = 'done') as calculated_at,
    (select count(*) from mentoring_proposal o
        where o.round_id = :round_id and o.state in ('senior-asked', 'junior-asked')) as proposals,
    (select count(*) from mentoring_pair m where m.round_id = :round_id) as pairs,
    (select count(*) from mentoring_session s join mentoring_pair m on m.id = s.pair_id
        where m.round_id = :round_id and s.state = 'held') as sessions,
    (select count(*) from mentoring_feedback f join mentoring_pair m on m.id = f.pair_id
        where m.round_id = :round_id and f.moment = 'end') as answers,
    (select count(*) from mentoring_feedback f join mentoring_pair m on m.id = f.pair_id
        where m.round_id = :round_id and f.moment = 'end' and f.answer = :willing) as willing
{_HERE.format(more="")}
"""

REGIONS = f"""
select v.side, g.name, count(*) as people
{_HERE.format(more="join region g on g.id = p.region_id")}
group by v.side, g.id, g.name order by v.side, g.name
"""

SKILLS = f"""
select k.name, count(*) filter (where v.side = 'senior') as wishes, count(*) filter (where v.side = 'junior') as offers
{_HERE.format(more="join mentoring_volunteer_skill h on h.volunteer_id = v.id join mentoring_skill k on k.id = h.skill_id")}
group by k.id, k.name order by k.name ->> 'fr'
"""
