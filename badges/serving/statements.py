"""The SQL of the team that an award served: read from the facts for its holder, from what they agreed to for everybody else."""

from __future__ import annotations

from app.journal.events.statements import effective_fact_condition

_TERM_BEGAN = """coalesce((select max(earlier.expired_at) from award earlier where earlier.badge_id = a.badge_id
    and earlier.person_id = a.person_id and earlier.id <> a.id), '-infinity')"""

_HELPED = f"""
select (f.body ->> 'actor_unit')::bigint as unit_id, f.actor_id as person_id
from award a
join badge_version v on v.badge_id = a.badge_id and v.number = a.criterion_version
join fact f on f.kind = 'answer.accepted' and f.counterpart_id = a.person_id and f.actor_id is distinct from a.person_id
    and f.occurred_at <= a.awarded_at and f.occurred_at >= {_TERM_BEGAN}
where a.id = :award_id and 'answer.accepted:counterpart' = any(v.counted_kinds)
    and (v.communities is null or f.community = any(v.communities)) and {effective_fact_condition("f")}
"""
"""Whom the holder's useful answers of that term helped, and in which unit these people were that day."""

_PEOPLE_OF_UNIT = "(select count(*) from member m where m.unit_id = u.id and m.is_here and m.id <> a.person_id)"

SERVED_TEAM = f"""
with helped as materialized ({_HELPED}),
by_unit as (
    select coalesce(unit.merged_into_id, unit.id) as unit_id, count(*) as answers, count(distinct helped.person_id) as people
    from helped join unit on unit.id = helped.unit_id group by 1
)
select u.id as unit_id, u.name as team, (select count(*) from helped) as answers,
    shown.award_id is not null as is_shown
from award a
join by_unit on by_unit.people >= :least_helped and 2 * by_unit.answers > (select count(*) from helped)
join unit u on u.id = by_unit.unit_id
left join award_team shown on shown.award_id = a.id and shown.announcements = a.announcements
where a.id = :award_id and {_PEOPLE_OF_UNIT} >= :smallest
"""
"""The one team that got more than half of the answers, if several people of it were helped and it is large enough; no row otherwise."""


def build_shown_teams(condition: str) -> str:
    """The teams that the holders of some awards agreed to show, as long as they hold them and the team is large enough."""
    return f"""
select a.id as award_id, u.name as team, shown.answers
from award_team shown
join award a on a.id = shown.award_id and a.announcements = shown.announcements
join member holder on holder.id = a.person_id and holder.takes_part
join unit agreed on agreed.id = shown.unit_id
join unit u on u.id = coalesce(agreed.merged_into_id, agreed.id)
where shown.award_id {condition} and a.revoked_at is null and a.expired_at is null and {_PEOPLE_OF_UNIT} >= :smallest
"""


SHOWN_TEAMS = build_shown_teams("= any(:award_ids)")
