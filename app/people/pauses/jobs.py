"""The job of pauses: close those whose end has come."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.people.pauses.service import end_batch_of_due_pauses


@mark_as_job("people.resume")
def resume_people() -> None:
    """Close the pauses that are over, a batch at a time until none is left."""
    left = True
    while left:
        with transaction():
            left = end_batch_of_due_pauses() > 0
