"""Payroll's work for RQ: records of hand-overs, and of the files that were taken, are forgotten in time."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from missions.contests.payroll.service import delete_old_exports
from missions.contests.prizes.service.book import delete_old_hand_overs


@mark_as_job("contests.forget")
def forget_hand_overs_and_exports() -> None:
    """Forget what is due; done twice, it forgets nothing more."""
    with transaction():
        delete_old_hand_overs()
        delete_old_exports()
