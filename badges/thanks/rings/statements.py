"""The SQL that counts who thanked whom in some weeks."""

from __future__ import annotations

TIES = """
select giver_id, receiver_id, count(*) as thanks from thanks
where delivered_at is not null and giver_id is not null and given_at >= :since and given_at < :until
group by giver_id, receiver_id having count(*) >= :fewest order by giver_id, receiver_id
"""

TOTALS = """
with counted as materialized (
    select giver_id, receiver_id from thanks
    where delivered_at is not null and giver_id is not null and given_at >= :since and given_at < :until)
select person.id, coalesce(given.thanks, 0) as given, coalesce(received.thanks, 0) as received
from unnest(cast(:people as bigint[])) as person (id)
left join (select giver_id as id, count(*) as thanks from counted group by giver_id) as given on given.id = person.id
left join (select receiver_id as id, count(*) as thanks from counted group by receiver_id) as received on received.id = person.id
"""
