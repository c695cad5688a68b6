"""The subject `site`: the places where people work today."""

from __future__ import annotations

from app.leaderboards.subject import GroupKind, GroupKindWords

subject = GroupKind(
    name="site",
    sentence="Sites, by where people work today.",
    members="""
    select site.id::text as key, site.name, member.id as person_id, member.takes_part
    from site join member on member.site_id = site.id where member.is_here
    """,
    words=GroupKindWords(
        choice={"fr": "Les sites", "en": "Sites"},
        summary={"fr": "Par site", "en": "By site"},
        column={"fr": "Site", "en": "Site"},
        own={"fr": "votre site", "en": "your site"},
        merged={"fr": "Autres sites", "en": "Other sites"},
    ),
    place=20,
)
