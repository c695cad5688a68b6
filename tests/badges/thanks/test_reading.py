"""The receiver alone decides who reads thanks; neither the giver nor HR learns what was chosen."""

from __future__ import annotations

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.participation import leave_game
from app.people.service.roles import give_role
from badges.thanks.queries.clocks import GIVEN_SHOWN_FOR
from tests.badges.thanks.acts import REASON, WEDNESDAY, deliver, list_rows, thank
from tests.forms import send, sign_in
from tests.makers import catch_up, make_people, make_site, make_unit

GIVER, RECEIVER, MATE, STRANGER = range(4)


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """A giver, who is of HR too, a receiver with a colleague of the same team, and a stranger; the first thanked the second."""
    with bare_app.app_context(), transaction():
        site = make_site()
        people = [*make_people(1, site=site), *make_people(2, site=site, unit=make_unit()), *make_people(1, site=site)]
        give_role(get_person(people[GIVER]), HR)
        give_role(get_person(people[STRANGER]), HR)
    with clock.freeze_at(WEDNESDAY):
        thank(sign_in(bare_app.test_client(), people[GIVER]), people[RECEIVER])
    return people


def list_readers(app: Flask, people: list[int]) -> list[int]:
    """Who among them reads the words on the page of thanks."""
    return [place for place, id_ in enumerate(people) if REASON in sign_in(app.test_client(), id_).get("/thanks").text]


def test_it_is_private_until_the_receiver_chooses_and_each_choice_holds_from_the_next_page_on(
    bare_app: Flask, people: list[int]
) -> None:
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)
        (thanks,) = list_rows(bare_app)
        assert list_readers(bare_app, people) == [GIVER, RECEIVER]
        receiver = sign_in(bare_app.test_client(), people[RECEIVER])
        unchanged = sign_in(bare_app.test_client(), people[GIVER]).get("/thanks").text
        for audience, readers in {
            "team": [GIVER, RECEIVER, MATE],
            "everybody": [GIVER, RECEIVER, MATE, STRANGER],
            "private": [GIVER, RECEIVER],
        }.items():
            assert send(receiver, f"/thanks/{thanks.id}/audience", audience=audience).status_code == 303
            assert list_readers(bare_app, people) == readers
            page = sign_in(bare_app.test_client(), people[GIVER]).get("/thanks").text
            assert page.count(REASON) == unchanged.count(REASON) == 1
        send(receiver, f"/thanks/{thanks.id}/remove")
        assert list_readers(bare_app, people) == [GIVER]
        deliver(bare_app)
        assert len(list_rows(bare_app)) == 1
    with clock.freeze_at(WEDNESDAY + GIVEN_SHOWN_FOR):
        deliver(bare_app)
        assert list_rows(bare_app) == []


def test_only_the_receiver_chooses(bare_app: Flask, people: list[int]) -> None:
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)
        (thanks,) = list_rows(bare_app)
        for place in (GIVER, MATE, STRANGER):
            browser = sign_in(bare_app.test_client(), people[place])
            assert send(browser, f"/thanks/{thanks.id}/audience", audience="everybody").status_code == 404
            assert send(browser, f"/thanks/{thanks.id}/remove").status_code == 404
        receiver = sign_in(bare_app.test_client(), people[RECEIVER])
        send(receiver, f"/thanks/{thanks.id}/audience", audience="press")
        assert (list_rows(bare_app)[0].audience, list_rows(bare_app)[0].removed_at) == ("private", None)


def test_a_pause_hides_what_is_shown_and_leaving_makes_it_private(bare_app: Flask, people: list[int]) -> None:
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)
        (thanks,) = list_rows(bare_app)
        receiver = sign_in(bare_app.test_client(), people[RECEIVER])
        send(receiver, f"/thanks/{thanks.id}/audience", audience="everybody")
        with bare_app.app_context(), transaction():
            begin_or_change_pause(get_person(people[RECEIVER]), PauseLength.WEEK)
        assert list_readers(bare_app, people) == [GIVER, RECEIVER]
        with bare_app.app_context():
            with transaction():
                leave_game(get_person(people[RECEIVER]))
            catch_up(["thanks-leavers"])
        assert list_rows(bare_app)[0].audience == "private"


def test_a_page_to_print_has_what_its_receiver_chose_and_nothing_of_others(bare_app: Flask, people: list[int]) -> None:
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)
        (thanks,) = list_rows(bare_app)
        with bare_app.app_context(), transaction():
            giver = get_person(people[GIVER]).family_name
        for reader, query, words, name in (
            (RECEIVER, f"note={thanks.id}", True, False),
            (RECEIVER, f"note={thanks.id}&names=1", True, True),
            (RECEIVER, "note=999&note=x", False, False),
            (MATE, f"note={thanks.id}&names=1", False, False),
            (GIVER, f"note={thanks.id}", False, False),
        ):
            page = sign_in(bare_app.test_client(), people[reader]).get(f"/thanks/kept/print?{query}").text
            page = page.partition("<main")[2].partition("</main>")[0]
            assert (REASON in page, giver in page and reader != GIVER) == (words, name)
