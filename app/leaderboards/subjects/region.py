"""The subject `region`: the regions of the sites where people work today."""

from __future__ import annotations

from app.leaderboards.subject import GroupKind, GroupKindWords

subject = GroupKind(
    name="region",
    sentence="Regions, by where people work today.",
    members="""
    select region.id::text as key, region.name, member.id as person_id, member.takes_part
    from region join member on member.region_id = region.id where member.is_here
    """,
    words=GroupKindWords(
        choice={"fr": "Les régions", "en": "Regions"},
        summary={"fr": "Par région", "en": "By region"},
        column={"fr": "Région", "en": "Region"},
        own={"fr": "votre région", "en": "your region"},
        merged={"fr": "Autres régions", "en": "Other regions"},
    ),
    place=30,
)
