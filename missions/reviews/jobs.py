"""The reviews' work for RQ: what was sent is forgotten in time."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from missions.reviews.service.forget import erase_old_evidence, withdraw_and_erase_leavers_evidence


@mark_as_job("reviews.forget")
def withdraw_and_erase_evidence() -> None:
    """Forget what is due; done twice, it forgets nothing more."""
    with transaction():
        withdraw_and_erase_leavers_evidence()
        erase_old_evidence()
