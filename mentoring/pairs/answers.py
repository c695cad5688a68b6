"""What the two may be asked, when, and what they may answer: values in, values out."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.texts import N_


class Moment(StrEnum):
    """When one of the two is asked something."""

    FIRST = "first"
    THIRD = "third"
    CALM = "calm"
    END = "end"


ANSWERS: dict[Moment, dict[str, str]] = {
    Moment.FIRST: {
        "fits": N_("Oui, cela me convient"),
        "unsure": N_("Je ne sais pas encore"),
        "not-fitting": N_("Pas vraiment"),
    },
    Moment.THIRD: {
        "fits": N_("Oui, cela me convient"),
        "unsure": N_("Je ne sais pas encore"),
        "not-fitting": N_("Pas vraiment"),
    },
    Moment.CALM: {
        "reduce": N_("On réduit le nombre de séances"),
        "move": N_("On déplace : de nouvelles dates"),
        "stop": N_("On arrête"),
    },
    Moment.END: {
        "again": N_("Oui, je recommencerais"),
        "unsure": N_("Je ne sais pas"),
        "not-again": N_("Non, une fois suffit"),
    },
}
"""What each question may be answered, in the order in which it is shown."""


def open_questions(held: int, *, is_calm_asked: bool) -> tuple[Moment, ...]:
    """The questions that are open to a pair that goes on and has held so many sessions."""
    asked = {Moment.FIRST: held >= 1, Moment.THIRD: held >= 3, Moment.CALM: is_calm_asked}
    return tuple(moment for moment, is_open in asked.items() if is_open)
