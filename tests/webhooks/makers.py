"""Makes what the webhooks' tests arrange: endpoints, awards to tell of, and the sending that RQ would do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.journal.service import NewFact
from app.kernel.database import session
from app.kernel.jobs import perform
from app.kernel.transaction import transaction
from app.people.models import Person
from app.webhooks.events import OUTGOING_KINDS
from app.webhooks.models import Attempt, Delivery, Endpoint
from tests.makers import MONDAY, catch_up, make_people, tell

NOWHERE = "http://127.0.0.1:9/"
"""Where nobody listens."""


def make_endpoint(url: str, *kinds: str) -> Endpoint:
    """An endpoint for these kinds of facts, or for all that may leave."""
    with transaction():
        endpoint = Endpoint(url=url, kinds=list(kinds or OUTGOING_KINDS), secret=f"whsec_{'c2VjcmV0' * 4}")
        session().add(endpoint)
        session().flush()
        session().refresh(endpoint)
        session().expunge(endpoint)
    return endpoint


def make_person(*, joined_at: datetime | None = MONDAY) -> Person:
    """Somebody who takes part, unless `joined_at` is None."""
    with transaction():
        (person_id,) = make_people(1, joined_at=joined_at)
        person = session().get_one(Person, person_id)
        session().expunge(person)
    return person


def award(person: Person, badge: str = "welcome", *, kind: str = "badge.awarded") -> NewFact:
    """The fact that a person was awarded a badge."""
    key = f"{kind}:{badge}:{person.id}"
    return NewFact(kind=kind, source_key=key, occurred_at=MONDAY, actor_id=person.id, object=f"badge:{badge}")


def happen(*facts: NewFact) -> None:
    """Append facts, and let the webhooks hear of them."""
    tell(*facts)
    catch_up(["webhooks"])


def send(endpoint: Endpoint) -> None:
    """What a worker does when it is asked to send what is due."""
    perform("webhooks.send", (endpoint.id,), None)


def deliveries() -> list[Delivery]:
    """Every delivery, oldest fact first."""
    with transaction():
        rows = list(session().scalars(select(Delivery).order_by(Delivery.fact_id, Delivery.endpoint_id)))
        session().expunge_all()
    return rows


def attempts() -> list[tuple[int | None, str | None]]:
    """The status and the error of every try, oldest first."""
    with transaction():
        rows = session().execute(select(Attempt.status, Attempt.error).order_by(Attempt.id))
        return [(row.status, row.error) for row in rows]


def read_again(endpoint: Endpoint) -> Endpoint:
    """The endpoint as it is now."""
    with transaction():
        current = session().get_one(Endpoint, endpoint.id)
        session().expunge(current)
    return current
