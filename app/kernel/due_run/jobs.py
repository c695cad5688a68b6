"""The job that takes every due step of the product, and the question whether there is one."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.due_steps import DueStep, take_due_steps
from app.kernel.jobs import enqueue_job_after_commit, mark_as_job
from app.kernel.manifest import Feature, list_features_of_current_application
from app.kernel.transaction import transaction


@mark_as_job("lifecycle.run")
def run_due_steps() -> None:
    """Take the due steps of every feature, in the order of the floors; idempotent."""
    take_due_steps(_iterate_due_steps_of_features())


@mark_as_job("lifecycle.sweep")
def enqueue_due_steps() -> None:
    """Enqueue the job above if the step of any row may be due."""
    with transaction():
        if any(due_step.find_due() for due_step in _iterate_due_steps_of_features()):
            enqueue_job_after_commit("lifecycle.run", once="lifecycle")


def _iterate_due_steps_of_features() -> Iterator[DueStep]:
    return (due_step for feature in list_features_of_current_application(Feature) for due_step in feature.due_steps)
