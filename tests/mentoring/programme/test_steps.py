"""A round is written step by step: kept for its author alone, and saved as a draft in one go."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.kernel.transaction import transaction
from app.people.form_drafts.steps import FormSteps
from mentoring.programme.form import build_form_of_new_round, encode_form, parse_form
from mentoring.programme.writing.steps import STEPS, RoundStep
from tests.forms import links_of_summary, sign_in
from tests.makers import MONDAY
from tests.mentoring.company import make_hr
from tests.mentoring.pages import errors_in, post, programme, words_of

NEW = "/hr/programmes/new?"
ONE = "/hr/programmes/mentorat-de-printemps"
EDIT = f"{ONE}/edit?"


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """The browser of HR."""
    return open_browser_of_hr(bare_app)


def open_browser_of_hr(bare_app: Flask) -> FlaskClient:
    with bare_app.app_context(), transaction():
        person_id = make_hr()
    return sign_in(bare_app.test_client(), person_id)


def answer_step(client: FlaskClient, path: str, step: str, **more: object) -> TestResponse:
    """Open a step, and post what HR types there, some of it said otherwise."""
    page = client.get(f"{path}step={step}").text
    hidden = dict(re.findall(r'name="(seen|page|base)" value="([^"]*)"', page))
    fields = {name: value for name, value in programme().items() if STEPS.is_field_of_step(name, step)}
    return post(client, f"{path}step={step}", {**hidden, **fields, "do": "next"}, **more)


def test_a_round_is_written_in_steps_and_saved_once(bare_app: Flask, client: FlaskClient) -> None:
    for step, following in (("text", "calendar"), ("calendar", "people"), ("people", "limits"), ("limits", "check")):
        assert answer_step(client, NEW, step).location == f"{NEW}step={following}"
    assert "Une campagne commencée vous attend" in words_of(client.get("/hr/programmes"))
    assert "vous attend" not in words_of(open_browser_of_hr(bare_app).get("/hr/programmes"))
    assert client.get(ONE).status_code == 404
    assert "jamais jusqu’à deux niveaux" in words_of(client.get(f"{NEW}step=check"))
    assert answer_step(client, NEW, "check", do="save").location == ONE
    assert "vous attend" not in words_of(client.get("/hr/programmes"))


def test_a_mistake_is_shown_at_its_step_and_linked_from_the_last_one(client: FlaskClient) -> None:
    assert errors_in(answer_step(client, NEW, "limits", gap="99")) == {"gap": "Ce nombre est hors limites."}
    assert answer_step(client, NEW, "limits", gap="99", do="back").location == f"{NEW}step=people"
    refused = answer_step(client, NEW, "check", do="save")
    assert refused.status_code == 422
    assert f"{NEW}step=limits&check=1#f-gap" in {
        place.replace("&amp;", "&") for place in links_of_summary(refused.text)
    }
    assert "gap" in errors_in(client.get(f"{NEW}step=limits&check=1"))


def test_what_a_colleague_saved_meanwhile_is_not_replaced_unasked(bare_app: Flask, client: FlaskClient) -> None:
    post(client, "/hr/programmes/new", programme())
    answer_step(client, EDIT, "calendar", sessions="8")
    colleague = open_browser_of_hr(bare_app)
    assert answer_step(colleague, EDIT, "text", do="save", sponsor="Quelqu’un d’autre").location == ONE
    assert "Une autre personne a enregistré ce brouillon" in words_of(client.get(EDIT))

    assert answer_step(client, EDIT, "check", do="save").status_code == 409

    assert "Quelqu’un d’autre" in words_of(client.get(ONE))
    assert post(client, f"{EDIT}step=check", {"do": "discard"}).location == ONE
    assert "Une autre personne" not in words_of(client.get(EDIT))


def test_every_field_of_a_round_is_asked_at_one_step_and_read_as_it_is_kept() -> None:
    names = [name for fields in STEPS.fields_by_step.values() for name in fields]
    assert len(names) == len(set(names))
    form = build_form_of_new_round(MONDAY.date())
    fields = encode_form(form)
    assert fields.keys() <= set(names)
    assert parse_form({name: values for name, values in fields.items() if isinstance(values, list)}) == form


def test_the_first_and_the_last_step_are_their_own_neighbours() -> None:
    steps: FormSteps = STEPS
    assert steps.neighbour_of_step(RoundStep.TEXT, -1) == RoundStep.TEXT
    assert steps.neighbour_of_step(RoundStep.CHECK, 1) == RoundStep.CHECK
