"""What the two may be asked, when, and what they may answer: values in, values out."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.texts import marked as _l


class Moment(StrEnum):
    """When one of the two is asked something."""

    FIRST = "first"
    THIRD = "third"
    CALM = "calm"
    END = "end"


ANSWERS: dict[Moment, dict[str, str]] = {
    Moment.FIRST: {
        "fits": _l("Oui, cela me convient"),
        "unsure": _l("Je ne sais pas encore"),
        "not-fitting": _l("Pas vraiment"),
    },
    Moment.THIRD: {
        "fits": _l("Oui, cela me convient"),
        "unsure": _l("Je ne sais pas encore"),
        "not-fitting": _l("Pas vraiment"),
    },
    Moment.CALM: {
        "reduce": _l("On réduit le nombre de séances"),
        "move": _l("On déplace : de nouvelles dates"),
        "stop": _l("On arrête"),
    },
    Moment.END: {
        "again": _l("Oui, je recommencerais"),
        "unsure": _l("Je ne sais pas"),
        "not-again": _l("Non, une fois suffit"),
    },
}
"""What each question may be answered, in the order in which it is shown."""


def open_questions(held: int, *, is_calm_asked: bool) -> tuple[Moment, ...]:
    """The questions that are open to a pair that goes on and has held so many sessions."""
    asked = {Moment.FIRST: held >= 1, Moment.THIRD: held >= 3, Moment.CALM: is_calm_asked}
    return tuple(moment for moment, is_open in asked.items() if is_open)
