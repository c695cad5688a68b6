"""Parses what HR and people post: one of three answers, or one of three bands under the floor."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.errors import FieldError, Invalid
from mentoring.proposals.lifecycle import ProposalAnswer
from mentoring.rounds.rules import FLOOR_BANDS, compute_least_fit_of_band


class InvalidProposalAnswer(Invalid):
    """A proposal has three answers."""


class InvalidFloorBand(Invalid):
    """Pairs under the floor are released by one of three bands."""


def parse_proposal_answer(posted: Mapping[str, str]) -> ProposalAnswer:
    """The posted answer: yes, other or later; InvalidProposalAnswer otherwise."""
    answer = posted.get("answer")
    if answer not in (ProposalAnswer.YES, ProposalAnswer.OTHER, ProposalAnswer.LATER):
        raise InvalidProposalAnswer(
            "Answer yes, other or later.", errors=[FieldError("/answer", "Choose one of the three.")]
        )
    return ProposalAnswer(answer)


def parse_band_as_least_fit(posted: Mapping[str, str], floor: float) -> float:
    """The least fit of the posted band; InvalidFloorBand otherwise."""
    chosen = posted.get("band", "")
    if chosen not in FLOOR_BANDS:
        raise InvalidFloorBand("Choose near, half or all.", errors=[FieldError("/band", "Choose one of the three.")])
    return compute_least_fit_of_band(chosen, floor)
