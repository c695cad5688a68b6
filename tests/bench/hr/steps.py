"""Processor time of what is about everybody, step by step: of the process that takes it and of PostgreSQL together."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.kernel.kept_figures.jobs import keep_company_figures
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.directory.service.imports import plan_import
from tests.bench.hr.company import write_people_file
from tests.bench.hr.meter import Meter, metering
from tests.bench.rig import application
from tests.bench.rounds import Rounds, by_turns

DRY_RUN = "dry run of a file of everybody"
KEEPING = "figures that the clock counts"
ROUNDS = 3


def measure_steps(settings: Settings) -> Rounds:
    """Seconds of each step, in rounds."""
    with application(settings), metering(settings) as meter:
        with transaction():
            content = write_people_file()
        steps: Mapping[str, Callable[[], object]] = {
            DRY_RUN: lambda: _plan(content),
            KEEPING: keep_company_figures,
        }
        return by_turns(lambda: {name: _measure(meter, step) for name, step in steps.items()}, ROUNDS)


def _plan(content: bytes) -> None:
    with transaction():
        outcome = plan_import(content)
        assert outcome.plan is not None, outcome.problems


def _measure(meter: Meter, step: Callable[[], object]) -> float:
    before = meter.seconds()
    step()
    return meter.seconds() - before
