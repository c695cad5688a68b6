"""What is done on the network of the demo reaches the journal through the intake, can be undone, and exists in a demo only."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.demo_network.activities import BUILDERS
from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from missions.progress.queries import get_person_mission
from missions.service.publish import create_and_publish_mission
from tests.forms import send, sign_in
from tests.makers import catch_up, make_mission_draft, make_people

ACTS = {
    "hello": ("post.created", None),
    "ask:entraide-bureautique": ("post.created", None),
    "answer:q-velo": ("answer.created", None),
    "useful:a-badge": ("answer.accepted", None),
    "join:velo-et-trajets": ("community.joined", "velo-et-trajets"),
    "leave:velo-et-trajets": ("community.left", "velo-et-trajets"),
}
"""Each act with the kind of its fact and the end of the address of its community."""


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Three who take part, and one who does not."""
    with bare_app.app_context(), transaction():
        return [*make_people(3), *make_people(1, joined_at=None)]


@pytest.fixture
def client(bare_app: Flask, people: list[int]) -> FlaskClient:
    return sign_in(bare_app.test_client(), people[0])


def test_every_act_of_the_page_is_a_fact_of_its_kind(bare_app: Flask, client: FlaskClient, people: list[int]) -> None:
    with bare_app.app_context(), transaction():
        greeted = get_person(people[1]).external_id
    for act in ACTS:
        assert _press(client, act, hello=greeted).status_code == 303
    with bare_app.app_context(), transaction():
        facts = session().scalars(select(Fact).where(Fact.source == "demo-network").order_by(Fact.id)).all()
        assert [fact.kind for fact in facts] == [kind for kind, _ in ACTS.values()]
        assert {fact.actor_id for fact in facts} == {people[0]}
        assert facts[0].counterpart_id == people[1]
        assert facts[2].counterpart_id in people[1:3], "The question has an author who takes part."
        assert str(facts[4].community).endswith("velo-et-trajets")


def test_what_is_undone_counts_no_more_and_can_be_done_again(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_mission("one", make_mission_draft(wanted=1))
    _press(client, "answer:q-velo")
    assert _is_done(bare_app, people[0])
    page = client.get("/demo/network").text
    undo = re.search(r'value="(undo:[^"]+)"', page)
    assert undo is not None
    _press(client, undo[1])
    assert not _is_done(bare_app, people[0])
    assert "Annulé" in client.get("/demo/network").text
    _press(client, "answer:q-velo")
    assert _is_done(bare_app, people[0])


def test_a_second_click_on_the_same_page_changes_nothing(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    for _ in range(2):
        send(client, "/demo/network", act="answer:q-velo", number="1")
    with bare_app.app_context(), transaction():
        assert len(session().scalars(select(Fact.id).where(Fact.source == "demo-network")).all()) == 1


def test_a_colleague_marks_an_answer_of_the_person_as_useful(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    _press(client, "answer:q-velo")
    thanked = re.search(r'value="(thanked:[^"]+)"', client.get("/demo/network").text)
    assert thanked is not None
    _press(client, thanked[1])
    with bare_app.app_context(), transaction():
        (fact,) = session().scalars(select(Fact).where(Fact.kind == "answer.accepted"))
        assert (fact.counterpart_id, fact.actor_id in people[1:3]) == (people[0], True)


def test_of_who_takes_no_part_nothing_is_kept_and_the_page_says_so(bare_app: Flask, people: list[int]) -> None:
    stranger = sign_in(bare_app.test_client(), people[3])
    _press(stranger, "answer:q-velo")
    assert "Passerelle n’en retient rien" in stranger.get("/demo/network").text
    with bare_app.app_context(), transaction():
        assert session().scalars(select(Fact.id).where(Fact.source == "demo-network")).all() == []


@pytest.mark.parametrize("act", ["", "dance", *(f"{name}:none" for name in BUILDERS)])
def test_what_the_page_does_not_offer_is_refused(client: FlaskClient, act: str) -> None:
    assert _press(client, act).status_code == 422


def test_it_exists_in_a_demo_only(bare_app: Flask, client: FlaskClient) -> None:
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], demo=False)
    assert client.get("/demo/network").status_code == 404
    assert send(client, "/demo/network", act="join:velo-et-trajets").status_code == 404


def _press(client: FlaskClient, act: str, **fields: str) -> TestResponse:
    number = re.search(r'name="number" value="(\d+)"', client.get("/demo/network").text)
    assert number is not None
    return send(client, "/demo/network", act=act, number=number[1], **fields)


def _is_done(app: Flask, person_id: int) -> bool:
    with app.app_context():
        catch_up()
        with transaction():
            return get_person_mission(person_id, "one").completed_at is not None
