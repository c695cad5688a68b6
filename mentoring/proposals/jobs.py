"""The jobs of proposals: run a calculation with progress, run each round daily, and sweep up what is due."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from app.kernel import clock
from app.kernel.due_steps import DueStep
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from mentoring.proposals.calculation import calculate_pairs
from mentoring.proposals.queries.calculations import (
    list_ending_rounds_with_open_proposals,
    list_round_ids_with_newcomers,
)
from mentoring.proposals.queries.daily_cycles import list_round_ids_with_new_cycle
from mentoring.proposals.service import calculate, calculations, daily_cycle, newcomers
from mentoring.proposals.service.calculate import CalculationClaim, ClaimLost

REPORT_INTERVAL = timedelta(seconds=1)
"""The least time between two progress reports of one step."""


@mark_as_job("mentoring.calculate")
def run_calculation(calculation_id: int) -> None:
    """Run one calculation under a claim; the claim of a worker that dies expires."""
    with transaction():
        claim = calculate.claim_calculation(calculation_id)
    if claim is None:
        return
    try:
        _calculate_and_save_result(claim)
    except ClaimLost:
        return
    except Exception:
        with transaction():
            calculate.mark_calculation_failed(claim)
        raise


def _calculate_and_save_result(claim: CalculationClaim) -> None:
    with transaction():
        matching_input = calculate.read_matching_input_of_claim(claim)
    result = calculate_pairs(matching_input, _ProgressReporter(claim))
    with transaction():
        calculate.save_calculation_and_release_proposals(claim, result)


class _ProgressReporter:
    """Reports a new step at once and progress within a step at intervals; each report is its own transaction."""

    def __init__(self, claim: CalculationClaim) -> None:
        self._report = partial(calculate.store_progress_and_renew_claim, claim)
        self._step, self._reported_at = "", clock.now()

    def __call__(self, step: str, done: int, whole: int) -> None:
        now = clock.now()
        if step == self._step and done < whole and now - self._reported_at < REPORT_INTERVAL:
            return
        self._step, self._reported_at = step, now
        with transaction():
            self._report(step, done, whole)


@mark_as_job("mentoring.sweep")
def enqueue_due_calculations() -> None:
    """Enqueue calculations that are due."""
    with transaction():
        calculations.enqueue_due_calculations()


NEWCOMER_STEP = DueStep("mentoring.newcomers", list_round_ids_with_newcomers, newcomers.propose_to_newcomers)
DAILY_STEPS = (
    DueStep("mentoring.daily-cycle", list_round_ids_with_new_cycle, daily_cycle.run_daily_cycle),
    DueStep(
        "mentoring.end-of-round",
        lambda: [round_.id for round_ in list_ending_rounds_with_open_proposals()],
        daily_cycle.end_all_proposals_of_round,
    ),
)
"""By round: the daily cycle that has come, once each, and the end of open proposals in a round that closes."""
