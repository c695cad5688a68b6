"""What the tests of acting arrange: missions behind each door, open to everybody, and what they earned."""

from __future__ import annotations

from sqlalchemy import func, select

from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.acting.service import SubmissionOutcome, submit_attempt
from missions.attempts.answers import Answers
from missions.attempts.queries import count_passes, find_attempt
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.makers import WORDS, make_mission_draft

QUESTION = {
    "text": {"fr": "Qui voit vos points ?", "en": "Who sees your points?"},
    "choices": [{"fr": "Tout le monde", "en": "Everybody"}, {"fr": "Vous", "en": "You"}],
    "right": 2,
    "explanation": {"fr": "Vous seul, au départ.", "en": "You alone, at first."},
}
RIGHT, WRONG = {"question-1": "2"}, {"question-1": "1"}
SETTINGS: dict[str, dict[str, object]] = {
    "quiz": {"questions": [QUESTION]},
    "declaration": {"proof": "none"},
    "evidence": {"instructions": WORDS, "looks_at": WORDS, "form": "both"},
    "meeting": {"wanted": 1},
    "check-in": {
        "event": WORDS,
        "place": WORDS,
        "starts_at": "2026-01-05T12:00:00+00:00",
        "ends_at": "2026-01-05T14:00:00+00:00",
    },
}


def open_mission(kind: str, slug: str = "m", *, availability: Availability | None = None, **settings: object) -> None:
    """A mission of that kind, open to everybody at once."""
    given = SETTINGS.get(kind, {}) | settings
    create_and_publish_mission(slug, make_mission_draft(kind, availability=availability, **given))  # type: ignore[arg-type]  # spelled by each test


def next_number_for(person_id: int, slug: str = "m") -> int:
    """The number that the form on the mission's page holds for this person."""
    attempt = find_attempt(person_id, slug)
    assert attempt is not None, "They are enrolled."
    return count_passes(attempt) + 1


def submit_as(
    person_id: int, sent: Answers | None = None, *, slug: str = "m", number: int | None = None
) -> SubmissionOutcome:
    """Act as this person, in a transaction of its own, with the number that the page shows unless told otherwise."""
    with transaction():
        return submit_attempt(person_id, slug, number or next_number_for(person_id, slug), sent or {})


def count_facts_of(person_id: int, kind: str) -> int:
    """How many facts of that kind the journal holds about a person."""
    with transaction():
        facts = select(func.count()).where(Fact.actor_id == person_id, Fact.kind == kind)
        return session().scalar(facts) or 0
