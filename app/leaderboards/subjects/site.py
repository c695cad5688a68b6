"""The subject `site`: the places where people work today."""

from __future__ import annotations

from app.leaderboards.subject import Subject

subject = Subject(
    "site",
    "Sites, by where people work today.",
    """
    select site.id::text as key, site.name, member.id as person_id, member.takes_part
    from site join member on member.site_id = site.id where member.is_here
    """,
)
