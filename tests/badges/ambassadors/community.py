"""Makes questions and answers of a community, and asks who is shown them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from badges.ambassadors.models import Candidacy
from badges.ambassadors.questions import service
from badges.ambassadors.questions.queries import read_queue
from badges.ambassadors.states import CandidacyState
from tests.badges.ambassadors.signs import make_fact
from tests.makers import MONDAY, make_people, tell

TUESDAY = MONDAY + timedelta(days=1, hours=1)
PROS = "https://rse.example/communities/pros"


def ask(person_id: int, *, community: str = PROS, is_question: bool = True) -> NewFact:
    post = make_fact("post.created", person_id, community=community)
    address = f"https://rse.example/notes/{post.source_key}"
    return replace(post, object=address, body={"question": True} if is_question else {})


def answer(person_id: int, question: NewFact, hours: int = 1) -> NewFact:
    made = make_fact("answer.created", person_id, community=question.community)
    at = question.occurred_at + timedelta(hours=hours)
    return replace(made, body={"answers": question.object}, occurred_at=at)


def list_waiting(person_id: int, at: datetime = TUESDAY) -> list[str | None]:
    with clock.freeze_at(at), transaction():
        return [each.address for each in read_queue(person_id).waiting]


def take(person_id: int, at: datetime = TUESDAY) -> int:
    with clock.freeze_at(at), transaction():
        fact_id = read_queue(person_id).waiting[0].fact_id
        service.take_question(person_id, fact_id)
        return fact_id


def make_people_of_community() -> list[int]:
    """Four people; the first two are ambassadors and in the community."""
    with transaction():
        ids = make_people(4)
        term = {"opened_at": MONDAY, "named_at": MONDAY, "ends_at": MONDAY + timedelta(days=365)}
        session().add_all(Candidacy(person_id=each, state=CandidacyState.NAMED, **term) for each in ids[:2])
        session().flush()
    tell(*(make_fact("community.joined", person_id, community=PROS) for person_id in ids[:2]))
    return ids
