"""The job of crises: append a fact when one starts or ends."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from app.people.crisis.service import announce_crises


@mark_as_job("people.crises")
def announce_due_crises() -> None:
    """Append the facts of crises that started or ended by the clock."""
    with transaction():
        announce_crises()
