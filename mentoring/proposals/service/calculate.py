"""The work on a calculation: claim it, report progress, and save its result while the claim is valid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, update

from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import Conflict
from mentoring.proposals.calculation import CalculationResult, CandidatePair, MatchingInput
from mentoring.proposals.lifecycle import UNRELEASED
from mentoring.proposals.models import Calculation, Proposal, UnmatchedPerson
from mentoring.proposals.queries import calculations, places, proposals
from mentoring.proposals.service.book import store_possible_proposals
from mentoring.proposals.service.release import release_ready_proposals
from mentoring.rounds.models import Round
from mentoring.rounds.queries import lock_round_shared
from mentoring.volunteers.service import resolve_avoidances_of_round

LEASE = timedelta(minutes=3)
"""A silent worker loses the calculation after this time; the longest step without a report takes seconds."""

MAX_ATTEMPTS = 3
"""A calculation that ended so many workers is not tried again."""


class ClaimLost(Conflict):
    """The calculation was cancelled, or given to another worker."""


@dataclass(frozen=True)
class CalculationClaim:
    """The claim of one worker on a calculation."""

    calculation_id: int
    attempt: int
    round_id: int


def claim_calculation(calculation_id: int) -> CalculationClaim | None:
    """Claim a free calculation; None if another worker has it, if it is over, or after too many attempts."""
    now = clock.now()
    is_free = or_(Calculation.state == "asked", and_(Calculation.state == "running", Calculation.claimed_until <= now))
    free = update(Calculation).where(Calculation.id == calculation_id, is_free)
    session().execute(
        free.where(Calculation.attempt >= MAX_ATTEMPTS).values(**_build_failed_calculation_values("attempts"))
    )
    taken = free.values(state="running", attempt=Calculation.attempt + 1, claimed_until=now + LEASE)
    row = session().execute(taken.returning(Calculation.attempt, Calculation.round_id)).first()
    return None if row is None else CalculationClaim(calculation_id, row.attempt, row.round_id)


def store_progress_and_renew_claim(claim: CalculationClaim, step: str, done: int, whole: int) -> None:
    """Store the progress and renew the claim; ClaimLost if it was cancelled or taken over."""
    progress = update(Calculation).where(*_valid_claim_conditions(claim))
    progress = progress.values(step=step, done=done, whole=whole, claimed_until=clock.now() + LEASE)
    if session().scalar(progress.returning(Calculation.id)) is None:
        raise ClaimLost("This calculation was cancelled, or another worker has it.")


def read_matching_input_of_claim(claim: CalculationClaim) -> MatchingInput:
    """The free people of the round at this moment."""
    round_ = session().get_one(Round, claim.round_id)
    resolve_avoidances_of_round(round_.id)
    return places.read_matching_input(round_, least=current_settings().smallest_group)


def save_calculation_and_release_proposals(claim: CalculationClaim, result: CalculationResult) -> None:
    """Save the result in one transaction: replace unreleased proposals, and leave out pairs that are no longer possible.

    While the round proposes, pairs above the floor are released at once.
    """
    calculation = calculations.lock_calculation_where(*_valid_claim_conditions(claim))
    if calculation is None:
        raise ClaimLost("This calculation was cancelled, or another worker has it.")
    round_ = lock_round_shared(claim.round_id)
    _lock_and_delete_unreleased_proposals(round_.id, result.pairs)
    kept = store_possible_proposals(round_, result.pairs)
    _replace_unmatched_people(round_.id, result, kept)
    calculation.state, calculation.ended_at, calculation.claimed_until = "done", clock.now(), None
    calculation.summary = result.summary | {
        "ready": sum(not pair.is_under_floor for pair in kept),
        "held": sum(pair.is_under_floor for pair in kept),
        "unmatched": len(result.unmatched.keys() - {pair.senior_id for pair in kept}),
    }
    session().flush()
    if round_.state in ("proposing", "running"):
        release_ready_proposals(round_)


def mark_calculation_failed(claim: CalculationClaim) -> None:
    """Mark the calculation as failed; the worker's log has the cause, without names."""
    session().execute(
        update(Calculation).where(*_valid_claim_conditions(claim)).values(**_build_failed_calculation_values("fault"))
    )


def _valid_claim_conditions(claim: CalculationClaim) -> tuple[ColumnElement[bool], ...]:
    return (
        Calculation.id == claim.calculation_id,
        Calculation.attempt == claim.attempt,
        Calculation.state == "running",
    )


def _build_failed_calculation_values(because: str) -> dict[str, object]:
    return {"state": "failed", "ended_at": clock.now(), "claimed_until": None, "summary": {"because": because}}


def _lock_and_delete_unreleased_proposals(round_id: int, pairs: Sequence[CandidatePair]) -> None:
    """Delete proposals that were never shown. The rows of all people concerned are locked before proposals, as everywhere."""
    unreleased = proposals.list_proposal_ids_of_round(round_id, UNRELEASED)
    gone = [(proposal.senior_id, proposal.junior_id) for proposal in proposals.list_proposals_with_ids(unreleased)]
    come = [(pair.senior_id, pair.junior_id) for pair in pairs]
    places.lock_volunteers_in_all_rounds({id_ for pair in (*gone, *come) for id_ in pair})
    session().execute(delete(Proposal).where(in_ids_condition(Proposal.id, unreleased), Proposal.state.in_(UNRELEASED)))


def _replace_unmatched_people(round_id: int, result: CalculationResult, kept: Sequence[CandidatePair]) -> None:
    asked_seniors = {pair.senior_id for pair in kept if not pair.is_under_floor}
    explanations = {senior_id: why for senior_id, why in result.unmatched.items() if senior_id not in asked_seniors}
    explanations |= {junior_id: {} for junior_id in result.considered_juniors}
    session().execute(delete(UnmatchedPerson).where(UnmatchedPerson.round_id == round_id))
    rows = [
        {"round_id": round_id, "person_id": person_id, "explanation": why} for person_id, why in explanations.items()
    ]
    if rows:
        session().execute(insert(UnmatchedPerson), rows)
