"""An RSE for the tests of the intake: a company that takes part, a token, and requests as a machine sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.models import Person
from tests.makers import make_people

JOINED = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
"""When the people of these tests began to take part; their clock is held a little later."""

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EARLIER = "2026-03-02T08:30:00Z"


def activity(verb: str = "Create", **members: Any) -> dict[str, Any]:
    """An activity of Ada's: by default, a note."""
    thing = {"id": "https://rse.example/notes/1", "type": "Note"}
    return {"type": verb, "actor": "ada", "published": EARLIER, "object": thing} | members


def event(number: int | str = 1, **members: Any) -> dict[str, Any]:
    """A CloudEvent with an activity of Ada's."""
    envelope = {"specversion": "1.0", "id": f"event-{number}", "source": "https://rse.example/", "type": "activity"}
    return envelope | {"data": activity()} | members


def doing(number: int | str, verb: str = "Create", **members: Any) -> dict[str, Any]:
    """A CloudEvent with that activity."""
    return event(number, data=activity(verb, **members))


def read_json(answer: TestResponse) -> dict[str, Any]:
    """The JSON of an answer."""
    payload: dict[str, Any] = orjson.loads(answer.data)
    return payload


@dataclass
class Rse:
    """What an RSE can do: push, and read the answer. It cannot look into the journal; the tests can."""

    app: Flask
    client: FlaskClient
    token: str
    people: dict[str, int] = field(default_factory=dict)

    def push(
        self, body: object, media_type: str = "application/cloudevents-batch+json", **headers: str
    ) -> TestResponse:
        """Send `body`, written as JSON unless it is bytes already; a list is a batch."""
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        sent: Mapping[str, str] = {"Authorization": f"Bearer {self.token}", "Content-Type": media_type} | named
        return self.client.post("/api/v1/activities", data=raw, headers=sent)

    def push_one(self, body: object, **headers: str) -> TestResponse:
        """Send a lone event."""
        return self.push(body, "application/cloudevents+json", **headers)

    def outcomes(self, body: object, media_type: str = "application/cloudevents-batch+json") -> list[str]:
        """What became of each item."""
        answer = self.push(body, media_type)
        assert answer.status_code in (200, 202), answer.text
        return [item["outcome"] for item in read_json(answer)["items"]]

    def facts(self, source_name: str = "rse") -> list[Fact]:
        """The facts of the RSE in the journal, or of another source, in order."""
        with self.app.app_context(), transaction():
            facts = session().scalars(select(Fact).where(Fact.source == source_name).order_by(Fact.id)).all()
            session().expunge_all()
            return list(facts)


@pytest.fixture
def rse(bare_app: Flask) -> Rse:
    """An RSE whose Ada, Bea and Chloé take part; Dan does not."""
    with bare_app.app_context(), transaction():
        token = create_token("the RSE", scopes={"activities:write"}, source="rse")
        ids = make_people(3, joined_at=JOINED) + make_people(1, joined_at=None)
        people = dict(zip(("ada", "bea", "chloe", "dan"), ids, strict=True))
        for name, person_id in people.items():
            session().get_one(Person, person_id).external_id = name
    return Rse(bare_app, bare_app.test_client(), token, people)
