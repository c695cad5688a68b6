"""The SQL of nominations: for whom enough colleagues spoke."""

from __future__ import annotations

_COUNTS = """n.sentence is not null and n.written_at > :since and by.takes_part and not exists (
    select from nomination back where back.nominee_id = n.nominator_id and back.nominator_id = n.nominee_id
        and back.id < n.id and back.written_at > :since)"""
"""A nomination counts for a year, as long as its author takes part. Of two people who propose each other, the first counts."""

PEOPLE_TO_ASK = f"""
select m.id from member_at(:now) m
where m.takes_part and not m.is_paused and not m.is_in_crisis and 'badges' <> all(m.features_off)
    and m.id in (
        select n.nominee_id from nomination n join member by on by.id = n.nominator_id
        where {_COUNTS} group by n.nominee_id having count(*) >= :colleagues and count(distinct n.unit_id) >= :units)
    and (cast(:among as bigint[]) is null or m.id = any(:among))
    and not exists (select from candidacy c where c.person_id = m.id and (c.state = 'named' or c.opened_at > :since))
order by m.id
"""
"""Whoever is asked now: not in a pause, not an ambassador, and not asked within a year."""

MAY_BE_NOMINATED = """
select from member_at(:now) m
where m.id = :person_id and m.takes_part and 'badges' <> all(m.features_off)
    and not exists (select from candidacy c where c.person_id = m.id and c.state = 'named')
"""
