"""What the two may be asked, when, and what they may answer: values in, values out."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.texts import N_


class QuestionMoment(StrEnum):
    """When one of the two is asked something."""

    FIRST = "first"
    THIRD = "third"
    CALM = "calm"
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
        "move": N_("On déplace : de nouvelles dates"),
        "stop": N_("On arrête"),
    },
    QuestionMoment.END: {
        "again": N_("Oui, je recommencerais"),
        "unsure": N_("Je ne sais pas"),
        "not-again": N_("Non, une fois suffit"),
    },
}
"""What each question may be answered, in the order in which it is shown."""


def list_open_questions(held: int, *, is_calm_asked: bool) -> tuple[QuestionMoment, ...]:
    """The questions that are open to a pair that goes on and has held so many sessions."""
    asked = {QuestionMoment.FIRST: held >= 1, QuestionMoment.THIRD: held >= 3, QuestionMoment.CALM: is_calm_asked}
    return tuple(moment for moment, is_open in asked.items() if is_open)
