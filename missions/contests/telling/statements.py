"""The SQL of the home page and of the digest: prizes that wait, contests under way, and what is new of them."""

from __future__ import annotations

from app.people.roles import HR
from app.people.statements import in_audience_condition

_PRIZE = (
    """(select prize -> 'title' from jsonb_array_elements(c.terms -> 'prizes') prize where prize ->> 'key' = p.key)"""
)

HOME_LINES = f"""
(select c.slug, c.terms -> 'title' as contest, c.terms #>> '{{calendar,zone}}' as zone, {_PRIZE} as prize, w.claim_until as until, null::bigint as progress
from contest_win w join contest c on c.id = w.contest_id join contest_prize p on p.id = w.prize_id
where w.person_id = :person_id and w.state = 'offered' and w.claim_until > :now
order by w.claim_until, w.id)
union all
(select c.slug, c.terms -> 'title', c.terms #>> '{{calendar,zone}}', null, c.closes_at, f.progress
from contest_participant t join contest c on c.id = t.contest_id
join member_at(:now) m on m.id = t.person_id
left join contest_figure f on f.contest_id = c.id and f.key = t.group_key and c.terms ->> 'group_sort' is not null
where t.person_id = :person_id and c.state = 'open' and c.closes_at > :now and not m.is_paused and not m.is_in_crisis
order by c.terms ->> 'group_sort' is null, c.closes_at, c.id limit :most)
"""
"""The prizes about which a person may still decide, then the contests that they play, those of groups first, with how far their own group is.

A pause or a crisis stops no last day of a prize, and hides the contests.
"""

_ENDS_SOON_AT = "(c.closes_at - least(interval '7 days', (c.closes_at - c.opens_at) / 2))"

CONTEST_NEWS = f"""
with news as (
    select p.id as person_id, c.id, c.slug, c.terms, c.closes_at, told.is_ending,
           case when told.is_ending then {_ENDS_SOON_AT} else c.opened_at end as at
    from contest c cross join member p
    left join contest_participant t on t.contest_id = c.id and t.person_id = p.id
    cross join lateral (select t.person_id is not null and {_ENDS_SOON_AT} <= :now as is_ending) told
    where c.state = 'open' and c.closes_at > :now and p.id = any(:people) and p.takes_part
        and (told.is_ending or t.joined_at <= c.opened_at or t.person_id is null and {in_audience_condition("(c.terms -> 'audience')")}
            and not c.terms -> 'excluded_ids' @> to_jsonb(p.id) and not c.terms -> 'jury_ids' @> to_jsonb(p.id)
            and not exists (select from person_role g where g.person_id = p.id and g.role = '{HR}'))
)
select person_id, slug, terms -> 'title' as contest, terms #>> '{{calendar,zone}}' as zone, closes_at, is_ending, at
from news where at > :since order by person_id, closes_at, id
"""
"""A contest that opened to a person (:people), until they join it; or, from a week before its end (from its middle where it is short), that it ends."""

PRIZE_NEWS = f"""
select w.person_id, c.slug, c.terms -> 'title' as contest, c.terms #>> '{{calendar,zone}}' as zone, {_PRIZE} as prize, w.claim_until,
       half.at
from contest_win w join contest c on c.id = w.contest_id join contest_prize p on p.id = w.prize_id
cross join lateral (select w.offered_at + (w.claim_until - w.offered_at) / 2 as at) half
where w.person_id = any(:people) and w.state = 'offered' and w.claim_until > :now and half.at <= :now and half.at > :since
order by w.person_id, w.claim_until, w.id
"""
"""A prize that still waits after half of its time: its winner was told when it was won."""
