"""A rule is told as one sentence, made of what it really says, in both languages."""

from __future__ import annotations

import pytest

from app.journal.deeds import TOLD_OF_OTHERS, Deed
from app.journal.kinds import KINDS
from app.points.sentences import ANNOUNCED, DEEDS, sentence_of
from app.points.terms import Cap, Terms

USEFUL = Deed("answer.accepted", "counterpart")
ANSWER, SHARE, MISSION = Deed("answer.created"), Deed("post.shared"), Deed("mission.completed")


def test_every_deed_is_about_something_that_can_happen_and_has_its_clause_in_both_languages() -> None:
    assert {deed.kind for deed in DEEDS} | ANNOUNCED <= KINDS.keys()
    assert {deed.kind for deed in DEEDS if deed.side == "counterpart"} == set(TOLD_OF_OTHERS)
    assert all(words["fr"] and words["en"] for words in DEEDS.values())


@pytest.mark.parametrize(
    ("terms", "french", "english"),
    [
        (
            Terms(deeds=(USEFUL,), personal=5, cap=Cap(3, "week")),
            "5 points quand une de vos réponses est marquée utile, au plus 3 fois par semaine ; autant pour votre équipe.",
            "5 points when one of your answers is marked as useful, at most 3 times a week; as many for your team.",
        ),
        (
            Terms(deeds=(ANSWER, SHARE), personal=0, collective=1, cap=Cap(1, "day")),
            "1 point pour votre équipe, et aucun pour vous, quand vous répondez à un collègue ou quand vous partagez un message, au plus une fois par jour.",
            "1 point for your team, and none for yourself, when you answer a colleague or when you share a post, at most once a day.",
        ),
        (
            Terms(deeds=(MISSION,)),
            "Les points de la mission quand vous terminez une mission ; autant pour votre équipe.",
            "The points of the mission when you complete a mission; as many for your team.",
        ),
        (
            Terms(deeds=(SHARE,), personal=2, collective=0, justification="x"),
            "2 points pour vous quand vous partagez un message.",
            "2 points for you when you share a post.",
        ),
        (
            Terms(deeds=(SHARE,), personal=2, collective=1, cap=Cap(2, "month")),
            "2 points quand vous partagez un message, au plus 2 fois par mois ; 1 point pour votre équipe.",
            "2 points when you share a post, at most 2 times a month; 1 point for your team.",
        ),
    ],
)
def test_the_sentence_says_the_amounts_the_deeds_the_cap_and_the_team(terms: Terms, french: str, english: str) -> None:
    assert sentence_of(terms) == {"fr": french, "en": english}
