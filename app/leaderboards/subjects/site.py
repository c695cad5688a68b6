"""The subject `site`: the places where people work; what was earned stays with the site it was earned at."""

from __future__ import annotations

from app.leaderboards.subject import GroupKind, GroupKindWords

subject = GroupKind(
    name="site",
    sentence="Sites; what was earned stays with the site where the person worked.",
    column="site_id",
    names="select id::text as key, name from site",
    words=GroupKindWords(
        choice={"fr": "Les sites", "en": "Sites"},
        summary={"fr": "Par site", "en": "By site"},
        column={"fr": "Site", "en": "Site"},
        own={"fr": "votre site", "en": "your site"},
        merged={"fr": "Autres sites", "en": "Other sites"},
    ),
    place=20,
)
