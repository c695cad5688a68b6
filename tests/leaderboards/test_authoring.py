"""HR writes boards on screen: what is missing is said at its field, and unequal totals are answer about once more."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.leaderboards import queries
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.roles import give_role
from missions.service.publish import create_and_publish_mission
from tests.forms import send, sign_in
from tests.makers import make_mission_draft, make_people, make_site

WANTED = {
    "title_fr": "Régions d’automne",
    "title_en": "Autumn regions",
    "subject": "region",
    "measure": "points",
    "period": "month",
    "how": "per_head",
}


@pytest.fixture
def hr(bare_app: Application) -> FlaskClient:
    """The browser of somebody of HR, in a company of two unequal regions."""
    with bare_app.app_context(), transaction():
        claire, *_ = make_people(12, site=make_site())
        make_people(40, site=make_site())
        give_role(get_person(claire), HR)
    return sign_in(bare_app.test_client(), claire)


def boards(app: Flask, *columns: str) -> list[tuple[object, ...]]:
    """These columns of every board that is published."""
    with app.app_context(), transaction():
        return [tuple(getattr(board, column) for column in columns) for board in queries.list_current_boards()]


def test_a_board_is_published_from_the_form(bare_app: Flask, hr: FlaskClient) -> None:
    assert send(hr, "/hr/boards/new", **WANTED).status_code == 302
    published = boards(bare_app, "slug", "subject", "period", "how")
    assert published == [("regions-d-automne", "region", "month", "per_head")]
    assert "Régions d’automne" in hr.get("/hr/boards").text
    assert hr.get("/boards/regions-d-automne").status_code == 200


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title_en": " "}, "Remplissez ce champ."),
        ({"title_fr": "x" * 81}, "Raccourcissez"),
        ({"subject": "cat"}, "Choisissez parmi"),
        ({"measure": "mission"}, "Remplissez ce champ."),
        ({"measure": "mission", "mission": "premier-mot"}, "Comparez des groupes par leurs points"),
        ({"subject": "person", "period": "all"}, "31 jours au plus"),
        ({"period": "season:none"}, "Choisissez parmi"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    bare_app: Flask, hr: FlaskClient, changed: dict[str, str], sentence: str
) -> None:
    answer = send(hr, "/hr/boards/new", **WANTED | changed)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("\u00a0", " ")
    assert 'value="month" checked' in answer.text or "period" in changed
    assert boards(bare_app) == []


def test_totals_of_unequal_regions_are_asked_about_once_more(bare_app: Flask, hr: FlaskClient) -> None:
    answer = send(hr, "/hr/boards/new", **WANTED | {"how": "total"})
    assert "Ces groupes n’ont pas la même taille" in answer.text
    assert boards(bare_app) == []
    send(hr, "/hr/boards/new", **WANTED | {"how": "total", "confirmed": "yes"})
    assert boards(bare_app, "how") == [("total",)]


def test_a_title_is_taken_once(hr: FlaskClient) -> None:
    send(hr, "/hr/boards/new", **WANTED)
    assert "déjà pris" in send(hr, "/hr/boards/new", **WANTED).text


def test_a_mission_is_chosen_by_its_title(bare_app: Flask, hr: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_mission("premier-mot", make_mission_draft())
    assert '<option value="premier-mot">' in hr.get("/hr/boards/new").text
    send(hr, "/hr/boards/new", **WANTED | {"subject": "person", "measure": "mission", "mission": "premier-mot"})
    assert boards(bare_app, "detail") == [("premier-mot",)]


def test_a_mission_is_named_by_its_address(bare_app: Flask, hr: FlaskClient) -> None:
    wanted = {"subject": "person", "measure": "mission", "mission": "https://passerelle.example/missions/premier-mot"}
    send(hr, "/hr/boards/new", **WANTED | wanted)
    assert boards(bare_app, "detail") == [("premier-mot",)]


def test_an_ended_board_is_nobody_s_to_see(bare_app: Flask, hr: FlaskClient) -> None:
    send(hr, "/hr/boards/new", **WANTED)
    assert send(hr, "/hr/boards/regions-d-automne/end").status_code == 302
    assert boards(bare_app) == []
    assert hr.get("/boards/regions-d-automne").status_code == 404


def test_a_season_is_named_once_and_boards_may_look_at_it(bare_app: Flask, hr: FlaskClient) -> None:
    season = {"name_fr": "Rentrée", "name_en": "Back to work", "starts_on": "2026-09-01", "ends_on": "2026-12-20"}
    assert "vient avant" in send(hr, "/hr/boards/seasons", **season | {"ends_on": "2026-08-01"}).text
    assert send(hr, "/hr/boards/seasons", **season).status_code == 302
    assert "déjà pris" in send(hr, "/hr/boards/seasons", **season).text
    people = WANTED | {"subject": "person", "period": "season:rentree"}
    assert "31 jours au plus" in send(hr, "/hr/boards/new", **people).text.replace("\u00a0", " ")
    send(hr, "/hr/boards/new", **WANTED | {"period": "season:rentree"})
    assert boards(bare_app, "period") == [("season",)]
