"""Facts become deliveries: once each, to those who asked, with the least that makes them useful."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from sqlalchemy import text

from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact, append_facts
from app.kernel.database import session
from app.kernel.jobs import QUEUE, SENDING_QUEUE, build_worker, redis_connection
from app.kernel.transaction import transaction
from app.people.models import Choices, Person
from app.webhooks.events import OUTGOING_KINDS
from tests.makers import MONDAY, catch_up
from tests.receiver import Receiver
from tests.webhooks.makers import NOWHERE, award, deliveries, happen, make_endpoint, make_person, send


def test_an_award_is_told_with_the_least_that_is_useful(app: Flask, receiver: Receiver) -> None:
    endpoint, ada = make_endpoint(receiver.url), make_person()
    receiver.trust(endpoint.secret)
    happen(award(ada))
    send(endpoint)
    (received,) = receiver.accepted
    (delivery,) = deliveries()
    assert received.event == {
        "type": "badge.awarded",
        "timestamp": "2026-01-05T08:00:00.000000Z",
        "data": {"sequence": delivery.fact_id, "person": ada.external_id, "object": "badge:welcome"},
    }
    assert received.message_id == delivery.message_id
    assert len(received.body) < 20_000


def test_what_a_fact_says_beside_stays_inside(app: Flask) -> None:
    make_endpoint(NOWHERE)
    ada = make_person()
    happen(
        NewFact(
            kind="mission.completed",
            source_key="completed",
            occurred_at=MONDAY,
            actor_id=ada.id,
            object="mission:hello",
            community="secret",
            body={"points": 50, "email": ada.email},
        ),
        NewFact(
            kind="leaderboard.published",
            source_key="board",
            occurred_at=MONDAY,
            object="board:all",
            body={"version": 3, "as_of": "x"},
        ),
    )
    bodies_by_kind = {delivery.kind: json.loads(delivery.body)["data"] for delivery in deliveries()}
    assert bodies_by_kind["mission.completed"].keys() == {"sequence", "person", "object"}
    assert bodies_by_kind["leaderboard.published"].keys() == {"sequence", "object", "version"}


def test_only_what_was_asked_for_is_told(app: Flask) -> None:
    badges, missions = make_endpoint(NOWHERE, "badge.awarded"), make_endpoint(NOWHERE, "mission.completed")
    ada = make_person()
    happen(
        award(ada),
        award(ada, kind="mission.completed"),
        award(ada, kind="post.created"),
        award(ada, kind="person.joined"),
    )
    assert [(delivery.endpoint_id, delivery.kind) for delivery in deliveries()] == [
        (badges.id, "badge.awarded"),
        (missions.id, "mission.completed"),
    ]


@pytest.mark.parametrize(
    "kind", ["person.joined", "person.left_game", "choices.changed", "charter.accepted", "points.credited"]
)
def test_private_choices_and_points_never_leave(kind: str) -> None:
    assert kind not in OUTGOING_KINDS


def test_nobody_hears_of_those_who_do_not_take_part_but_what_is_taken_back(app: Flask) -> None:
    make_endpoint(NOWHERE)
    away, gone = make_person(joined_at=None), make_person()
    with transaction():
        session().get_one(Person, gone.id).left_on = MONDAY.date()
    facts = [
        award(person, kind=kind)
        for person in (away, gone)
        for kind in ("badge.awarded", "badge.revoked", "mission.completed")
    ]
    happen(*facts)
    assert [delivery.kind for delivery in deliveries()] == ["badge.revoked", "badge.revoked"]


def test_a_forged_fact_of_the_outside_is_never_told(app: Flask) -> None:
    make_endpoint(NOWHERE)
    happen(NewFact(kind="badge.awarded", source="rse", source_key="x", occurred_at=MONDAY, actor_id=make_person().id))
    assert deliveries() == []


def test_reading_the_journal_again_tells_nothing_again(app: Flask) -> None:
    make_endpoint(NOWHERE)
    happen(award(make_person()))
    before = deliveries()
    make_endpoint(NOWHERE)
    with transaction():
        rewind_reader(readers_by_name()["webhooks"])
    catch_up(["webhooks"])
    assert [delivery.id for delivery in deliveries()] == [delivery.id for delivery in before]


def test_a_disabled_endpoint_is_told_nothing(app: Flask) -> None:
    endpoint = make_endpoint(NOWHERE)
    with transaction():
        session().execute(text("update endpoint set disabled_at = now() where id = :id"), {"id": endpoint.id})
    happen(award(make_person()))
    assert deliveries() == []


def test_a_worker_takes_an_award_from_the_journal_to_the_receiver(app: Flask, receiver: Receiver) -> None:
    endpoint = make_endpoint(receiver.url)
    receiver.trust(endpoint.secret)
    happening = award(make_person())
    with transaction():
        append_facts([happening])
    for queue in (QUEUE, SENDING_QUEUE):
        build_worker(app, queue).work(burst=True)
    assert len(receiver.accepted) == 1
    assert [delivery.state for delivery in deliveries()] == ["delivered"]
    assert redis_connection().keys("passerelle:asked:*") == []


def test_choosing_to_leave_ends_the_telling(app: Flask) -> None:
    make_endpoint(NOWHERE)
    ada = make_person()
    happen(award(ada, "first"))
    with transaction():
        session().get_one(Choices, ada.id).joined_at = None
    happen(award(ada, "second"))
    assert [delivery.kind for delivery in deliveries()] == ["badge.awarded"]
