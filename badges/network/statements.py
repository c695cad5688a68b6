"""The SQL of what holders show in the network: the feed in the order of changes, one award, and those of one person, as the driver takes it."""

from __future__ import annotations

_LOCK_OF_PLACES = 7_301_402
"""Under this advisory lock, one reader at a time gives places."""

LOCK_PLACES = f"select pg_advisory_xact_lock({_LOCK_OF_PLACES})"

GIVE_PLACES = """
update shown_award s set place = nextval('shown_award_place')
from (select id from shown_award where place is null order by changed_at, id for update skip locked) as changed
where s.id = changed.id
"""
"""Gives the next places to what changed. A change under way is locked, so it is left for later: no place is given before an earlier one can be read."""

_COLUMNS = """s.id, s.place, s.changed_at, p.external_id as person, a.person_id, b.slug, a.criterion_version as version,
    a.awarded_at, a.expires_at,
    case when m.id is null then 'withdrawn' when a.revoked_at is not null then 'revoked'
        when a.expired_at is not null or a.expires_at <= %(now)s then 'expired' else 'valid' end as state"""

_SHOWN = """from shown_award s
left join award a on a.id = s.award_id
left join badge b on b.id = a.badge_id
left join member_at(%(now)s) m on m.id = a.person_id and m.takes_part and not m.is_paused and 'badges' <> all(m.features_off)
left join person p on p.id = m.id"""
"""Whoever takes part no more, has set Passerelle aside, or works where badges are off shows nothing, from the moment on."""

FEED = f"""
select {_COLUMNS} {_SHOWN}
where s.place > %(after)s and (cast(%(since)s as timestamptz) is null or s.changed_at >= %(since)s)
order by s.place limit %(most)s
"""

ONE_SHOWN_AWARD = f"select {_COLUMNS} {_SHOWN} where s.id = %(id)s and m.id is not null"

SHOWN_AWARDS_OF_PERSON = f"""
select {_COLUMNS} {_SHOWN}
where p.external_id = %(person)s and a.revoked_at is null and a.expired_at is null and (a.expires_at is null or a.expires_at > %(now)s)
order by a.awarded_at desc, a.id desc limit %(most)s
"""
"""Those that are valid, the latest first."""

TEXTS_OF_BADGES = """
select b.slug, v.number, v.name, v.description
from unnest(cast(%(slugs)s as text[]), cast(%(versions)s as bigint[])) as wanted (slug, number)
join badge b on b.slug = wanted.slug
join badge_version v on v.badge_id = b.id and v.number = wanted.number
"""
"""Many awards are of one badge: what it says is read once."""

FEED_STATE = """
select exists (select from shown_award where place is null),
    (select id from shown_award where place = %(place)s),
    (select coalesce(max(place), 0) from shown_award)
"""
