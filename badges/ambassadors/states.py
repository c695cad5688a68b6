"""The states of a candidacy, from the question to the end of the term."""

from __future__ import annotations

from enum import StrEnum


class CandidacyState(StrEnum):
    """ASKED waits for the candidate, ACCEPTED for their role sheet, SHEET for the agreement to it, READY for HR.

    NAMED is a term that runs. DECLINED and ENDED are over; a refusal, no answer and a withdrawal are the same state.
    """

    ASKED = "asked"
    ACCEPTED = "accepted"
    SHEET = "sheet"
    READY = "ready"
    NAMED = "named"
    DECLINED = "declined"
    ENDED = "ended"


OPEN = (CandidacyState.ASKED, CandidacyState.ACCEPTED, CandidacyState.SHEET, CandidacyState.READY)
"""Before a term: one at most for each person."""

OVER = (CandidacyState.DECLINED, CandidacyState.ENDED)


def quote_states(states: tuple[CandidacyState, ...]) -> str:
    """The states, for a constraint."""
    return ", ".join(f"'{state}'" for state in states)
