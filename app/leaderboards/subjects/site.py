"""The subject `site`: the places where people work today."""

from __future__ import annotations

from app.leaderboards.subject import Subject

subject = Subject(
    "site",
    "Sites, by where people work today.",
    """
    select site.id::text as key, site.name, person.id as person_id
    from site join person on person.site_id = site.id where person.left_on is null
    """,
)
