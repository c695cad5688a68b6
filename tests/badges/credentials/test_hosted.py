"""A badge that its holder shows publicly has the older form of Open Badges 2.0 too; it goes with the page, and names nobody."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.mail_server import parse_sender_address
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.queries import get_person
from badges.models import Award
from tests.badges.credentials.makers import BASE, browser_of, document_of, download, make_holder, open_page
from tests.badges.credentials.outside import HARD_NAME
from tests.badges.test_awards import reopened
from tests.forms import send
from tests.makers import catch_up, tell

HOSTED = f"{BASE}/ob/v2"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Somebody answers questions about badges, so they have this form."""
    return replace(settings, badge_email=parse_sender_address("badges@example.org"))


def test_an_assertion_is_there_as_long_as_the_page_and_leads_to_no_person(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
        with transaction():
            person = get_person(holder)
            identifiers = (person.external_id, person.email, person.given_name, person.family_name)
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    token = open_page(browser)
    signed = document_of(browser)

    answer = stranger.get(f"/ob/v2/assertions/{token}")

    assertion = answer.get_json(force=True)
    name = signed["credentialSubject"]["id"]
    assert assertion["recipient"]["identity"] == f"sha256${sha256((name + token).encode()).hexdigest()}"
    assert assertion["related"][0]["id"] == f"{BASE}/b/{token}.json"
    assert assertion["badge"] == signed["credentialSubject"]["achievement"]["related"][0]["id"]
    assert (
        fetch_document(stranger, assertion["badge"])["related"][0]["id"]
        == signed["credentialSubject"]["achievement"]["id"]
    )
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/ld+json", "no-store")
    assert not [word for word in identifiers if word in answer.text]
    assert f'href="{HOSTED}/assertions/{token}"' in stranger.get(f"/b/{token}").text

    send(browser, "/badges/steps/page/close")

    assert stranger.get(f"/ob/v2/assertions/{token}").status_code == 404


def test_a_revoked_assertion_is_gone_and_says_so(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
    token = open_page(browser_of(bare_app, holder))
    with bare_app.app_context():
        tell(reopened("steps", holder))
        catch_up()

    answer = bare_app.test_client().get(f"/ob/v2/assertions/{token}")

    assert answer.status_code == 410
    assert answer.get_json(force=True)["revoked"] is True
    assert "recipient" not in answer.text


def test_without_an_address_for_questions_there_is_no_older_form(bare_app: Application) -> None:
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], badge_email=None)
    with bare_app.app_context():
        holder = make_holder()
    browser, stranger = browser_of(bare_app, holder), bare_app.test_client()
    token = open_page(browser)

    assert "related" not in document_of(browser)["credentialSubject"]["achievement"]
    assert "/ob/v2" not in stranger.get(f"/b/{token}").text
    paths = ("issuers/1", "badges/steps/1", f"assertions/{token}")
    assert [stranger.get(f"/ob/v2/{path}").status_code for path in paths] == [404] * 3


@pytest.mark.judge
def test_the_verifier_of_2_0_tells_true_revoked_expired_and_borrowed_badges_apart(
    bare_app: Application, verify_hosted_by_old_python: Callable[[Any], dict[str, list[Any]]]
) -> None:
    stranger, names = bare_app.test_client(), ("hard", "revoked", "late")
    with bare_app.app_context():
        people = [make_holder(slug=name, name={"fr": HARD_NAME, "en": HARD_NAME}) for name in names]
        _end_term(people[2])
    browsers = {name: browser_of(bare_app, person) for name, person in zip(names, people, strict=True)}
    subjects = {name: document_of(browsers[name], name)["credentialSubject"]["id"] for name in names}
    urls = {name: f"{HOSTED}/assertions/{open_page(browsers[name], name)}" for name in names}
    with bare_app.app_context():
        tell(reopened("revoked", people[1]))
        catch_up()
    world = {url: stranger.get(url.removeprefix(BASE)).text for url in urls.values()}
    badges = [json.loads(text)["badge"] for text in world.values() if "badge" in json.loads(text)]
    world |= {url: download(bare_app, url).decode() for url in (*badges, f"{HOSTED}/issuers/1")}
    unnamed = {**json.loads(world[badges[0]]), "criteria": None, "id": f"{HOSTED}/badges/empty/1"}
    empty = {**json.loads(world[urls["hard"]]), "badge": unnamed["id"], "id": f"{HOSTED}/assertions/empty"}
    world |= {document["id"]: json.dumps(document) for document in (unnamed, empty)}
    questions = {name: [urls[name], subjects[name]] for name in names}
    questions |= {"borrowed": [urls["hard"], "urn:uuid:0"], "empty": [empty["id"], subjects["hard"]]}

    verdicts = verify_hosted_by_old_python({"world": world, "assertions": questions})

    assert verdicts["hard"] == [True, ""]
    assert {name: verdict[0] for name, verdict in verdicts.items() if name != "hard"} == dict.fromkeys(
        ("revoked", "late", "borrowed", "empty"), False
    )
    assert "expired on 2026-02-05T23:00:00Z" in verdicts["late"][1]
    assert "did not match assertion" in verdicts["borrowed"][1]
    assert "criteria" in verdicts["empty"][1]


def fetch_document(client: FlaskClient, url: str) -> Any:
    """The document at an address of ours."""
    return client.get(url.removeprefix(BASE)).get_json(force=True)


def _end_term(person: int) -> None:
    with transaction():
        ends_at = datetime(2026, 2, 5, 23, tzinfo=UTC)
        session().execute(update(Award).where(Award.person_id == person).values(expires_at=ends_at))
