"""What a label says of its field is the rule: an empty form is refused at every field that is not marked, and at no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR, IT
from app.people.service.roles import give_role
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people

MARKED = ("(facultatif)", "(nécessaire pour publier)", "(nécessaire avant l’ouverture)")
ROOT = Path(__file__).parents[2]
MARKS = ("mark_fault(", "described(", "w.wrong(", "aria-invalid")
FILLED = ("f-points", "f-times", "f-where")
"""Numbers that have a value when they are left out, and the place that the form names `place`."""


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """The browser of somebody who may write everything."""
    with bare_app.app_context(), transaction():
        (person,) = make_people(1)
        give_role(get_person(person), HR)
        give_role(get_person(person), IT)
    return sign_in(bare_app.test_client(), person)


def marks_of(page: str, button: str) -> dict[str, bool]:
    """Whether each text field of the form with this button is marked as one that may be empty, by its id."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if button in form)
    labels = re.findall(r'<label class="form-label" for="([^"]+)">(.*?)</label>', form, re.DOTALL)
    texts = dict(re.findall(r'<(input|textarea)[^>]* id="([^"]+)"', form))
    assert texts
    return {
        key: any(mark in text for mark in MARKED)
        for key, text in labels
        if f'<select class="form-select" id="{key}"' not in form
    }


@pytest.mark.parametrize(
    ("path", "sent_to", "button", "fields"),
    [
        ("/hr/programmes/new?step=whole", "/hr/programmes/new", "Enregistrer le brouillon", {}),
        ("/hr/crisis", "/hr/crisis/check", "Vérifier avant de publier", {}),
        ("/hr/boards", "/hr/boards/seasons", "Ajouter la saison", {}),
        ("/hr/boards/new", "/hr/boards/new", "Publier le tableau", {"subject": "unit", "measure": "points"}),
        ("/admin/countries", "/admin/countries", "Désactiver à partir", {}),
        ("/hr/paths/new", "/hr/paths/new", "Publier le parcours", {}),
        (
            "/hr/missions/new?kind=activity&step=whole",
            "/hr/missions/new",
            "Vérifier avant de publier",
            {"kind": "activity"},
        ),
        (
            "/hr/missions/new?kind=declaration&step=whole",
            "/hr/missions/new",
            "Vérifier avant de publier",
            {"kind": "declaration"},
        ),
        (
            "/hr/badges/new?criterion=missions-completed",
            "/hr/badges/new",
            "Vérifier avant de publier",
            {"criterion": "missions-completed"},
        ),
    ],
)
def test_an_empty_form_is_refused_at_every_field_without_a_mark_and_at_no_other(
    client: FlaskClient, path: str, sent_to: str, button: str, fields: dict[str, str]
) -> None:
    marks = marks_of(client.get(path).text, button)
    answer = send(client, sent_to, **fields)
    assert answer.status_code == 422
    refused = {place.removeprefix("#") for place in links_of_summary(answer.text)}
    assert {key for key, is_marked in marks.items() if is_marked} & refused == set()
    above = refused | ({"f-weight_"} if "f-weights" in refused else set())
    unmarked = {key for key, is_marked in marks.items() if not is_marked} - set(FILLED)
    assert {key for key in unmarked if not any(key.startswith(place) for place in above)} == set()


def test_each_set_of_choices_to_which_a_fault_leads_is_marked_as_wrong_for_readers_of_screens() -> None:
    templates = [path for part in ("app", "missions", "badges", "mentoring") for path in (ROOT / part).rglob("*.html")]
    sets = [(path.name, tag) for path in templates for tag in re.findall(r"<fieldset.*?><legend", path.read_text())]
    targets = [(name, tag) for name, tag in sets if 'tabindex="-1"' in tag]
    assert len(targets) > 15
    assert [target for target in targets if not any(mark in target[1] for mark in MARKS)] == []


def test_an_empty_search_for_a_person_says_so_at_its_field(client: FlaskClient) -> None:
    assert links_of_summary(client.get("/admin/people/aliases").text) == {}
    page = client.get("/admin/people/aliases?q=+").text
    assert "Écrivez d’abord ce que vous cherchez." in page
    assert 'aria-invalid="true" aria-describedby="f-q-error"' in page
    assert "Personne n’a ce nom" not in page
