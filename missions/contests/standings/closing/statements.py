"""The SQL of frozen entries."""

from __future__ import annotations

FACTS_WAITING = """
select exists (
    select from jsonb_each(cast(:kinds as jsonb)) as waiting (reader, kinds) join position p on p.reader = waiting.reader cross join lateral (
        select f.recorded_at from fact f
        where f.shard = p.shard and (f.tx, f.id) > (p.tx, p.fact_id) and waiting.kinds ? f.kind
        order by f.tx, f.id limit 1) as next
    where next.recorded_at < :deadline)
"""
"""Whether one of these readers (:kinds, by their names) has not read all of its kinds that was recorded before that moment."""

PARTICIPANTS = """
with counted as (
    select k.person_id, string_agg(concat_ws(
            ':', k.line, k.fact_id, (extract(epoch from k.occurred_at) * 1000000)::bigint, k.amount, k.is_counted::int),
            E'\\n' order by k.line, k.occurred_at, k.fact_id) as lines
    from contest_count k where k.contest_id = :contest_id group by k.person_id
)
select p.person_id, p.group_key, coalesce(s.score, 0) as score, s.reached_at, m.takes_part,
       encode(sha256(convert_to(coalesce(c.lines, ''), 'UTF8')), 'hex') as lines_sha256
from contest_participant p
join member m on m.id = p.person_id
left join contest_standing s on s.contest_id = p.contest_id and s.person_id = p.person_id
left join counted c on c.person_id = p.person_id
where p.contest_id = :contest_id order by p.person_id
"""
"""Everybody who takes part, with the SHA-256 of what their score is made of."""

STORE_OUTCOMES_OF_PLACES = """
insert into contest_outcome (contest_id, key, heads, score, scorers)
select :contest_id, coalesce(head.key, reached.key), greatest(head.heads, reached.entries), coalesce(reached.score, 0), coalesce(reached.scorers, 0)
from (select group_key as key, sum(heads)::bigint as heads from contest_head where contest_id = :contest_id group by group_key) as head
full join (
    select group_key as key, sum(score)::bigint as score, count(*) filter (where score > 0) as scorers, count(*) as entries
    from contest_entry where contest_id = :contest_id and group_key is not null group by group_key
) as reached on reached.key = head.key
"""
"""Heads are those of the opening; where more people took part, they are as many as took part."""

STORE_OUTCOMES_OF_COMMUNITIES = """
insert into contest_outcome (contest_id, key, heads, score, scorers)
select :contest_id, h.group_key, greatest(h.heads, coalesce(reached.scorers, 0)), coalesce(reached.score, 0), coalesce(reached.scorers, 0)
from contest_head h left join (
    select k.community as key, sum(k.amount)::bigint as score, count(distinct k.person_id) as scorers
    from contest_count k where k.contest_id = :contest_id and k.is_counted group by k.community
) as reached on reached.key = h.group_key
where h.contest_id = :contest_id
"""

STORE_DRAW_RANKS = """
update contest_entry e set draw_rank = drawn.rank
from unnest(cast(:pseudonyms as text[]), cast(:ranks as bigint[])) as drawn (pseudonym, rank)
where e.contest_id = :contest_id and e.pseudonym = drawn.pseudonym
"""

EQUAL_ENTRIES = """
select coalesce(bool_or(e.reached_at < own.reached_at), false) as earlier, coalesce(bool_or(e.reached_at > own.reached_at), false) as later,
       array_agg(e.pseudonym) filter (where e.reached_at = own.reached_at) as together
from contest_entry own left join contest_entry e
    on e.contest_id = own.contest_id and e.score = own.score and e.exclusion is null and e.pseudonym <> own.pseudonym
where own.contest_id = :contest_id and own.pseudonym = :pseudonym and own.score > 0 and own.exclusion is null
"""
"""Who else has the score of an entry that can win; nothing for any other entry."""
