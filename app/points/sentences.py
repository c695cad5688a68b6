"""Tells a rule as one sentence that people can read, in French and English; and the events that a rule may credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.journal.counted_events import COUNTERPART, CountedEvent
from app.journal.event_labels import OCCURRENCES, Words
from app.points.terms import Terms

CREDITABLE = (
    CountedEvent("answer.accepted", COUNTERPART),
    CountedEvent("answer.created"),
    CountedEvent("answer.accepted"),
    CountedEvent("mission.completed"),
    CountedEvent("post.created"),
    CountedEvent("comment.created"),
    CountedEvent("post.shared"),
    CountedEvent("community.joined"),
    CountedEvent("person.followed"),
    CountedEvent("post.liked"),
)
"""Every event that may be credited, in the order of the form: first those that help another person."""

CREDITABLE_WORDS = {str(event): OCCURRENCES[str(event)] for event in CREDITABLE}
"""Their words, as people read them after « quand »."""

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
    """The sentence that is published: amount, events, cap, and what the team gets."""
    return {"fr": _sentence(terms, "fr", FRENCH), "en": _sentence(terms, "en", ENGLISH)}


def _sentence(terms: Terms, language: str, tongue: _Tongue) -> str:
    opening, ending = _amounts(terms, tongue)
    return f"{opening} {_list_events(terms.events, language, tongue)}{_cap(terms, language, tongue)}{ending}."


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


def _list_events(events: Sequence[CountedEvent], language: str, tongue: _Tongue) -> str:
    return tongue.when + (tongue.either + tongue.when).join(CREDITABLE_WORDS[str(event)][language] for event in events)


def _cap(terms: Terms, language: str, tongue: _Tongue) -> str:
    if terms.cap is None:
        return ""
    if terms.cap.times == 1:
        return _ONCE[terms.cap.period][language]
    return tongue.at_most[terms.cap.period].format(terms.cap.times)
