"""The reviews' work for RQ: what was sent is forgotten in time."""

from __future__ import annotations

from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from missions.reviews.service.forget import forget_old, withdraw_of_the_gone


@named_job("reviews.forget")
def forget_evidence() -> None:
    """Forget what is due; done twice, it forgets nothing more."""
    with transaction():
        withdraw_of_the_gone()
        forget_old()
