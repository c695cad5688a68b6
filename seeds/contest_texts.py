"""What the contests of the demo say: their terms, the ideas of one, and the answers that HR has kept of a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from missions.contests.ideas.schemas import IdeaForm
from missions.contests.terms import (
    Calendar,
    ContestTerms,
    DrawTerms,
    GroupSort,
    PrizeClass,
    PrizeTerms,
    Receiver,
    ScoringLine,
)

DAY = timedelta(days=1)
ORGANISER, SPONSOR, ZONE = "Ressources humaines", "Direction générale", "Europe/Paris"

IDEAS: Sequence[IdeaForm] = (
    IdeaForm(
        texts={
            "title": "Un modèle pour les comptes rendus",
            "problem": "Chacun écrivait le sien, et personne ne les lisait.",
            "gesture": "Trois titres, dix lignes : décidé, à faire, par qui.",
            "result": "Les comptes rendus partent le jour même.",
        },
        minutes="20",
        is_signed=False,
    ),
    IdeaForm(
        texts={
            "title": "Une photo du tableau avant de l’effacer",
            "problem": "Les idées de réunion se perdaient.",
            "gesture": "La dernière personne prend la photo et la poste dans la communauté.",
            "result": "On retrouve les décisions sans demander.",
        },
        minutes="10",
        is_signed=False,
    ),
    IdeaForm(
        texts={
            "title": "Le mardi des questions",
            "problem": "Les petites questions attendaient des jours.",
            "gesture": "Une heure par semaine, deux collègues répondent à tout dans la communauté.",
            "result": "Le délai de réponse a été divisé par deux.",
        },
        minutes="30",
        is_signed=True,
    ),
)

DRAFT_TITLE = "Trois semaines pour accueillir les nouveaux"
DRAFT_ANSWERS: Mapping[str, str] = {
    "objective_fr": "Que chaque nouvel arrivant reçoive une réponse utile dans ses trois premières semaines.",
    "title_en": "Three weeks to welcome newcomers",
}
"""What HR has typed so far; it lacks a prize."""


def build_running_terms(now: datetime) -> ContestTerms:
    """A goal for each region, two thirds of the way through."""
    lunch = {
        "fr": "Un déjeuner d’équipe dans un restaurant au choix",
        "en": "A team lunch in a restaurant of your choice",
    }
    return ContestTerms(
        title={"fr": "Une réponse pour chaque question", "en": "An answer to every question"},
        objective={
            "fr": "Que chaque collègue trouve une réponse utile, où qu’il travaille.",
            "en": "That each colleague finds a useful answer, wherever they work.",
        },
        organiser=ORGANISER,
        sponsor=SPONSOR,
        audience={},
        mode="collective",
        group_sort=GroupSort.REGION,
        goal=1,
        scoring=(ScoringLine(source="answer.created", cap=5, cap_period="week"),),
        prizes=(PrizeTerms(key="lunch", title=lunch, receiver=Receiver.GROUP, stock=6, value_cents=25_000),),
        budget_cents=200_000,
        calendar=Calendar(
            zone=ZONE, opens_at=_find_full_hour(now - 18 * DAY, 9), closes_at=_find_full_hour(now + 9 * DAY, 18)
        ),
    )


def build_drawn_terms(now: datetime) -> ContestTerms:
    """A draw shared out by region, whose result is final."""
    prize = PrizeTerms(
        key="book",
        title={"fr": "Un livre choisi en librairie", "en": "A book chosen in a bookshop"},
        receiver=Receiver.PERSON,
        stock=5,
        value_cents=3_000,
        prize_class=PrizeClass.CHANCE,
    )
    return ContestTerms(
        title={"fr": "Le premier pas", "en": "The first step"},
        objective={"fr": "Oser une première réponse.", "en": "Dare a first answer."},
        organiser=ORGANISER,
        sponsor=SPONSOR,
        audience={},
        mode="draw",
        goal=1,
        scoring=(ScoringLine(source="answer.created"),),
        draw=DrawTerms(shared_by=GroupSort.REGION),
        prizes=(prize,),
        budget_cents=15_000,
        calendar=Calendar(
            zone=ZONE,
            opens_at=_find_full_hour(now - 50 * DAY, 9),
            closes_at=_find_full_hour(now - 22 * DAY, 18),
            claim_days=60,
        ),
    )


def build_ideas_terms(now: datetime, jury_ids: Sequence[int]) -> ContestTerms:
    """Ideas that can still be sent, with a jury that has begun."""
    guide = {"fr": "Un guide imprimé des idées retenues", "en": "A printed guide of the chosen ideas"}
    return ContestTerms(
        title={"fr": "Les bonnes idées du terrain", "en": "Good ideas from daily work"},
        objective={"fr": "Partager ce qui marche, en cinq lignes.", "en": "Share what works, in five lines."},
        organiser=ORGANISER,
        sponsor=SPONSOR,
        audience={},
        jury_ids=tuple(jury_ids),
        mode="ideas",
        scoring=(),
        prizes=(PrizeTerms(key="guide", title=guide, receiver=Receiver.PERSON, stock=3, value_cents=900),),
        budget_cents=2_700,
        calendar=Calendar(
            zone=ZONE, opens_at=_find_full_hour(now - 10 * DAY, 9), closes_at=_find_full_hour(now + 4 * DAY, 18)
        ),
    )


def _find_full_hour(day: datetime, hour: int) -> datetime:
    """That full hour of a day, on the clock of the contest."""
    return datetime.combine(day.date(), time(hour), ZoneInfo(ZONE)).astimezone(UTC)
