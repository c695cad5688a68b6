"""Parses what HR and people post: one of three answers, or one of three bands under the floor."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.errors import FieldError, Invalid
from mentoring.proposals.lifecycle import ProposalAnswer
from mentoring.rounds.rules import FLOOR_BANDS, least_fit


class NoSuchAnswer(Invalid):
    """A proposal has three answers."""


class NoSuchBand(Invalid):
    """Pairs under the floor are released by one of three bands."""


def parse_answer(posted: Mapping[str, str]) -> ProposalAnswer:
    """The posted answer: yes, other or later; NoSuchAnswer otherwise."""
    answer = posted.get("answer")
    if answer not in (ProposalAnswer.YES, ProposalAnswer.OTHER, ProposalAnswer.LATER):
        raise NoSuchAnswer("Answer yes, other or later.", errors=[FieldError("/answer", "Choose one of the three.")])
    return ProposalAnswer(answer)


def parse_band(posted: Mapping[str, str], floor: float) -> float:
    """The least fit of the posted band; NoSuchBand otherwise."""
    chosen = posted.get("band", "")
    if chosen not in FLOOR_BANDS:
        raise NoSuchBand("Choose near, half or all.", errors=[FieldError("/band", "Choose one of the three.")])
    return least_fit(chosen, floor)
