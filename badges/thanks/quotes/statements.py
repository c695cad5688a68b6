"""The SQL of quotes: words that a person shows with the agreement of their authors."""

from __future__ import annotations

MOST_QUOTED = 6


def build_public_quotes(person_id: str) -> str:
    """What that person shows, the latest first, without who wrote it; `person_id` is SQL. What its receiver put away is not shown."""
    return f"""
select reason from thanks
where receiver_id = {person_id} and delivered_at is not null and removed_at is null
    and quote_state = 'agreed' and giver_id is not null
order by given_at desc, id desc limit {MOST_QUOTED}
"""
