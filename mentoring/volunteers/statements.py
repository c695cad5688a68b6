"""The statement that reads the lines of people to avoid again, for a whole round."""

from __future__ import annotations

from sqlalchemy import text

RESOLVE_AVOIDANCES_OF_ROUND = text(
    """
    insert into mentoring_avoidance (person_id, avoided_id)
    select distinct v.person_id, avoided.id
    from mentoring_volunteer v
    join mentoring_avoidance_said written on written.person_id = v.person_id
    cross join unnest(written.lines) line
    cross join lateral (
        select id from member where email = lower(line) and is_here
        union
        select id from person where full_name_key(given_name, family_name) = name_key(line)
        union
        select id from person where full_name_key(family_name, given_name) = name_key(line)
    ) avoided
    where v.round_id = :round_id and v.state = 'open' and avoided.id <> v.person_id
    on conflict do nothing
    """
)
