"""The six missions of the demo's onboarding path: what each asks for, why it is useful, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

BilingualText = dict[str, str]

ONLY_YOU = {"fr": "Vous seul.", "en": "You alone."}
THE_COMMUNITY = {
    "fr": "Les membres de la communauté lisent votre message sur le réseau. Ici, vous seul voyez la mission.",
    "en": "Members of the community read your message on the network. Here, you alone see the mission.",
}


@dataclass(frozen=True)
class DemoMission:
    """A mission of the demo, before it is published."""

    slug: str
    kind: str
    settings: dict[str, object]
    title: BilingualText
    why: BilingualText
    minutes: int
    points: int
    who_sees: BilingualText = field(default_factory=lambda: ONLY_YOU)


ONBOARDING_PATH = (
    DemoMission(
        "read-charter",
        "profile",
        {"parts": ["charter"]},
        {"fr": "Lire la charte et choisir ce que vous partagez", "en": "Read the charter and choose what you share"},
        {
            "fr": "En cinq minutes, vous savez qui voit quoi, et tout reste privé tant que vous n’en décidez pas autrement.",
            "en": "In five minutes you know who sees what, and all of it stays private until you decide otherwise.",
        },
        minutes=5,
        points=10,
    ),
    DemoMission(
        "follow-two-communities",
        "distinct",
        {"facts": ["community.joined"], "wanted": 2, "of": "communities"},
        {"fr": "Suivre deux communautés près de vous", "en": "Follow two communities near you"},
        {
            "fr": "Une de votre région, une de votre métier : les réponses que vous y lirez serviront dès cette semaine.",
            "en": "One of your region, one of your trade: the answers you read there will serve you this very week.",
        },
        minutes=5,
        points=20,
        who_sees={
            "fr": "Les membres voient que vous suivez la communauté. Ici, vous seul voyez la mission.",
            "en": "Members see that you follow the community. Here, you alone see the mission.",
        },
    ),
    DemoMission(
        "thank-a-colleague",
        "activity",
        {"facts": ["answer.accepted"], "wanted": 1},
        {"fr": "Remercier un collègue pour une réponse utile", "en": "Thank a colleague for a useful answer"},
        {
            "fr": "Marquez la réponse comme utile : la personne sait que sa réponse a servi, et les suivants la trouvent plus vite.",
            "en": "Mark the answer as useful: the person learns that the answer served, and the next ones find it sooner.",
        },
        minutes=2,
        points=20,
        who_sees={
            "fr": "L’auteur de la réponse voit votre merci. Ici, vous seul voyez la mission.",
            "en": "The author of the answer sees your thanks. Here, you alone see the mission.",
        },
    ),
    DemoMission(
        "say-hello-to-three",
        "distinct",
        {"facts": ["post.created", "answer.created"], "wanted": 3, "of": "people"},
        {"fr": "Dire bonjour à trois personnes différentes", "en": "Say hello to three different people"},
        {
            "fr": "Trois visages de plus à qui poser une question le jour où vous en aurez besoin.",
            "en": "Three more faces to ask on the day when you need to.",
        },
        minutes=10,
        points=40,
        who_sees=THE_COMMUNITY,
    ),
    DemoMission(
        "answer-in-first-week",
        "activity",
        {"facts": ["answer.created"], "wanted": 1, "within_days": 7},
        {"fr": "Répondre à quelqu’un dans votre première semaine", "en": "Answer someone within your first week"},
        {
            "fr": "Votre regard neuf aide : ce que vous venez d’apprendre, d’autres le cherchent encore.",
            "en": "A fresh eye helps: what you have just learnt, others are still looking for.",
        },
        minutes=10,
        points=40,
        who_sees=THE_COMMUNITY,
    ),
    DemoMission(
        "two-active-weeks",
        "rhythm",
        {
            "facts": ["post.created", "answer.created", "comment.created", "answer.accepted"],
            "wanted": 2,
            "within_days": 30,
        },
        {"fr": "Deux semaines actives dans votre premier mois", "en": "Two active weeks in your first month"},
        {
            "fr": "Revenir une deuxième fois suffit pour que le réseau devienne un réflexe utile plutôt qu’un onglet de plus.",
            "en": "Coming back a second time is enough for the network to become a useful reflex rather than one more tab.",
        },
        minutes=15,
        points=60,
    ),
)
