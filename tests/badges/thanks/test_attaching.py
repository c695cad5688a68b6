"""A receiver attaches thanks to their role sheet or to the list, takes them back, and the list asks their author as well."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR
from app.people.service.roles import give_role
from badges.ambassadors.models import Candidacy
from badges.ambassadors.publicity.service import choose_publicity
from badges.ambassadors.service.ending import step_down
from badges.thanks.attaching.queries import map_words_on_list
from tests.badges.thanks.acts import REASON, WEDNESDAY, deliver, thank
from tests.forms import send, sign_in
from tests.makers import MONDAY, make_people


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Ada, who thanked Ben; Ben, an ambassador who asks Cleo to agree to his next term; Cleo; and Dan of HR."""
    with bare_app.app_context(), transaction():
        ada, ben, cleo, dan = make_people(4)
        give_role(get_person(dan), HR)
        term = {"opened_at": MONDAY, "named_at": MONDAY, "ends_at": WEDNESDAY.replace(year=2027)}
        session().add(Candidacy(person_id=ben, state="named", **term))
        session().add(Candidacy(person_id=ben, state="sheet", opened_at=MONDAY, hours=3, approver_id=cleo))
        session().flush()
        choose_publicity(ben, shows_name=True, sentence="")
    with clock.freeze_at(WEDNESDAY):
        thank(sign_in(bare_app.test_client(), ada), ben)
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)
    return [ada, ben, cleo, dan]


@pytest.fixture
def browsers(bare_app: Flask, people: list[int]) -> list[FlaskClient]:
    """A browser for each of them."""
    return [sign_in(bare_app.test_client(), person_id) for person_id in people]


def read_list(hr: FlaskClient) -> str:
    return send(hr, "/hr/ambassadors/list.csv").text


def test_a_role_sheet_has_the_words_as_long_as_their_receiver_wishes(browsers: list[FlaskClient]) -> None:
    ada, ben, cleo, dan = browsers
    sheets = (("/ambassadors/agreements/2", cleo), ("/ambassadors/role-sheet", ben))
    assert [REASON in browser.get(path).text for path, browser in sheets] == [False, False]
    assert [send(browser, "/thanks/attached/1", sheet="1").status_code for browser in (ada, cleo)] == [404, 404]
    assert send(ben, "/thanks/attached/1", sheet="1", list="1").status_code == 303
    assert [REASON in browser.get(path).text for path, browser in sheets] == [True, True]
    assert "Camille Martin" not in cleo.get(sheets[0][0]).text.split("Des collègues lui ont écrit")[1]
    assert REASON not in read_list(dan), "Its author agreed to nothing."
    send(ben, "/thanks/attached/1")
    assert [REASON in browser.get(path).text for path, browser in sheets] == [False, False]


@pytest.mark.parametrize("end", ["receiver", "author", "deleted", "withdrawn", "term"])
def test_the_list_has_the_words_as_long_as_both_agree(
    bare_app: Flask, people: list[int], browsers: list[FlaskClient], end: str
) -> None:
    ada, ben, _, dan = browsers
    send(ben, "/thanks/1/quote")
    assert "communication de l’entreprise" in ada.get("/notifications").text
    send(ada, "/thanks/1/quote/answer", agrees="1")
    assert REASON not in read_list(dan), "Its receiver attached it nowhere."
    send(ben, "/thanks/attached/1", list="1")
    assert (REASON in read_list(dan), REASON in dan.get("/hr/ambassadors").text) == (True, True)
    if end == "term":
        with bare_app.app_context(), transaction():
            step_down(people[1])
    else:
        paths = {"receiver": "attached/1", "author": "1/quote/answer", "deleted": "1/remove", "withdrawn": "1/quote"}
        send(
            ada if end == "author" else ben,
            f"/thanks/{paths[end]}",
            **({"withdraws": "1"} if end == "withdrawn" else {}),
        )
    assert REASON not in read_list(dan)
    with bare_app.app_context(), transaction():
        assert map_words_on_list(people) == {}


def test_an_agreement_to_public_pages_alone_is_none_to_the_list(
    bare_app: Flask, people: list[int], browsers: list[FlaskClient]
) -> None:
    send(browsers[1], "/thanks/1/quote")
    send(browsers[0], "/thanks/1/quote/answer", agrees="1")
    with bare_app.app_context(), transaction():
        session().connection().exec_driver_sql("update thanks set is_list_agreed = false")
    send(browsers[1], "/thanks/attached/1", list="1")
    assert REASON not in read_list(browsers[3])
