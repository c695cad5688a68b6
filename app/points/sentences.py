"""Writes a rule as one sentence in French and English, and lists the events that a rule may credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.journal.counted_events import COUNTERPART, CountedEvent
from app.journal.event_labels import OCCURRENCES, Words
from app.points.terms import RuleTerms

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
class _Phrases:
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


FRENCH = _Phrases(
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
ENGLISH = _Phrases(
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


def build_sentences(terms: RuleTerms) -> dict[str, str]:
    """The published sentence in French and English: amount, events, cap, and the team's share."""
    return {"fr": _format_sentence(terms, "fr", FRENCH), "en": _format_sentence(terms, "en", ENGLISH)}


def _format_sentence(terms: RuleTerms, language: str, phrases: _Phrases) -> str:
    opening, ending = _format_opening_and_ending(terms, phrases)
    return (
        f"{opening} {_format_events(terms.events, language, phrases)}{_format_cap(terms, language, phrases)}{ending}."
    )


def _format_opening_and_ending(terms: RuleTerms, phrases: _Phrases) -> tuple[str, str]:
    personal, collective = terms.personal, terms.collective
    if personal == 0:
        return phrases.for_team_alone.format(_format_points(collective or 0, phrases)), ""
    opening = phrases.announced if personal is None else _format_points(personal, phrases)
    if collective is None or collective == personal:
        return opening, phrases.as_much
    if collective == 0:
        return phrases.for_you.format(opening), ""
    return opening, phrases.for_team.format(_format_points(collective, phrases))


def _format_points(number: int, phrases: _Phrases) -> str:
    return phrases.point if number == 1 else phrases.points.format(number)


def _format_events(events: Sequence[CountedEvent], language: str, phrases: _Phrases) -> str:
    return phrases.when + (phrases.either + phrases.when).join(
        CREDITABLE_WORDS[str(event)][language] for event in events
    )


def _format_cap(terms: RuleTerms, language: str, phrases: _Phrases) -> str:
    if terms.cap is None:
        return ""
    if terms.cap.times == 1:
        return _ONCE[terms.cap.period][language]
    return phrases.at_most[terms.cap.period].format(terms.cap.times)
