"""The pages of paths: steps in an order, what comes after what, and no publication without a reason."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from missions import queries as missions
from missions.authoring.paths.queries import list_step_drafts
from missions.service.paths import StepDraft
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.forms import send, sign_in
from tests.makers import make_mission_draft, make_people
from tests.missions.authoring.forms import PATH, errors_in, make_author, post_form, words_of
from tests.missions.company import enrolled_in


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Two colleagues who take part, and three missions that no path opens yet."""
    with bare_app.app_context(), transaction():
        for slug in "abc":
            create_and_publish_mission(slug, make_mission_draft(availability=Availability()))
        return make_people(2)


@pytest.fixture
def client(bare_app: Flask, people: list[int]) -> FlaskClient:
    """A browser of HR."""
    with bare_app.app_context(), transaction():
        author = make_author("hr")
    return sign_in(bare_app.test_client(), author)


def test_a_path_is_written_then_published_and_opens_its_missions(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    assert "Aucun parcours pour l’instant" in words_of(client.get("/hr/paths"))
    assert post_form(client, "/hr/paths/new", PATH, do="save").location == "/hr/paths/accueil"
    with bare_app.app_context():
        assert enrolled_in("a") == []
        post_form(client, "/hr/paths/accueil", PATH, do="publish")
        assert enrolled_in("a") == enrolled_in("b") == people
        assert enrolled_in("c") == []
    assert "Accueil Publié à toute personne qui participe 2" in words_of(client.get("/hr/paths"))

    post_form(
        client, "/hr/paths/accueil", PATH, do="save", **{"steps.2.mission": "c", "steps.2.opens_after_days": "30"}
    )
    with bare_app.app_context():
        assert enrolled_in("c") == people
    send(client, "/hr/paths/accueil/end")
    assert "Clôturé" in words_of(client.get("/hr/paths"))


@pytest.mark.parametrize("missing", ["objective", "sponsor"])
def test_no_path_is_published_without_an_objective_and_a_sponsor(client: FlaskClient, missing: str) -> None:
    names = {name: None for name in PATH if name.startswith(missing)}
    refused = post_form(client, "/hr/paths/new", PATH, do="publish", **names)
    assert refused.status_code == 422
    assert f'class="pa-error small" id="e-{missing}' in refused.text
    assert client.get("/hr/paths/accueil").status_code == 404
    assert post_form(client, "/hr/paths/new", PATH, do="save", **names).status_code == 302


def test_steps_that_wait_for_one_another_are_refused_with_the_circle_named(client: FlaskClient) -> None:
    circle = post_form(client, "/hr/paths/new", PATH, **{"steps.0.needs": "b"})
    assert errors_in(circle) == {"steps.0.needs": "Ces étapes s’attendent l’une l’autre : a → b → a."}
    twice = post_form(client, "/hr/paths/new", PATH, **{"steps.2.mission": "a"})
    assert errors_in(twice) == {"steps.2.mission": "Deux fois sur le parcours : a."}
    unknown = post_form(client, "/hr/paths/new", PATH, **{"steps.1.mission": "zz"})
    assert errors_in(unknown) == {"steps.1.mission": "Aucune mission ne s’appelle zz."}
    assert "steps" in errors_in(
        post_form(
            client, "/hr/paths/new", PATH, **{"steps.0.mission": None, "steps.1.mission": None, "steps.1.needs": None}
        )
    )


def test_a_step_moves_goes_and_comes_without_a_script_and_nothing_is_kept_yet(
    bare_app: Flask, client: FlaskClient
) -> None:
    def missions_shown(**command: str) -> list[str]:
        answer = post_form(client, "/hr/paths/new", PATH, **{"steps.1.needs": None}, **command)
        assert answer.status_code == 200
        return re.findall(r'<option value="(\w)" selected>', answer.text)

    assert missions_shown(move="steps.1.up") == ["b", "a"]
    assert missions_shown(move="steps.0.remove") == ["b"]
    more = post_form(client, "/hr/paths/new", PATH, move="steps")
    assert 'name="steps.2.mission"' in more.text
    assert client.get("/hr/paths/accueil").status_code == 404


def test_what_was_written_is_what_is_shown_and_kept(bare_app: Flask, client: FlaskClient) -> None:
    post_form(client, "/hr/paths/new", PATH, do="save", **{"steps.1.opens_after_days": "7"})
    page = client.get("/hr/paths/accueil")
    assert 'name="steps.1.needs" value="a" checked' in page.text
    with bare_app.app_context(), transaction():
        path = missions.get_path("accueil")
        assert list_step_drafts(path) == [
            StepDraft(mission="a"),
            StepDraft(mission="b", opens_after_days=7, needs=("a",)),
        ]
        assert (path.sponsor, path.objective["fr"]) == (PATH["sponsor"], "Que personne ne reste seul.")
