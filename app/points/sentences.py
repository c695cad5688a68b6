"""Tells a rule as one sentence that people can read, in French and English; and the deeds that a rule may credit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.journal.deeds import COUNTERPART, Deed
from app.points.terms import Terms

Words = Mapping[str, str]

DEEDS: dict[Deed, Words] = {
    Deed("answer.accepted", COUNTERPART): {
        "fr": "une de vos réponses est marquée utile",
        "en": "one of your answers is marked as useful",
    },
    Deed("answer.created"): {"fr": "vous répondez à un collègue", "en": "you answer a colleague"},
    Deed("answer.accepted"): {
        "fr": "vous marquez une réponse comme utile",
        "en": "you mark an answer as useful",
    },
    Deed("mission.completed"): {"fr": "vous terminez une mission", "en": "you complete a mission"},
    Deed("post.created"): {"fr": "vous publiez un message", "en": "you publish a post"},
    Deed("comment.created"): {"fr": "vous commentez un message", "en": "you comment on a post"},
    Deed("post.shared"): {"fr": "vous partagez un message", "en": "you share a post"},
    Deed("community.joined"): {"fr": "vous rejoignez une communauté", "en": "you join a community"},
    Deed("person.followed"): {"fr": "vous suivez un collègue", "en": "you follow a colleague"},
    Deed("post.liked"): {"fr": "vous appréciez un message", "en": "you like a post"},
}
"""Every deed that may be credited, as people read it after « quand »: first those that help somebody."""

ANNOUNCED = frozenset({"mission.completed"})
"""Kinds of facts that announce their own points."""


@dataclass(frozen=True)
class _Tongue:
    """The words of one language around the numbers."""

    point: str
    points: str
    when: str
    either: str
    announced: str
    for_you: str
    for_team_alone: str
    as_much: str
    for_team: str
    at_most: Words


FRENCH = _Tongue(
    "1 point",
    "{} points",
    "quand ",
    " ou ",
    "Les points de la mission",
    "{} pour vous",
    "{} pour votre équipe, et aucun pour vous,",
    " ; autant pour votre équipe",
    " ; {} pour votre équipe",
    {
        "day": ", au plus {} fois par jour",
        "week": ", au plus {} fois par semaine",
        "month": ", au plus {} fois par mois",
    },
)
ENGLISH = _Tongue(
    "1 point",
    "{} points",
    "when ",
    " or ",
    "The points of the mission",
    "{} for you",
    "{} for your team, and none for yourself,",
    "; as many for your team",
    "; {} for your team",
    {
        "day": ", at most {} times a day",
        "week": ", at most {} times a week",
        "month": ", at most {} times a month",
    },
)
_ONCE = {
    "day": {"fr": ", au plus une fois par jour", "en": ", at most once a day"},
    "week": {"fr": ", au plus une fois par semaine", "en": ", at most once a week"},
    "month": {"fr": ", au plus une fois par mois", "en": ", at most once a month"},
}


def sentence_of(terms: Terms) -> dict[str, str]:
    """The sentence that is published: amount, deeds, cap, and what the team gets."""
    return {"fr": _sentence(terms, "fr", FRENCH), "en": _sentence(terms, "en", ENGLISH)}


def _sentence(terms: Terms, language: str, tongue: _Tongue) -> str:
    opening, ending = _amounts(terms, tongue)
    return f"{opening} {_deeds(terms.deeds, language, tongue)}{_cap(terms, language, tongue)}{ending}."


def _amounts(terms: Terms, tongue: _Tongue) -> tuple[str, str]:
    personal, collective = terms.personal, terms.collective
    if personal == 0:
        return tongue.for_team_alone.format(_points(collective or 0, tongue)), ""
    opening = tongue.announced if personal is None else _points(personal, tongue)
    if collective is None or collective == personal:
        return opening, tongue.as_much
    if collective == 0:
        return tongue.for_you.format(opening), ""
    return opening, tongue.for_team.format(_points(collective, tongue))


def _points(number: int, tongue: _Tongue) -> str:
    return tongue.point if number == 1 else tongue.points.format(number)


def _deeds(deeds: Sequence[Deed], language: str, tongue: _Tongue) -> str:
    return tongue.when + (tongue.either + tongue.when).join(DEEDS[deed][language] for deed in deeds)


def _cap(terms: Terms, language: str, tongue: _Tongue) -> str:
    if terms.cap is None:
        return ""
    if terms.cap.times == 1:
        return _ONCE[terms.cap.period][language]
    return tongue.at_most[terms.cap.period].format(terms.cap.times)
