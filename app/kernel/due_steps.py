"""Steps that time makes due: found by their rows, taken one row at a time, each row in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.kernel.transaction import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DueStep:
    """`find_due` returns the ids of rows whose step may be due; `take_step` locks one row, checks again, and takes the step.

    `take_step` is idempotent: two clocks may call it at once, and a killed job is run again from the start.
    """

    name: str
    find_due: Callable[[], Sequence[int]]
    take_step: Callable[[int], object]


def take_due_steps(due_steps: Iterable[DueStep]) -> None:
    """Take every due step. A row that fails stops no other; the first failure is raised after the last row."""
    failures: list[Exception] = []
    for due_step in due_steps:
        failures += _take_due_step_of_rows(due_step)
    if failures:
        raise failures[0]


def _take_due_step_of_rows(due_step: DueStep) -> list[Exception]:
    failures: list[Exception] = []
    with transaction():
        row_ids = list(due_step.find_due())
    for row_id in row_ids:
        try:
            with transaction():
                due_step.take_step(row_id)
        except Exception as failure:
            log.exception("The step %s of row %d failed; the clock will try again.", due_step.name, row_id)
            failures.append(failure)
    return failures
