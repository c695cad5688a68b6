"""Sends what a person does on the network of the demo through the intake, as one CloudEvent."""

from __future__ import annotations

import orjson

from app.demo_network import queries
from app.demo_network.activities import Act, build_activity
from app.demo_network.contents import HOME, SOURCE
from app.intake.activities import IntakeAnswer
from app.intake.service.accept import accept_request
from app.intake.source import ConnectedSource, RawRequest
from app.intake.sources.cloudevents import kind as cloudevents
from app.kernel import clock
from app.people.queries import get_person


def send_act(person_id: int, name: str, *, about: str, number: int) -> bool:
    """Send one act; returns whether Passerelle kept it: it keeps nothing of people who do not take part.

    The request is the one that a real network sends, with the token of this source; the intake reads it byte for byte.
    """
    person, now = get_person(person_id), clock.now()
    colleagues = [colleague.external_id for colleague in queries.list_some_colleagues_of_person(person_id)]
    activity = build_activity(name, Act(person.external_id, number, about, colleagues))
    event = {"specversion": "1.0", "id": activity["id"], "source": HOME, "type": "activity", "time": now.isoformat()}
    body = orjson.dumps(event | {"data": activity})
    request = RawRequest("application/cloudevents+json", {}, body, now, token_source=SOURCE)
    answer = accept_request(cloudevents, ConnectedSource(SOURCE), request)
    return isinstance(answer, IntakeAnswer) and answer.dropped == 0
