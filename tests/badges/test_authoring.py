"""Badges are written, tried and published on screen, and go through their states there."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.web.assets import assets_by_name
from badges import queries
from badges.criterion import BadgeCriterion, criteria_by_name
from badges.medal import ICON_NAMES, SHAPE_NAMES
from badges.models import BadgeVersion
from badges.service.publish import create_and_publish_badge
from tests.badges.authors import BADGE
from tests.badges.test_awards import TEXT
from tests.forms import links_of_summary, send, sign_in
from tests.least_settings import least_settings
from tests.missions.authoring.forms import errors_in, make_author, post_form, words_of


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """The browser of an animator."""
    with bare_app.app_context(), transaction():
        author = make_author()
    return sign_in(bare_app.test_client(), author)


def read_version(slug: str) -> BadgeVersion:
    with transaction():
        badge = queries.get_badge(slug)
        version = session().scalars(select(BadgeVersion).where(BadgeVersion.badge_id == badge.id)).one()
        session().expunge(version)
        return version


def test_a_badge_is_written_checked_and_published(bare_app: Flask, client: FlaskClient) -> None:
    saved = post_form(client, "/hr/badges/new", BADGE, do="check")
    assert saved.location == "/hr/badges/premier-echange/check"
    page = words_of(client.get(saved.location))
    assert "Ce qui compte : publier un message, répondre à quelqu’un." in page
    assert "Moins de 10 personnes le recevraient maintenant, peut-être aucune." in page
    assert "Valable 12 mois." in page
    assert "Badges à publier 1" in words_of(client.get("/animation"))
    send(client, "/hr/badges/premier-echange/publish")
    assert "Badges publiés 1" in words_of(client.get("/animation"))
    with bare_app.app_context():
        version = read_version("premier-echange")
        assert (version.shape, version.colour, version.icon, version.valid_months) == ("hexagon", "prune", "bolt", 12)
        assert (version.wanted, version.is_current) == (2, True)
    listed = words_of(client.get("/hr/badges"))
    assert "Premier échange Publié version 1" in listed
    assert "moins de 10" in listed


def test_what_was_typed_comes_back_with_each_fault_at_its_field(client: FlaskClient) -> None:
    wrong = {"name.fr": "", "settings.wanted": "beaucoup", "settings.facts": [], "valid_months": "500"}
    answer = post_form(client, "/hr/badges/new", {**BADGE, **wrong}, do="save")
    assert answer.status_code == 422
    assert errors_in(answer).keys() == {"name.fr", "settings.facts", "settings.wanted", "valid_months"}
    assert links_of_summary(answer.text).keys() == {f"#f-{name}" for name in errors_in(answer)}
    assert 'value="beaucoup"' in answer.text
    assert 'value="First exchange"' in answer.text
    send(client, "/language", language="en")
    assert (
        errors_in(post_form(client, "/hr/badges/new", {**BADGE, **wrong}))["settings.wanted"]
        == "This takes a whole number."
    )


def test_answers_wait_for_their_author_alone_until_they_are_saved(bare_app: Flask, client: FlaskClient) -> None:
    post_form(client, "/hr/badges/new", {**BADGE, "name.fr": "À finir"}, do="autosave")
    assert 'value="À finir"' in client.get("/hr/badges/new?criterion=activity-count").text
    assert "Un badge commencé" in words_of(client.get("/hr/badges"))
    with bare_app.app_context(), transaction():
        colleague = make_author("hr")
    assert "Un badge commencé" not in words_of(sign_in(bare_app.test_client(), colleague).get("/hr/badges"))
    post_form(client, "/hr/badges/new", BADGE, do="discard")
    assert "Un badge commencé" not in words_of(client.get("/hr/badges"))


def test_the_version_that_another_author_saved_is_not_replaced_unseen(bare_app: Flask, client: FlaskClient) -> None:
    post_form(client, "/hr/badges/new", BADGE, do="save")
    base = re.search(r'name="base" value="([^"]+)"', client.get("/hr/badges/premier-echange/edit").text)
    assert base
    with bare_app.app_context(), transaction():
        colleague = make_author("hr")
    other = sign_in(bare_app.test_client(), colleague)
    post_form(other, "/hr/badges/premier-echange/edit", {**BADGE, "name.fr": "Autre"}, do="save")
    answer = post_form(client, "/hr/badges/premier-echange/edit", BADGE, do="save", base=base[1])
    assert answer.status_code == 409
    assert "Une autre personne a enregistré ce badge" in words_of(answer)


def test_a_badge_is_paused_resumed_ended_and_says_what_follows(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_badge("steps", "missions-completed", {"missions": ["one"]}, text=TEXT)
        create_and_publish_badge("all", "all-of", {"badges": ["steps"]}, text=TEXT)
    page = words_of(client.get("/hr/badges/steps"))
    assert "Personne de plus ne le reçoit." in page
    assert "En dépendent : Badges" in page
    for step, state in (("pause", "paused"), ("resume", "published"), ("end", "ended"), ("end", "ended")):
        assert send(client, f"/hr/badges/steps/{step}").status_code == 302
        with bare_app.app_context(), transaction():
            assert queries.get_badge("steps").state == state
    assert send(client, "/hr/badges/steps/resume").status_code == 409
    assert "Mettre en pause" not in words_of(client.get("/hr/badges/steps"))
    assert (
        post_form(
            client, "/hr/badges/steps/edit", {**BADGE, "settings.missions": "one", "settings.wanted": "1"}
        ).status_code
        == 409
    )


def test_a_draft_is_deleted_and_a_badge_that_was_never_published_goes_with_it(
    bare_app: Flask, client: FlaskClient
) -> None:
    post_form(client, "/hr/badges/new", BADGE, do="save")
    assert send(client, "/hr/badges/premier-echange/discard").location == "/hr/badges"
    with bare_app.app_context(), transaction():
        assert queries.find_badge("premier-echange") is None
        create_and_publish_badge("steps", "activity-count", {"facts": ["post.created"], "wanted": 1}, text=TEXT)
    post_form(client, "/hr/badges/steps/edit", BADGE, do="save")
    assert "une version en brouillon" in words_of(client.get("/hr/badges"))
    assert send(client, "/hr/badges/steps/discard").location == "/hr/badges/steps"
    with bare_app.app_context():
        assert read_version("steps").is_current


@pytest.mark.parametrize("criterion", criteria_by_name().values(), ids=lambda criterion: criterion.name)
def test_every_criterion_can_be_filled_in_on_screen(
    bare_app: Flask, client: FlaskClient, criterion: BadgeCriterion
) -> None:
    with bare_app.app_context(), transaction():
        for slug in ("a", "b"):
            create_and_publish_badge(slug, "missions-completed", {"missions": ["one"]}, text=TEXT)
    least = least_settings(criterion.settings())
    least |= {"badges": ["a", "b"]} if "badges" in least else {}
    fields = {f"settings.{name}": value for name, value in least.items()}
    empty = {name: value for name, value in BADGE.items() if not name.startswith("settings")}
    page = client.get(f"/hr/badges/new?criterion={criterion.name}").text
    settings = criterion.settings().fields
    assert all(set(field.metadata["label"]) == {"fr", "en"} for field in settings.values())
    assert all(f'name="settings.{name}"' in page or f'id="f-settings.{name}"' in page for name in settings)
    form = {**empty, **fields, "criterion": criterion.name}
    assert post_form(client, "/hr/badges/new", form, do="save").location == "/hr/badges/premier-echange"
    assert client.get("/hr/badges/premier-echange").status_code == 200


def test_a_criterion_is_chosen_first(client: FlaskClient) -> None:
    page = client.get("/hr/badges/new")
    assert all(f'value="{name}"' in page.text for name in criteria_by_name())
    answer = client.get("/hr/badges/new?chosen=yes")
    assert (answer.status_code, set(links_of_summary(answer.text))) == (422, {"#f-criterion"})
    assert post_form(client, "/hr/badges/new", {**BADGE, "criterion": "invented"}).status_code == 422


def test_every_shape_and_drawing_is_drawn_as_it_is_ticked() -> None:
    css = assets_by_name()["drawing.css"].body.decode()
    assert [name for name in (*SHAPE_NAMES, *ICON_NAMES) if f".pa-of-{name}" not in css] == []
