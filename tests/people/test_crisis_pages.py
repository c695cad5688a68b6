"""The page of the crisis switch: one confirmation, a banner for those concerned, and every mistake shown at its field."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.crisis.models import Crisis
from app.people.queries import get_person
from app.people.service.roles import give_role
from tests.forms import send, sign_in
from tests.makers import make_people, make_site

REASON = {"fr": "Un plan de sauvegarde est discuté.", "en": "A plan is being discussed."}
FORM = {
    "site": "",
    "reason_fr": REASON["fr"],
    "reason_en": REASON["en"],
    "link": "https://rse.example.com/crise",
    "starts_on": "",
    "ends_on": "2090-12-31",
}


@pytest.fixture
def nantes(bare_app: Application) -> list[int]:
    """Two people of a site, the first of whom is HR."""
    with bare_app.app_context(), transaction():
        people = make_people(2, site=make_site())
        give_role(get_person(people[0]), "hr")
    return people


@pytest.fixture
def brest(bare_app: Application) -> list[int]:
    """Somebody of another site."""
    with bare_app.app_context(), transaction():
        return make_people(1, site=make_site())


def site_of(app: Application, person_id: int) -> int:
    with app.app_context(), transaction():
        return get_person(person_id).site_id


@pytest.fixture
def hr(bare_app: Application, nantes: list[int]) -> FlaskClient:
    """The browser of HR."""
    return sign_in(bare_app.test_client(), nantes[0])


def test_one_confirmation_then_a_banner_for_the_people_concerned(
    bare_app: Application, hr: FlaskClient, nantes: list[int], brest: list[int]
) -> None:
    form = FORM | {"site": str(site_of(bare_app, nantes[0]))}
    check = send(hr, "/hr/crisis/check", **form)
    assert check.status_code == 200
    assert "Publier" in check.text
    home = sign_in(bare_app.test_client(), nantes[1]).get("/home").text
    assert REASON["fr"] not in home, "Nothing happens before the confirmation."

    assert send(hr, "/hr/crisis", **form).location == "/hr/crisis"
    page = sign_in(bare_app.test_client(), nantes[1]).get("/home").text
    assert REASON["fr"] in page
    assert "https://rse.example.com/crise" in page
    assert "31 décembre 2090" in page
    assert REASON["fr"] not in sign_in(bare_app.test_client(), brest[0]).get("/home").text

    crisis_id = crisis_of(bare_app)
    assert send(hr, f"/hr/crisis/{crisis_id}/end").status_code == 302
    assert REASON["fr"] not in sign_in(bare_app.test_client(), nantes[1]).get("/home").text


def crisis_of(bare_app: Application) -> int:
    with bare_app.app_context(), transaction():
        return session().scalars(select(Crisis.id)).one()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"reason_en": ""}, "Dites-le en une phrase ou deux, dans les deux langues."),
        ({"link": "javascript:alert(1)"}, "Collez une adresse complète, qui commence par https."),
        ({"ends_on": ""}, "Choisissez une date."),
        ({"ends_on": "demain"}, "Écrivez un jour, par exemple 2026-12-31."),
        ({"starts_on": "2020-01-01"}, "Aujourd’hui au plus tôt."),
        ({"starts_on": "2090-12-31", "ends_on": "2090-12-30"}, "Choisissez une date qui ne précède pas le début."),
        ({"site": "999"}, "Choisissez un site de la liste."),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(
    hr: FlaskClient, wrong: dict[str, str], message: str
) -> None:
    for path in ("/hr/crisis/check", "/hr/crisis"):
        answer = send(hr, path, **FORM | wrong)

        assert answer.status_code == 422
        assert message in answer.text
        assert REASON["fr"] in answer.text


def test_a_second_pause_for_the_same_people_is_refused_at_its_field(hr: FlaskClient, nantes: list[int]) -> None:
    send(hr, "/hr/crisis", **FORM)
    answer = send(hr, "/hr/crisis/check", **FORM)

    assert answer.status_code == 422
    assert "Une pause concerne déjà ces personnes" in answer.text


def test_a_reader_of_english_reads_the_reason_in_english(
    bare_app: Application, hr: FlaskClient, nantes: list[int]
) -> None:
    send(hr, "/hr/crisis", **FORM)
    with bare_app.app_context(), transaction():
        get_person(nantes[1]).locale = "en"

    assert REASON["en"] in sign_in(bare_app.test_client(), nantes[1]).get("/home").text
