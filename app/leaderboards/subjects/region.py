"""The subject `region`: the regions of the sites where people work today."""

from __future__ import annotations

from app.leaderboards.subject import Subject

subject = Subject(
    "region",
    "Regions, by where people work today.",
    """
    select region.id::text as key, region.name, member.id as person_id, member.takes_part
    from region join member on member.region_id = region.id where member.is_here
    """,
)
