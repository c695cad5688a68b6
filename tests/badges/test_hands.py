"""HR names who gives a badge, takes one back for a reason, and gives it back, without reading who has it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person, get_person_by_email
from badges import queries
from badges.models import BadgeGiver
from badges.service.publish import create_and_publish_badge
from tests.badges.test_awards import TEXT, badges_held_by, completed
from tests.forms import links_of_summary, send, sign_in
from tests.makers import catch_up, make_people, tell
from tests.missions.authoring.forms import errors_in, make_author, words_of


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """The browser of HR."""
    with bare_app.app_context(), transaction():
        create_and_publish_badge("steps", "missions-completed", {"missions": ["one"]}, text=TEXT)
        create_and_publish_badge("helper", "given", {}, text=TEXT)
        hr = make_author("hr")
    return sign_in(bare_app.test_client(), hr)


@pytest.fixture
def emails(bare_app: Flask, client: FlaskClient) -> list[str]:
    """Three colleagues; the first has the badge `steps`."""
    with bare_app.app_context():
        with transaction():
            people = [get_person(person_id) for person_id in make_people(3)]
            first, addresses = people[0].id, [person.email for person in people]
        tell(completed("one", first))
        catch_up()
        assert badges_held_by(first) == ["steps"]
    return addresses


def list_giver_ids(slug: str) -> list[int]:
    with transaction():
        givers = select(BadgeGiver.person_id).where(BadgeGiver.badge_id == queries.get_badge(slug).id)
        return sorted(session().scalars(givers))


def test_people_are_named_one_a_line_and_a_line_that_names_nobody_keeps_what_was_typed(
    bare_app: Flask, client: FlaskClient, emails: list[str]
) -> None:
    assert "Personne ne peut encore le remettre." in words_of(client.get("/hr/badges/helper"))
    answer = send(client, "/hr/badges/helper/givers", givers=f"{emails[0]}\nPersonne du Tout\nAutre Inconnu")
    assert (answer.status_code, set(errors_in(answer))) == (422, {"givers"})
    assert "Personne ne répond à Autre Inconnu" in words_of(answer)
    assert f"{emails[0]}\nPersonne du Tout" in answer.text
    assert send(client, "/hr/badges/helper/givers", givers=f"{emails[0].upper()}\n\n {emails[1]} \n").status_code == 302
    with bare_app.app_context():
        assert len(list_giver_ids("helper")) == 2
    assert "2 personnes peuvent le remettre." in words_of(client.get("/hr/badges/helper"))
    assert emails[1] in client.get("/hr/badges/helper/people").text
    assert send(client, "/hr/badges/steps/givers", givers=emails[0]).status_code == 409


def test_a_badge_is_taken_back_for_a_reason_and_given_back(
    bare_app: Flask, client: FlaskClient, emails: list[str]
) -> None:
    with bare_app.app_context(), transaction():
        holder = get_person_by_email(emails[0]).id
    assert send(client, "/hr/badges/steps/revoke", person=emails[0], reason="Une erreur de saisie.").status_code == 302
    with bare_app.app_context():
        assert badges_held_by(holder) == []
    again = send(client, "/hr/badges/steps/revoke", person=emails[0], reason="Encore.")
    assert errors_in(again) == {"revoked": "Cette personne n’a pas ce badge."}
    assert send(client, "/hr/badges/steps/restore", person=emails[0]).status_code == 302
    with bare_app.app_context():
        assert badges_held_by(holder) == ["steps"]
    assert errors_in(send(client, "/hr/badges/steps/restore", person=emails[0])).keys() == {"restored"}


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ({"person": "", "reason": ""}, {"#f-revoked", "#f-reason"}),
        ({"person": "Personne du Tout", "reason": "Oui."}, {"#f-revoked"}),
        ({"person": "Personne du Tout", "reason": "a\u202eb"}, {"#f-revoked", "#f-reason"}),
    ],
)
def test_what_is_wrong_stands_at_its_field_beside_what_was_typed(
    client: FlaskClient, typed: dict[str, str], places: set[str]
) -> None:
    answer = send(client, "/hr/badges/steps/revoke", **typed)
    assert (answer.status_code, set(links_of_summary(answer.text))) == (422, places)
    assert f'name="person" value="{typed["person"]}"' in answer.text


def test_the_page_names_no_holder_and_is_not_for_animators(
    bare_app: Flask, client: FlaskClient, emails: list[str]
) -> None:
    assert not [email for email in emails if email in client.get("/hr/badges/steps/people").text]
    with bare_app.app_context(), transaction():
        animator = make_author()
    browser = sign_in(bare_app.test_client(), animator)
    assert browser.get("/hr/badges/steps/people").status_code == 403
    assert "Retirer ou rendre ce badge" not in words_of(browser.get("/hr/badges/steps"))
