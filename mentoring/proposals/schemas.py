"""What may come in: one of three answers, and how near the floor a pair must be to be put out all the same."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.errors import FieldError, Invalid
from mentoring.proposals.bands import BANDS, least_fit
from mentoring.proposals.lifecycle import Answer


class NoSuchAnswer(Invalid):
    """A proposal has three answers."""


class NoSuchBand(Invalid):
    """Pairs under the floor are put out by one of three bands."""


def read_answer(posted: Mapping[str, str]) -> Answer:
    """Yes, another one, or later."""
    said = posted.get("answer")
    if said not in (Answer.YES, Answer.OTHER, Answer.LATER):
        raise NoSuchAnswer("Answer yes, other or later.", errors=[FieldError("/answer", "Choose one of the three.")])
    return Answer(said)


def read_band(posted: Mapping[str, str], floor: float) -> float:
    """The fit from which on a pair is put out."""
    chosen = posted.get("band", "")
    if chosen not in BANDS:
        raise NoSuchBand("Choose near, half or all.", errors=[FieldError("/band", "Choose one of the three.")])
    return least_fit(chosen, floor)
