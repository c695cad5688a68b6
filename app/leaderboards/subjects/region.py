"""The subject `region`: the regions of the sites where people work today."""

from __future__ import annotations

from app.leaderboards.subject import Subject

subject = Subject(
    "region",
    "Regions, by where people work today.",
    """
    select region.id::text as key, region.name, person.id as person_id
    from region join site on site.region_id = region.id join person on person.site_id = site.id
    where person.left_on is null
    """,
)
