"""The SQL of thanks that are shown, and of those whose people left."""

from __future__ import annotations

SHOWN = """
select r.given_name || ' ' || r.family_name as receiver, g.given_name || ' ' || g.family_name as giver,
    t.reason, t.effect, t.given_at, t.audience
from thanks t
join member reader on reader.id = :person_id
join member_at(:now) r on r.id = t.receiver_id and r.takes_part and not r.is_paused
left join member g on g.id = t.giver_id and g.is_here
where t.audience <> 'private' and t.receiver_id <> :person_id and t.giver_id is distinct from :person_id
    and (t.audience = 'everybody' or r.unit_id = reader.unit_id)
order by t.given_at desc, t.id desc limit :most
"""
"""A giver never reads there what they gave: what became of it is for its receiver."""

FORGET_LEAVERS = """
with gone as materialized (select id from unnest(cast(:gone as bigint[])) as gone (id)),
received as (delete from thanks t using gone where t.receiver_id = gone.id),
practices as (delete from practice_request p using gone where p.teller_id = gone.id),
wishes as (
    update practice_request p set requester_id = null from gone
    where p.requester_id = gone.id and p.teller_id not in (select id from gone)),
refused as (delete from thanks_refusal r using gone where r.person_id = gone.id),
given as (
    update thanks t set giver_id = null from gone
    where t.giver_id = gone.id and t.receiver_id not in (select id from gone))
update thanks t set audience = 'private' where t.receiver_id = any(cast(:remaining as bigint[])) and t.audience <> 'private'
"""
"""What those received who left the company is deleted; what they gave stays with its receivers, without their name.

`remaining` left the game alone.
"""
