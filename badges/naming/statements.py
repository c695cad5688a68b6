"""The SQL of the names of holders: joined whenever the page of a badge is read, and kept nowhere else."""

from __future__ import annotations

_NAMEABLE = """from award a join member_at(:now) m on m.id = a.person_id
where a.badge_id = :badge_id and a.revoked_at is null and a.expired_at is null and (a.expires_at is null or a.expires_at > :now)
    and m.takes_part and 'badges' <> all(m.features_off)"""
"""Whoever does not hold the badge at this moment, takes part no more, or works where badges are off, is not named."""

PUBLISHED_NAMES = f"""
select m.given_name || ' ' || m.family_name as name, lower(m.family_name) as family, lower(m.given_name) as given, a.id
{_NAMEABLE} and a.is_named and not m.is_paused
    and (lower(m.family_name), lower(m.given_name), a.id) > (:family, :given, :after_id)
order by lower(m.family_name), lower(m.given_name), a.id limit :most
"""

OWN_NAMEABLE_AWARD = f"""
select m.given_name || ' ' || m.family_name as name, a.is_named, m.is_paused
{_NAMEABLE} and a.person_id = :person_id
"""
