"""The reviews' work for RQ: what was sent is forgotten in time."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from missions.reviews.service.forget import erase_old_evidence, withdraw_evidence_of_leavers


@mark_as_job("reviews.forget")
def erase_evidence() -> None:
    """Forget what is due; done twice, it forgets nothing more."""
    with transaction():
        withdraw_evidence_of_leavers()
        erase_old_evidence()
