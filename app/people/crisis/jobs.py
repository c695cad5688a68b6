"""The job of crises: append a fact when one starts or ends."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.people.crisis.service import record_due_crisis_facts


@mark_as_job("people.crises")
def record_crisis_facts() -> None:
    """Append the facts of crises that started or ended by the clock."""
    with transaction():
        record_due_crisis_facts()
