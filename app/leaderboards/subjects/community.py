"""The subject `community`: the network's communities, by who joined and has not left, among those who take part."""

from __future__ import annotations

from app.journal.events.statements import standing_fact_condition
from app.leaderboards.subject import GroupKind, GroupKindWords

subject = GroupKind(
    name="community",
    sentence="Communities of the network, by who joined them; a line counts in each community that the person is in.",
    members=f"""
    select latest.community as key, latest.community as name, latest.actor_id as person_id, member.takes_part
    from (
        select distinct on (fact.actor_id, fact.community) fact.actor_id, fact.community, fact.kind
        from fact
        where fact.kind in ('community.joined', 'community.left') and fact.community is not null and {standing_fact_condition("fact")}
        order by fact.actor_id, fact.community, fact.occurred_at desc, fact.id desc
    ) as latest
    join member on member.id = latest.actor_id
    where latest.kind = 'community.joined' and member.takes_part
    """,
    words=GroupKindWords(
        choice={"fr": "Les communautés", "en": "Communities"},
        hint={
            "fr": "Une personne compte dans chacune de ses communautés.",
            "en": "A person counts in each of their communities.",
        },
        summary={"fr": "Par communauté", "en": "By community"},
        column={"fr": "Communauté", "en": "Community"},
        own={"fr": "votre communauté", "en": "your community"},
        merged={"fr": "Autres communautés", "en": "Other communities"},
    ),
    shows_share=False,
    place=40,
)
