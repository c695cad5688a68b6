"""The contests of the demo: one that runs, one that was drawn and can be computed again, and an ideas contest with its jury."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.kernel import clock
from app.people import queries
from app.people.models import Person
from app.people.roles import HR
from missions.contests.ideas.schemas import IdeaForm
from missions.contests.ideas.service import send_idea
from missions.contests.joining.service import join_contest
from missions.contests.jury.scoring import CRITERIA
from missions.contests.jury.service import save_sheet
from missions.contests.life.service.announce import announce_contest_if_due
from missions.contests.life.service.calendar import close_contest_if_due, open_contest_if_due
from missions.contests.life.service.finalise import finalise_contest_if_due
from missions.contests.life.service.publish import publish_contest
from missions.contests.models import Contest
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
from missions.contests.writing.service import create_draft
from seeds.consent import DemoMember

DAY = timedelta(days=1)
PLAYERS = 110
"""How many people play each contest at most."""

IDEAS: Sequence[tuple[str, str, str, str, int]] = (
    (
        "Un modèle pour les comptes rendus",
        "Chacun écrivait le sien, et personne ne les lisait.",
        "Trois titres, dix lignes : décidé, à faire, par qui.",
        "Les comptes rendus partent le jour même.",
        20,
    ),
    (
        "Une photo du tableau avant de l’effacer",
        "Les idées de réunion se perdaient.",
        "La dernière personne prend la photo et la poste dans la communauté.",
        "On retrouve les décisions sans demander.",
        10,
    ),
    (
        "Le mardi des questions",
        "Les petites questions attendaient des jours.",
        "Une heure par semaine, deux collègues répondent à tout dans la communauté.",
        "Le délai de réponse a été divisé par deux.",
        30,
    ),
)


def write_demo_contests(members: Iterable[DemoMember], now: datetime) -> int:
    """Publish the contests and let people play them; how many were written."""
    emails = [member.colleague.email for member in members if HR not in member.colleague.roles]
    people = [queries.get_person_by_email(email) for email in emails]
    players = [person for person in people if person.arrived_on < (now - 60 * DAY).date()][:PLAYERS]
    _play_running_contest(players, now)
    _play_drawn_contest(players[:60], now)
    _play_ideas_contest(players, now)
    return 3


def _play_running_contest(players: Sequence[Person], now: datetime) -> None:
    lunch = {
        "fr": "Un déjeuner d’équipe dans un restaurant au choix",
        "en": "A team lunch in a restaurant of your choice",
    }
    terms = ContestTerms(
        title={"fr": "Une réponse pour chaque question", "en": "An answer to every question"},
        objective={
            "fr": "Que chaque collègue trouve une réponse utile, où qu’il travaille.",
            "en": "That each colleague finds a useful answer, wherever they work.",
        },
        organiser="Ressources humaines",
        sponsor="Direction générale",
        audience={},
        mode="collective",
        group_sort=GroupSort.REGION,
        goal=1,
        scoring=(ScoringLine(source="answer.created", cap=5, cap_period="week"),),
        prizes=(PrizeTerms(key="lunch", title=lunch, receiver=Receiver.GROUP, stock=6, value_cents=25_000),),
        budget_cents=200_000,
        calendar=Calendar(zone="Europe/Paris", opens_at=now - 18 * DAY, closes_at=now + 9 * DAY),
    )
    _open_contest(terms, players)


def _play_drawn_contest(players: Sequence[Person], now: datetime) -> None:
    book = {"fr": "Un livre choisi en librairie", "en": "A book chosen in a bookshop"}
    prize = PrizeTerms(
        key="book",
        title=book,
        receiver=Receiver.PERSON,
        stock=5,
        value_cents=3_000,
        prize_class=PrizeClass.CHANCE,
    )
    terms = ContestTerms(
        title={"fr": "Le premier pas", "en": "The first step"},
        objective={"fr": "Oser une première réponse.", "en": "Dare a first answer."},
        organiser="Ressources humaines",
        sponsor="Direction générale",
        audience={},
        mode="draw",
        goal=1,
        scoring=(ScoringLine(source="answer.created"),),
        draw=DrawTerms(shared_by=GroupSort.REGION),
        prizes=(prize,),
        budget_cents=15_000,
        calendar=Calendar(zone="Europe/Paris", opens_at=now - 50 * DAY, closes_at=now - 22 * DAY, claim_days=60),
    )
    contest = _open_contest(terms, players)
    closes_at = terms.calendar.closes_at
    for moment, take_step in (
        (closes_at, close_contest_if_due),
        (closes_at + DAY, announce_contest_if_due),
        (closes_at + 8 * DAY, finalise_contest_if_due),
    ):
        with clock.freeze_at(moment):
            take_step(contest.id)


def _play_ideas_contest(players: Sequence[Person], now: datetime) -> None:
    jury = players[-2:]
    guide = {"fr": "Un guide imprimé des idées retenues", "en": "A printed guide of the chosen ideas"}
    terms = ContestTerms(
        title={"fr": "Les bonnes idées du terrain", "en": "Good ideas from daily work"},
        objective={"fr": "Partager ce qui marche, en cinq lignes.", "en": "Share what works, in five lines."},
        organiser="Ressources humaines",
        sponsor="Direction générale",
        audience={},
        jury_ids=tuple(person.id for person in jury),
        mode="ideas",
        scoring=(),
        prizes=(PrizeTerms(key="guide", title=guide, receiver=Receiver.PERSON, stock=3, value_cents=900),),
        budget_cents=2_700,
        calendar=Calendar(zone="Europe/Paris", opens_at=now - 10 * DAY, closes_at=now + 4 * DAY),
    )
    authors = [person for person in players if person not in jury][: len(IDEAS)]
    contest = _open_contest(terms, authors)
    with clock.freeze_at(now - 5 * DAY):
        sent = [
            send_idea(contest, author.id, _build_form(idea)).id for author, idea in zip(authors, IDEAS, strict=True)
        ]
    with clock.freeze_at(now - 2 * DAY):
        for place, idea_id in enumerate(sent[:2]):
            save_sheet(contest, idea_id, jury[-1].id, dict.fromkeys(CRITERIA, str(3 + place)))


def _build_form(idea: tuple[str, str, str, str, int]) -> IdeaForm:
    title, problem, gesture, result, minutes = idea
    texts = {"title": title, "problem": problem, "gesture": gesture, "result": result}
    return IdeaForm(texts=texts, minutes=str(minutes), is_signed=minutes == IDEAS[0][-1])


def _open_contest(terms: ContestTerms, players: Sequence[Person]) -> Contest:
    """The contest, published two days before its opening, opened at its moment, with its players."""
    opens_at = terms.calendar.opens_at
    with clock.freeze_at(opens_at - 2 * DAY):
        draft = create_draft(terms.title["fr"], {})
        contest = publish_contest(draft.slug, terms, revision=draft.revision)
    with clock.freeze_at(opens_at):
        open_contest_if_due(contest.id)
    with clock.freeze_at(opens_at + DAY):
        for player in players:
            join_contest(contest.slug, player.id)
    return contest
