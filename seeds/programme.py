"""The demo's programme: a path of six missions, three badges, four rules of points, three boards."""

from __future__ import annotations

from datetime import datetime

from app.leaderboards.service import create_and_publish_board
from app.points.service import Amounts, Cap, create_and_publish_rule
from badges.grouping.service import BadgeGroupDraft, save_group
from badges.medal import MedalColour, MedalShape
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions.service.paths import PathDraft, PathText, StepDraft, check_and_publish_path, save_mission_path
from missions.service.publish import create_and_publish_mission_for_everyone
from missions.service.write import MissionText
from seeds.onboarding_path import ONBOARDING_PATH

ONBOARDING_SLUG = "discovery"
FIRST_HALF = [mission.slug for mission in ONBOARDING_PATH[:3]]
SECOND_HALF = [mission.slug for mission in ONBOARDING_PATH[3:]]


def publish_programme(in_force_from: datetime) -> None:
    """Publish all of it; the rules credit what happened since `in_force_from`."""
    _publish_missions_and_path()
    _write_badge_groups()
    _publish_badges()
    _publish_rules(in_force_from)
    create_and_publish_board(
        "colleagues",
        title={"fr": "Collègues qui ont choisi d’apparaître", "en": "Colleagues who chose to appear"},
        subject="person",
        period="month",
    )
    create_and_publish_board(
        "regions",
        title={"fr": "Régions, en points par personne", "en": "Regions, in points per person"},
        subject="region",
        period="month",
    )
    create_and_publish_board(
        "teams", title={"fr": "Équipes, en points par personne", "en": "Teams, in points per person"}, subject="unit"
    )


def _publish_missions_and_path() -> None:
    for mission in ONBOARDING_PATH:
        text = MissionText(title=mission.title, why=mission.why, who_sees=mission.who_sees)
        create_and_publish_mission_for_everyone(
            mission.slug, mission.kind, mission.settings, text=text, minutes=mission.minutes, points=mission.points
        )
    words = PathText(
        title={"fr": "Parcours de découverte", "en": "Discovery path"},
        why={
            "fr": "Faire le tour du réseau et trouver vos repères, à votre rythme.",
            "en": "Look around the network and find your bearings, at your own pace.",
        },
        objective={
            "fr": "Que chaque personne qui arrive sache où poser une question avant la fin de son premier mois.",
            "en": "Everybody who arrives knows where to ask a question before the end of their first month.",
        },
        sponsor="Claire Nguyen",
    )
    draft = PathDraft(
        text=words, steps=tuple(StepDraft(mission=mission.slug) for mission in ONBOARDING_PATH), opens_on_joining=True
    )
    check_and_publish_path(save_mission_path(ONBOARDING_SLUG, draft))


def _write_badge_groups() -> None:
    save_group("arrival", BadgeGroupDraft({"fr": "Bien arriver", "en": "Settling in"}, 1))
    save_group("help", BadgeGroupDraft({"fr": "S’entraider", "en": "Helping each other"}, 2))


def _publish_badges() -> None:
    create_and_publish_badge(
        "first-steps",
        "missions-completed",
        {"missions": FIRST_HALF},
        text=BadgeText(
            name={"fr": "Premiers pas", "en": "First steps"},
            description={
                "fr": "A lu la charte, suit deux communautés et a remercié un collègue.",
                "en": "Has read the charter, follows two communities and has thanked a colleague.",
            },
            icon="route",
            shape=MedalShape.HEXAGON,
        ),
        group="arrival",
    )
    create_and_publish_badge(
        "welcome-aboard",
        "missions-completed",
        {"missions": SECOND_HALF},
        text=BadgeText(
            name={"fr": "Bienvenue à bord", "en": "Welcome aboard"},
            description={
                "fr": "A salué trois collègues, répondu à l’un d’eux dès la première semaine, et est revenu la suivante.",
                "en": "Has greeted three colleagues, answered one of them within the first week, and come back the next.",
            },
            icon="heart-handshake",
            shape=MedalShape.FLOWER,
            colour=MedalColour.CORAIL,
        ),
        group="arrival",
    )
    _publish_badge_for_path()


def _publish_badge_for_path() -> None:
    create_and_publish_badge(
        "onboarding-completed",
        "path-completed",
        {"paths": [ONBOARDING_SLUG]},
        text=BadgeText(
            name={"fr": "Parcours d’accueil terminé", "en": "Onboarding completed"},
            description={
                "fr": "A terminé le parcours de l’arrivée, de la charte au retour de la deuxième semaine.",
                "en": "Has completed the path of the arrival, from the charter to coming back in the second week.",
            },
            icon="sun",
            shape=MedalShape.SHIELD,
            colour=MedalColour.VERT,
        ),
        group="arrival",
    )


def _publish_rules(in_force_from: datetime) -> None:
    create_and_publish_rule(
        "mission-completed",
        "mission.completed",
        in_force_from=in_force_from,
    )
    create_and_publish_rule(
        "answer-for-the-team",
        "answer.created",
        amounts=Amounts(personal=0, collective=1),
        cap=Cap(5, "week"),
        in_force_from=in_force_from,
    )
    create_and_publish_rule(
        "useful-answer",
        "answer.accepted:counterpart",
        amounts=Amounts(personal=3, collective=3),
        cap=Cap(5, "week"),
        in_force_from=in_force_from,
    )
    create_and_publish_rule(
        "mark-an-answer-useful",
        "answer.accepted",
        amounts=Amounts(personal=1, collective=1),
        cap=Cap(3, "week"),
        in_force_from=in_force_from,
    )
