"""An author, two who may read what they send, and the questions that every test of reviews asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import AMBASSADOR, ANIMATOR
from app.people.service.roles import give_role
from missions import queries
from missions.acting.service import SubmissionOutcome
from missions.reviews.models import Evidence
from missions.reviews.queries import find_evidence_thread, read_review_queue
from tests.makers import MONDAY, make_people
from tests.missions.acting.arranged import open_mission, submit_as

NOON = MONDAY + timedelta(hours=4)
SENT = {"text": "Voici ce que j’ai fait.", "link": "https://rse.example/posts/1"}
TWO_HOURS = timedelta(hours=2)


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    """A moment within everybody's window."""
    with clock.freeze_at(NOON):
        yield


@pytest.fixture
def people(app: Application) -> tuple[int, int, int]:
    """An author, and two who may read: an ambassador and an animator."""
    with transaction():
        ada, bea, cy = make_people(3)
        give_role(get_person(bea), AMBASSADOR)
        give_role(get_person(cy), ANIMATOR)
        open_mission("evidence")
    return ada, bea, cy


def waiting_for(reviewer_id: int, slug: str | None = None) -> list[int]:
    """What the queue offers this reviewer, in its order."""
    with transaction():
        return [paper.id for paper in read_review_queue(reviewer_id, slug).waiting]


def sent_by(person_id: int, slug: str = "m") -> int:
    """The id of what this person sends."""
    assert submit_as(person_id, SENT, slug=slug) is SubmissionOutcome.SENT
    with transaction():
        thread = find_evidence_thread(person_id, queries.get_mission(slug).id)
    assert thread is not None
    return thread.id


def state_of(evidence_id: int) -> str:
    """Where a piece of evidence stands."""
    with transaction():
        return session().get_one(Evidence, evidence_id).state
