"""A rule is told as one sentence, made of what it really says, in both languages."""

from __future__ import annotations

import pytest

from app.journal.counted_events import COUNTERPART_KINDS, CountedEvent
from app.journal.kinds import KINDS
from app.points.sentences import ANNOUNCED, CREDITABLE, CREDITABLE_WORDS, build_sentences
from app.points.terms import Cap, RuleTerms

USEFUL = CountedEvent("answer.accepted", "counterpart")
ANSWER, SHARE, MISSION = CountedEvent("answer.created"), CountedEvent("post.shared"), CountedEvent("mission.completed")


def test_every_creditable_event_can_happen_and_has_words_in_both_languages() -> None:
    assert {event.kind for event in CREDITABLE} | ANNOUNCED <= KINDS.keys()
    assert {event.kind for event in CREDITABLE if event.role == "counterpart"} == set(COUNTERPART_KINDS)
    assert all(words["fr"] and words["en"] for words in CREDITABLE_WORDS.values())


@pytest.mark.parametrize(
    ("terms", "french", "english"),
    [
        (
            RuleTerms(events=(USEFUL,), personal=5, cap=Cap(3, "week")),
            "5 points quand une de vos réponses est marquée utile, au plus 3 fois par semaine ; autant pour votre équipe.",
            "5 points when one of your answers is marked as useful, at most 3 times a week; as many for your team.",
        ),
        (
            RuleTerms(events=(ANSWER, SHARE), personal=0, collective=1, cap=Cap(1, "day")),
            "1 point pour votre équipe, et aucun pour vous, quand vous répondez à un collègue ou quand vous partagez un message, au plus une fois par jour.",
            "1 point for your team, and none for yourself, when you answer a colleague or when you share a post, at most once a day.",
        ),
        (
            RuleTerms(events=(MISSION,)),
            "Les points de la mission quand vous terminez une mission ; autant pour votre équipe.",
            "The points of the mission when you complete a mission; as many for your team.",
        ),
        (
            RuleTerms(events=(SHARE,), personal=2, collective=0, justification="x"),
            "2 points pour vous quand vous partagez un message.",
            "2 points for you when you share a post.",
        ),
        (
            RuleTerms(events=(SHARE,), personal=2, collective=1, cap=Cap(2, "month")),
            "2 points quand vous partagez un message, au plus 2 fois par mois ; 1 point pour votre équipe.",
            "2 points when you share a post, at most 2 times a month; 1 point for your team.",
        ),
    ],
)
def test_the_sentence_says_the_amounts_the_events_the_cap_and_the_team(
    terms: RuleTerms, french: str, english: str
) -> None:
    assert build_sentences(terms) == {"fr": french, "en": english}
