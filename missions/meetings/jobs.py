"""The meetings' work for RQ: codes that have run out are forgotten."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from missions.meetings.service import delete_expired_codes


@mark_as_job("meetings.forget")
def delete_expired_meeting_codes() -> None:
    """Forget what has run out; done twice, it forgets nothing more."""
    with transaction():
        delete_expired_codes()
