"""The questions to the people of a pair, when they are open, and their answers."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.texts import N_


class QuestionMoment(StrEnum):
    """The moment of a question."""

    FIRST = "first"
    THIRD = "third"
    CALM = "calm"
    IDLE = "idle"
    END = "end"


ANSWERS_BY_QUESTION: dict[QuestionMoment, dict[str, str]] = {
    QuestionMoment.FIRST: {
        "fits": N_("Oui, cela me convient"),
        "unsure": N_("Je ne sais pas encore"),
        "not-fitting": N_("Pas vraiment"),
    },
    QuestionMoment.THIRD: {
        "fits": N_("Oui, cela me convient"),
        "unsure": N_("Je ne sais pas encore"),
        "not-fitting": N_("Pas vraiment"),
    },
    QuestionMoment.CALM: {
        "reduce": N_("On réduit le nombre de séances"),
        "move": N_("On déplace à de nouvelles dates"),
        "stop": N_("On arrête"),
    },
    QuestionMoment.IDLE: {
        "book": N_("On choisit une date"),
        "reduce": N_("On réduit le nombre de séances"),
        "stop": N_("On arrête"),
    },
    QuestionMoment.END: {
        "again": N_("Oui, je recommencerais"),
        "unsure": N_("Je ne sais pas"),
        "not-again": N_("Non, une fois suffit"),
    },
}
"""The answers to each question, in the order shown."""


def list_open_question_moments(
    held_count: int, *, is_calm_asked: bool, is_idle_asked: bool
) -> tuple[QuestionMoment, ...]:
    """The questions that are open to an active pair after so many held sessions."""
    is_open_by_moment = {
        QuestionMoment.FIRST: held_count >= 1,
        QuestionMoment.THIRD: held_count >= 3,
        QuestionMoment.CALM: is_calm_asked,
        QuestionMoment.IDLE: is_idle_asked,
    }
    return tuple(moment for moment, is_open in is_open_by_moment.items() if is_open)
