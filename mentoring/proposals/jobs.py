"""The proposals' work for RQ: a calculation with its progress, the beats of every round, and what nobody asked for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from app.kernel import clock
from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from mentoring.proposals.calculation import solve
from mentoring.proposals.queries.calculations import list_rounds_ending, list_rounds_under_way
from mentoring.proposals.service import calculate, calculations, daily_run, newcomers
from mentoring.proposals.service.calculate import Claim, NotTheirs

SOONEST = timedelta(seconds=1)
"""Between two words about one step."""


@named_job("mentoring.calculate")
def calculate_round(calculation_id: int) -> None:
    """Run one calculation, alone: a worker that dies in the middle leaves a claim that ends by itself."""
    with transaction():
        mine = calculate.claim(calculation_id)
    if mine is None:
        return
    try:
        _calculate(mine)
    except NotTheirs:
        return
    except Exception:
        with transaction():
            calculate.fail(mine)
        raise


def _calculate(mine: Claim) -> None:
    with transaction():
        intake = calculate.read(mine)
    found = solve(intake, _Teller(mine))
    with transaction():
        calculate.keep(mine, found)


class _Teller:
    """Tells of each new step at once, and of one step not more often than people look; each word is a transaction of its own."""

    def __init__(self, mine: Claim) -> None:
        self._say = partial(calculate.tell_progress, mine)
        self._step, self._said_at = "", clock.now()

    def __call__(self, step: str, done: int, whole: int) -> None:
        now = clock.now()
        if step == self._step and done < whole and now - self._said_at < SOONEST:
            return
        self._step, self._said_at = step, now
        with transaction():
            self._say(step, done, whole)


@named_job("mentoring.sweep")
def sweep() -> None:
    """Ask again for what a worker left, and look at newcomers of rolling rounds."""
    with transaction():
        calculations.ask_for_due()
    with transaction():
        rolling = [round_.id for round_ in list_rounds_under_way() if round_.rolling]
    for round_id in rolling:
        with transaction():
            newcomers.welcome_newcomers(round_id)


@named_job("mentoring.beat")
def hold_beats() -> None:
    """Hold the beats that have come, each once and each round by itself; end what waits in rounds that close."""
    with transaction():
        under_way = [round_.id for round_ in list_rounds_under_way()]
        ending = [round_.id for round_ in list_rounds_ending()]
    for round_id in under_way:
        with transaction():
            daily_run.hold_beat(round_id)
    for round_id in ending:
        with transaction():
            daily_run.end_all(round_id)
