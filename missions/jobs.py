"""The RQ job of missions: enrols people who came into an audience by a move, a new role or another language."""

from __future__ import annotations

from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from missions.service.enrol import enrol_changed_people_in_missions


@mark_as_job("missions.open")
def enrol_newly_reached_people() -> None:
    """Open what reaches people who changed since the last run; done twice, it opens nothing more."""
    with transaction():
        enrol_changed_people_in_missions()
