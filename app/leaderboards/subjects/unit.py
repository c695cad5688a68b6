"""The subject `unit`: the teams of the organisation chart; what was earned stays with the team it was earned in."""

from __future__ import annotations

from app.leaderboards.subject import GroupKind, GroupKindWords

subject = GroupKind(
    name="unit",
    sentence="Units of the organisation chart; what was earned stays with the unit that the person was in.",
    column="unit_id",
    names="select id::text as key, name from unit",
    words=GroupKindWords(
        choice={"fr": "Les équipes", "en": "Teams"},
        hint={
            "fr": "Ce qui a été gagné reste à l’équipe d’alors.",
            "en": "What was earned stays with the team the person belonged to at the time.",
        },
        summary={"fr": "Par équipe", "en": "By team"},
        column={"fr": "Équipe", "en": "Team"},
        own={"fr": "votre équipe", "en": "your team"},
        merged={"fr": "Autres équipes", "en": "Other teams"},
    ),
    place=10,
)
