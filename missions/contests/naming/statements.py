"""The SQL of the names of winners: joined whenever a result is read, and kept nowhere else."""

from __future__ import annotations

_NAMEABLE = """from contest_win w join member_at(:now) m on m.id = w.person_id
where w.contest_id = :contest_id and m.takes_part and w.state in ('offered', 'claimed', 'handed-over', 'given-away')"""
"""Whoever left a prize, let its time pass, or takes part in Passerelle no more, is not named."""

PUBLISHED_NAMES = f"""
select w.id as win_id, w.group_key, m.given_name || ' ' || m.family_name as name
{_NAMEABLE} and w.is_named and not m.is_paused
"""

OWN_NAMEABLE_WINS = f"""
select w.id as win_id, w.group_key, m.given_name || ' ' || m.family_name as name, w.is_named, m.is_paused
{_NAMEABLE} and w.person_id = :person_id
"""
