"""A giver finds a colleague, says why, and learns nothing that the colleague did not choose to say."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.queries import get_person
from badges import queries
from badges.service.give import BadgeGift, give_badge, set_badge_givers
from badges.service.publish import create_and_publish_badge, pause_badge
from badges.service.revoke import revoke_award
from tests.badges.holders import list_held_slugs
from tests.badges.test_awards import TEXT
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people, record_departure

REASON = "Elle a accueilli toute l’équipe de Lyon."
NO_REASON = "Passerelle ne dit pas pourquoi"


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Two who may give the badge `helper`, and three who may not."""
    with bare_app.app_context(), transaction():
        people = make_people(5)
        create_and_publish_badge("helper", "given", {}, text=TEXT)
        set_badge_givers(queries.get_badge("helper"), people[:2])
    return people


@pytest.fixture
def giver(bare_app: Flask, people: list[int]) -> FlaskClient:
    return sign_in(bare_app.test_client(), people[0])


def email_of(giver: FlaskClient, person_id: int) -> str:
    with giver.application.app_context(), transaction():
        return get_person(person_id).email


def say_in_one_space(page: str) -> str:
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_badge_is_given_by_name_or_address_and_its_giver_reads_what_they_gave(
    bare_app: Flask, people: list[int], giver: FlaskClient
) -> None:
    with giver.application.app_context(), transaction():
        cleo = get_person(people[2])
        name = f"{cleo.family_name} {cleo.given_name}".upper()
    for receiver in (name, email_of(giver, people[3])):
        given = send(giver, "/give/helper", receiver=receiver, reason=REASON, evidence="https://rse.example/notes/12")
        assert (given.status_code, given.location) == (303, "/give")
    page = giver.get("/give").text
    assert page.count('<strong class="fw-medium">Camille') == 2
    assert REASON in page
    own_page = sign_in(bare_app.test_client(), people[2]).get("/me/badges/helper").text
    assert REASON in own_page
    assert 'href="https://rse.example/notes/12"' in own_page
    with giver.application.app_context(), transaction():
        giver_name = f"{get_person(people[0]).given_name} {get_person(people[0]).family_name}"
        assert [list_held_slugs(id_) for id_ in people] == [[], [], ["helper"], ["helper"], []]
    assert f"{giver_name} vous l’a remis le" in say_in_one_space(own_page)
    assert REASON not in sign_in(bare_app.test_client(), people[4]).get("/me/badges/helper").text


def test_only_a_giver_finds_the_way_to_the_form(bare_app: Flask, people: list[int], giver: FlaskClient) -> None:
    stranger = sign_in(bare_app.test_client(), people[2])
    assert 'href="/give"' in giver.get("/badges").text
    assert 'href="/give/helper"' in giver.get("/give").text
    assert 'href="/give"' not in stranger.get("/badges").text
    assert "Aucun badge à remettre" in stranger.get("/give").text
    assert stranger.get("/give/helper").status_code == 404
    assert send(stranger, "/give/helper", receiver=email_of(giver, people[3]), reason=REASON).status_code == 404
    with bare_app.app_context(), transaction():
        pause_badge(queries.get_badge("helper"))
    assert 'href="/give"' not in giver.get("/badges").text


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(people: list[int], giver: FlaskClient) -> None:
    refused = send(giver, "/give/helper", receiver="Nobody Here", reason="a\u2066b", evidence="Son article")
    assert refused.status_code == 422
    assert list(links_of_summary(refused.text)) == ["#f-receiver", "#f-reason"]
    assert "Personne ne répond à Nobody Here" in say_in_one_space(refused.text)
    for typed in ('value="Nobody Here"', "Son article"):
        assert typed in refused.text
    empty = links_of_summary(send(giver, "/give/helper").text)
    assert empty == {
        "#f-receiver": "À qui : Dites à qui.",
        "#f-reason": "Pourquoi : Dites pourquoi : la personne le lira.",
    }
    own = send(giver, "/give/helper", receiver=email_of(giver, people[0]), reason=REASON)
    assert list(links_of_summary(own.text).values()) == ["À qui : On ne se remet pas un badge à soi-même."]


def test_a_name_that_two_people_have_asks_for_the_address(people: list[int], giver: FlaskClient) -> None:
    with giver.application.app_context(), transaction():
        for person_id in people[2:4]:
            get_person(person_id).given_name, get_person(person_id).family_name = "Ada", "Byron"
    refused = send(giver, "/give/helper", receiver="Ada Byron", reason=REASON)
    assert "Plusieurs personnes s’appellent Ada Byron" in refused.text


def test_a_giver_learns_neither_who_takes_part_nor_which_badges_somebody_has(
    people: list[int], giver: FlaskClient
) -> None:
    with giver.application.app_context(), transaction():
        (silent,) = make_people(1, joined_at=None)
        for receiver_id in people[2:4]:
            give_badge(queries.get_badge("helper"), people[1], BadgeGift(receiver_id=receiver_id, reason=REASON))
        revoke_award(queries.get_badge("helper"), people[3], "Une erreur.")
    answers = [
        send(giver, "/give/helper", receiver=email_of(giver, id_), reason=REASON) for id_ in (silent, *people[2:4])
    ]
    assert [answer.status_code for answer in answers] == [409] * 3
    refusals = {answer.text.partition('role="alert"')[2].partition("</div></div>")[0] for answer in answers}
    assert len(refusals) == 1
    assert NO_REASON in refusals.pop()


def test_each_refusal_is_said_in_the_language_of_the_giver(people: list[int], giver: FlaskClient) -> None:
    def refuse(receiver_id: int) -> str:
        return send(giver, "/give/helper", receiver=email_of(giver, receiver_id), reason=REASON).text

    with giver.application.app_context(), transaction():
        give_badge(queries.get_badge("helper"), people[1], BadgeGift(receiver_id=people[0], reason=REASON))
        give_badge(queries.get_badge("helper"), people[0], BadgeGift(receiver_id=people[2], reason=REASON))
        (silent,) = make_people(1, joined_at=None)
    refusals = [refuse(people[1]), refuse(people[2]), refuse(silent)]
    french = ("Vous tenez ce badge de cette personne", "Vous avez déjà remis ce badge", NO_REASON)
    assert [sentence in page for sentence, page in zip(french, refusals, strict=True)] == [True] * 3
    send(giver, "/language", language="en")
    refusals = [refuse(people[1]), refuse(people[2]), refuse(silent)]
    with giver.application.app_context(), transaction():
        pause_badge(queries.get_badge("helper"))
    refusals.append(refuse(people[3]))
    english = (
        "You have this badge from",
        "You gave this person",
        "does not say why",
        "not given by hand at the moment",
    )
    assert [sentence in page for sentence, page in zip(english, refusals, strict=True)] == [True] * 4


def test_who_left_the_company_is_not_found(people: list[int], giver: FlaskClient) -> None:
    with giver.application.app_context(), transaction():
        gone = get_person(people[2])
        record_departure(gone, date(2026, 3, 3))
        email = gone.email
    assert "Personne ne répond à" in say_in_one_space(send(giver, "/give/helper", receiver=email, reason=REASON).text)
