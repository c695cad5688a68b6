"""The subject `unit`: the teams of the organisation chart; what was earned stays with the team it was earned in."""

from __future__ import annotations

from app.leaderboards.subject import Subject

subject = Subject(
    "unit",
    "Units of the organisation chart; a line stays with the unit that the person was in.",
    """
    select unit.id::text as key, unit.name, member.id as person_id, member.takes_part
    from unit join member on member.unit_id = unit.id where member.is_here
    """,
    credits="select line.unit_id::text as key, line.shared, line.reached_at from line",
)
