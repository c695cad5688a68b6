"""The subject `region`: the regions of the sites where people work; what was earned stays with the site it was earned at."""

from __future__ import annotations

from app.leaderboards.subject import GroupKind, GroupKindWords

subject = GroupKind(
    name="region",
    sentence="Regions, by the site where the person worked when they earned something.",
    column="region_id",
    names="select id::text as key, name from region",
    words=GroupKindWords(
        choice={"fr": "Les régions", "en": "Regions"},
        summary={"fr": "Par région", "en": "By region"},
        column={"fr": "Région", "en": "Region"},
        own={"fr": "votre région", "en": "your region"},
        merged={"fr": "Autres régions", "en": "Other regions"},
    ),
    place=30,
)
