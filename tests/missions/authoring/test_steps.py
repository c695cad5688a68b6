"""A mission is written step by step: each step is kept for its author alone, and nothing of a colleague's is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.journal.service import NewFact
from app.kernel.transaction import transaction
from app.people.form_drafts.steps import WHOLE
from missions.authoring.shapes.mission import MissionSchema
from missions.authoring.writing.steps import STEPS
from tests.forms import links_of_summary, sign_in
from tests.makers import MONDAY, tell
from tests.missions.authoring.forms import MISSION, errors_in, make_author, post_form, words_of

NEW = "/hr/missions/new?kind=activity"
EDIT = "/hr/missions/salut/edit?"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """The browser of an author."""
    return open_browser_of_author(bare_app)


@pytest.fixture
def colleague(bare_app: Flask) -> FlaskClient:
    """The browser of another author."""
    return open_browser_of_author(bare_app)


def open_browser_of_author(bare_app: Flask) -> FlaskClient:
    with bare_app.app_context(), transaction():
        author = make_author()
    return sign_in(bare_app.test_client(), author)


def open_step(client: FlaskClient, path: str, step: str) -> dict[str, str]:
    """What the form of a step sends by itself."""
    page = client.get(f"{path}&step={step}").text
    return dict(re.findall(r'name="(seen|page|base)" value="([^"]*)"', page))


def answer_step(
    client: FlaskClient, path: str, step: str, hidden: Mapping[str, str] | None = None, **more: object
) -> TestResponse:
    """Post what MISSION says at one step, some of it said otherwise."""
    fields = {name: value for name, value in MISSION.items() if STEPS.is_field_of_step(name, step)}
    sent = {**(hidden or open_step(client, path, step)), **fields, "kind": "activity", "do": "next"}
    return post_form(client, f"{path}&step={step}", sent, **more)


def save_mission(client: FlaskClient) -> None:
    assert post_form(client, "/hr/missions/new", MISSION, do="save").status_code == 302


def test_each_step_is_kept_for_its_author_and_counts_when_it_is_saved(
    client: FlaskClient, colleague: FlaskClient
) -> None:
    for step, following in (("text", "action"), ("action", "time"), ("time", "people"), ("people", "check")):
        assert answer_step(client, NEW, step).location == f"{NEW}&step={following}"
        assert words_of(client.get(f"{NEW}&step={following}"))
    assert "Une mission commencée (Agir sur le réseau) vous attend" in words_of(client.get("/hr/missions"))
    assert "vous attend" not in words_of(colleague.get("/hr/missions"))
    assert colleague.get("/hr/missions/salut").status_code == 404
    check = words_of(client.get(f"{NEW}&step=check"))
    assert "Dites bonjour" in check
    assert "Minutes 5 Points 10" in check

    assert answer_step(client, NEW, "check", do="save").location == "/hr/missions/salut"

    assert "Brouillon" in words_of(colleague.get("/hr/missions/salut"))
    assert "vous attend" not in words_of(client.get("/hr/missions"))


def test_going_back_checks_nothing_and_going_on_checks_its_step(client: FlaskClient) -> None:
    wrong = answer_step(client, NEW, "time", minutes="dix")
    assert wrong.status_code == 422
    assert errors_in(wrong) == {"minutes": "Il faut ici un nombre entier."}
    assert answer_step(client, NEW, "time", minutes="dix", do="back").location == f"{NEW}&step=action"
    assert 'value="dix"' in client.get(f"{NEW}&step=time").text
    refused = answer_step(client, NEW, "check", do="save")
    assert refused.status_code == 422
    links = {place.replace("&amp;", "&") for place in links_of_summary(refused.text)}
    assert f"{NEW}&step=time&check=1#f-minutes" in links
    assert errors_in(client.get(f"{NEW}&step=time&check=1")) == {"minutes": "Il faut ici un nombre entier."}


def test_a_change_is_kept_by_itself_and_says_when(client: FlaskClient) -> None:
    kept = answer_step(client, NEW, "text", do="autosave")
    assert re.search(r"Gardé à \d", kept.text)
    assert "Dites bonjour" in client.get(f"{NEW}&step=text").text
    assert re.search(r"Gardé à \d", client.get(f"{NEW}&step=check").text)
    assert post_form(client, NEW, {"do": "discard"}).location == "/hr/missions"
    assert "Dites bonjour" not in client.get(f"{NEW}&step=text").text


def test_what_a_colleague_saved_meanwhile_is_not_replaced_unasked(client: FlaskClient, colleague: FlaskClient) -> None:
    save_mission(client)
    answer_step(client, EDIT, "time", minutes="10")
    answer_step(colleague, EDIT, "text", None, do="save", **{"title.fr": "Saluez"})
    assert "Saluez" in words_of(client.get("/hr/missions/salut"))
    assert "Une autre personne a enregistré" in words_of(client.get(f"{EDIT}step=check"))

    refused = answer_step(client, EDIT, "time", minutes="10", do="save")

    assert refused.status_code == 409
    assert 'value="10"' in refused.text
    assert "Saluez" in words_of(colleague.get("/hr/missions/salut"))
    shown = dict(re.findall(r'name="(seen|page|base)" value="([^"]*)"', refused.text))
    assert answer_step(client, EDIT, "time", shown, minutes="10", do="save").location == "/hr/missions/salut"
    assert "10 min" in words_of(colleague.get("/hr/missions/salut"))


def test_a_second_window_of_the_author_is_not_overwritten_unasked(client: FlaskClient) -> None:
    first, second = open_step(client, NEW, "time"), open_step(client, NEW, "time")
    assert answer_step(client, NEW, "time", first, minutes="7").status_code == 302
    refused = answer_step(client, NEW, "time", second, minutes="9")
    assert refused.status_code == 409
    assert "dans une autre fenêtre" in words_of(refused)
    assert 'value="9"' in refused.text
    assert 'value="7"' in client.get(f"{NEW}&step=time").text


def test_a_community_is_chosen_among_those_that_the_network_named_or_added(
    bare_app: Flask, client: FlaskClient
) -> None:
    with bare_app.app_context():
        tell(NewFact(kind="post.created", source="rse", source_key="p", occurred_at=MONDAY, community="idees"))
    step = client.get(f"{NEW}&step=action").text
    assert re.search('name="settings.communities" value="idees"', step)
    fields = {"settings.communities": ["idees", "accueil"]}
    assert answer_step(client, NEW, "action", None, **fields).status_code == 302
    kept = client.get(f"{NEW}&step=action").text
    for name in ("idees", "accueil"):
        assert re.search(f'name="settings.communities" value="{name}" checked', kept)


def test_every_field_of_a_mission_is_asked_at_one_step() -> None:
    names = [name for fields in STEPS.fields_by_step.values() for name in fields]
    assert len(names) == len(set(names))
    assert MissionSchema().fields.keys() <= set(names)


def test_an_unknown_step_is_an_unknown_address(client: FlaskClient) -> None:
    assert client.get(f"{NEW}&step=none").status_code == 404
    assert client.get(f"{NEW}&step={WHOLE}").status_code == 200
