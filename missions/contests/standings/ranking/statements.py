"""The SQL of the ranking of a contest: packed as a board of people is, in one roll."""

from __future__ import annotations

from app.leaderboards.statements import SHOWN_NAME, select_index_entries, select_slices

PUBLISH_RANKING = """
insert into contest_ranking (contest_id, as_of, people, roll)
select :contest_id, :now, count(*),
       coalesce(string_agg(int8send(person_id) || int8send(score) || int4send(rank::int), ''::bytea order by place), '')
       || coalesce(string_agg(int8send(person_id) || int4send(place::int), ''::bytea order by person_id), '')
from (
    select s.person_id, s.score, rank() over (order by s.score desc, s.reached_at) as rank,
           row_number() over (order by s.score desc, s.reached_at, s.person_id) as place
    from contest_standing s where s.contest_id = :contest_id and s.score > 0
) as placed
on conflict (contest_id) do update set as_of = excluded.as_of, people = excluded.people, roll = excluded.roll
"""
"""Whoever has something, by score and by who reached it earlier; who is equal in both shares a rank until the draw's seed is revealed."""

SELECT_INDEX_ENTRIES = select_index_entries("contest_ranking", "contest_id")

SELECT_SLICES = select_slices("contest_ranking", "contest_id")

SELECT_PARTICIPANTS = f"""
select p.person_id, case when p.is_named and not member.is_paused then {SHOWN_NAME} end as name
from contest_participant p join member_at(:now) member on member.id = p.person_id
where p.contest_id = :contest_id and p.person_id = any(cast(:people as bigint[])) and member.takes_part
"""
"""Those of these people who still take part, and the names of those who agreed to stand under theirs and are in no pause."""
