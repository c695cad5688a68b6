"""What is done on the network of the demo reaches the journal through the public intake, can be undone, and exists in a demo only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.demo_network import service
from app.demo_network.activities import BUILDERS
from app.intake.activities import IntakeAnswer
from app.intake.client import BatchNotTaken
from app.journal.models import Fact
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import revoke_token
from app.people.queries import get_person
from missions.progress.queries import get_person_mission
from missions.service.publish import create_and_publish_mission
from tests.forms import send, sign_in
from tests.makers import catch_up, make_mission_draft, make_people
from tests.missions.authoring.forms import words_of
from tests.server import serving_with_network
from tests.waiting import comes_true


class Browser:
    """Comes in over HTTP, keeps cookies and sends the forms of the pages."""

    def __init__(self, address: str) -> None:
        self.address, self._opener = address, build_opener(HTTPCookieProcessor())
        self._opener.addheaders = [("Accept", "text/html")]

    def open(self, path: str, form: bytes | None = None) -> str:
        return str(self._opener.open(f"{self.address}{path}", form).read().decode())

    def send(self, path: str, **fields: str) -> str:
        """Post a form with what the page hides in it, and read where it leads."""
        form = self.open(path).partition(f'method="post" action="{path}"')[2].partition("</form>")[0]
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        return self.open(path, urlencode(hidden | fields).encode())


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
def client(bare_app: Flask, people: list[int]) -> Iterator[FlaskClient]:
    """The browser of the first of them, while the intake answers at the demo's own address."""
    with serving_with_network(bare_app):
        yield sign_in(bare_app.test_client(), people[0])


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


def test_of_who_takes_no_part_nothing_is_kept_and_the_page_says_so(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    stranger = sign_in(bare_app.test_client(), people[3])
    _press(stranger, "answer:q-velo")
    assert "Passerelle n’en retient rien" in stranger.get("/demo/network").text
    with bare_app.app_context(), transaction():
        assert session().scalars(select(Fact.id).where(Fact.source == "demo-network")).all() == []


def test_the_communities_of_ones_region_and_trade_come_first_and_complete_the_mission(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_mission(
            "one", make_mission_draft("distinct", facts=["community.joined"], wanted=2, of="communities")
        )
    page = client.get("/demo/network").text
    offers = re.findall(r'value="join:([^"]+)"', page)
    assert [name.partition("-")[0] for name in offers[:2]] == ["region", "metier"]
    assert "La communauté de votre région" in page
    for name in offers[:2]:
        _press(client, f"join:{name}")
    assert _is_done(bare_app, people[0])


def test_who_is_greeted_again_is_shown_and_said(bare_app: Flask, client: FlaskClient, people: list[int]) -> None:
    with bare_app.app_context(), transaction():
        greeted = get_person(people[1]).external_id
    _press(client, "hello", hello=greeted)
    page = client.get("/demo/network").text
    assert "Vous aviez déjà dit bonjour" not in page
    assert page.count("bonjour déjà dit") == 1
    assert f'value="{greeted}" selected' not in page
    _press(client, "hello", hello=greeted)
    assert "Vous aviez déjà dit bonjour à cette personne" in client.get("/demo/network").text


def test_a_refusal_of_the_intake_is_said_and_no_secret_is_on_the_page(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    secret = bare_app.config["SETTINGS"].demo_network_token
    assert secret not in client.get("/demo/network").text
    with bare_app.app_context(), transaction():
        revoke_token("demo-network")
    _press(client, "join:velo-et-trajets")
    page = client.get("/demo/network")
    assert "Passerelle a refusé cette activité : le jeton du réseau manque, ou n’est plus accepté." in words_of(page)
    assert "revoked" not in page.text
    assert secret not in page.text


@pytest.mark.parametrize(
    ("answered", "cause"), [(401, "token"), (403, "token"), (503, "away"), (None, "away"), (422, "")]
)
def test_a_refusal_is_worded_by_what_the_intake_answered(answered: int | None, cause: str) -> None:
    refused: Future[IntakeAnswer] = Future()
    refused.set_exception(BatchNotTaken("Answer", answered=answered))
    assert service.wait_for_outcome(refused) == service.PushOutcome("refused", "Answer", cause)


def test_a_server_with_one_thread_answers_and_keeps_the_act(
    bare_app: Flask, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The intake needs the thread that shows the page: the page answers without it, and the act goes in afterwards."""
    monkeypatch.setattr(service, "SECONDS_TO_ANSWER", 0.5)
    with serving_with_network(bare_app, threaded=False) as address:
        browser = Browser(address)
        browser.send("/demo/sign-in-as", person=str(people[0]))
        assert "Passerelle n’a pas encore répondu" in browser.send("/demo/network", act="join:velo-et-trajets")
        assert comes_true(lambda: "Communauté rejointe" in browser.open("/demo/network"))


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
