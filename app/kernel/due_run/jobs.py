"""The job that takes every due step of the product."""

from __future__ import annotations

from app.kernel.due_steps import take_due_steps
from app.kernel.jobs import mark_as_job
from app.kernel.manifest import Feature, list_features_of_current_application


@mark_as_job("lifecycle.run")
def run_due_steps() -> None:
    """Take the due steps of every feature, in the order of the floors; idempotent."""
    take_due_steps(
        due_step for feature in list_features_of_current_application(Feature) for due_step in feature.due_steps
    )
