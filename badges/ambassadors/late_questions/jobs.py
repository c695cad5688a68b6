"""The job that tells animators of late questions, once an hour."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from badges.ambassadors.late_questions import service


@mark_as_job("ambassadors.late-questions")
def announce_late_questions() -> None:
    """Tell animators of what waits for two days; done twice, it tells nothing more."""
    with transaction():
        service.announce_late_questions()
