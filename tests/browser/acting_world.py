"""A small team of its own for acting on missions: an author, a reader who also hosts, and a mission of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.accounts.service.sign_in import set_password
from app.people.queries import get_person
from app.people.roles import ANIMATOR
from app.people.service.participation import join_game
from app.people.service.roles import give_role
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability, MissionDraft, MissionText
from tests.browser.world import PASSWORD, WHO, WHY
from tests.makers import make_people, make_unit

QUESTIONS = [
    {
        "text": {"fr": "Qui voit vos points au départ ?", "en": "Who sees your points at first?"},
        "choices": [
            {"fr": "Toute l’entreprise", "en": "The whole company"},
            {"fr": "Votre manager", "en": "Your manager"},
            {"fr": "Vous, et personne d’autre", "en": "You, and nobody else"},
        ],
        "right": 3,
        "explanation": {"fr": "Au départ, vos points ne se voient que de vous.", "en": "At first only you see them."},
    },
    {
        "text": {"fr": "Un désaccord avec un message ?", "en": "You disagree with a message?"},
        "choices": [
            {"fr": "On répond vite", "en": "One answers fast"},
            {"fr": "On prend son téléphone", "en": "One picks up the telephone"},
        ],
        "right": 2,
        "explanation": {
            "fr": "De vive voix, on se comprend mieux.",
            "en": "People understand each other better by voice.",
        },
    },
]
INSTRUCTIONS = {
    "fr": "Racontez en quelques lignes un geste qui vous a fait gagner du temps.",
    "en": "Tell in a few lines of a gesture that saved you time.",
}
LOOKS_AT = {"fr": "On doit pouvoir refaire le geste.", "en": "Somebody else must be able to do it too."}


@dataclass(frozen=True)
class Team:
    """Who can sign in."""

    nadia: str
    hugo: str


def build_team(name: str) -> Team:
    """Two colleagues of a unit of their own, and missions that reach nobody else; their slugs begin with `name`."""
    now = clock.now()
    with transaction():
        unit = make_unit()
        ids = make_people(2, unit=unit, joined_at=None)
        for person_id, given_name in zip(ids, ("Nadia", "Hugo"), strict=True):
            person = get_person(person_id)
            person.given_name = given_name
            set_password(person, PASSWORD)
            join_game(person)
        give_role(get_person(ids[1]), ANIMATOR)
        audience = {"units": [unit.slug]}
        event = {"event": {"fr": "Café des métiers", "en": "Trades’ café"}, "place": {"fr": "Nantes", "en": "Nantes"}}
        hours = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=3)).isoformat()}
        evidence: dict[str, object] = {"instructions": INSTRUCTIONS, "looks_at": LOOKS_AT, "form": "both"}
        for kind, title, settings in (
            ("quiz", "Deux questions sur la charte", {"questions": QUESTIONS}),
            ("evidence", "Partagez un geste utile", evidence),
            ("meeting", "Un café en vrai", {"wanted": 1}),
            ("check-in", "Venez au café des métiers", event | hours),
            ("declaration", "Rangez vos abonnements", {"proof": "line"}),
            ("profile", "Votre profil", {"parts": ["profile", "choices"]}),
        ):
            words = MissionText(title={"fr": title, "en": title}, why=WHY, who_sees=WHO)
            availability = Availability(standalone=True, audience=audience, rehearsal=kind == "evidence")
            create_and_publish_mission(
                f"{name}-{kind}",
                MissionDraft(kind=kind, settings=settings, text=words, minutes=5, points=20, availability=availability),
            )
        return Team(get_person(ids[0]).email, get_person(ids[1]).email)
