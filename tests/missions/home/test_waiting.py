"""No page asks to be reloaded: the path is open when one has joined, and a page that waits goes on by itself."""

from __future__ import annotations

import html
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.charter import CURRENT
from app.people.queries import get_person
from app.people.service.participation import accept_charter
from app.web.extraction import read_english_catalogue
from missions.jobs import enrol_newly_reached_people
from missions.models import Enrolment
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from tests.forms import send, sign_in
from tests.makers import WORDS, catch_up, make_mission_draft, make_people, tell
from tests.paths import write_and_publish_path

ASKS = {"HX-Request": "true"}


def test_joining_opens_the_path_at_once_and_leads_to_its_first_mission(bare_app: Flask, person_id: int) -> None:
    with bare_app.app_context(), transaction():
        (newcomer,) = make_people(1, joined_at=None)
        accept_charter(get_person(newcomer), CURRENT.version)
    browser = sign_in(bare_app.test_client(), newcomer)

    joined = send(browser, "/me/privacy/join")

    assert joined.location == "/home/next?joined=yes"
    assert browser.get(joined.location).location == "/missions/speak"
    assert "Votre prochaine mission" in browser.get("/home").text
    with bare_app.app_context():
        catch_up()
    assert "0\u00a0mission terminée sur 3" in browser.get("/home").text


def test_who_joins_again_finds_what_counted_and_nothing_twice(
    bare_app: Flask, client: FlaskClient, posted: None
) -> None:
    send(client, "/welcome/charter", version=str(CURRENT.version))
    send(client, "/me/privacy/leave")
    assert send(client, "/me/privacy/join").location == "/home/next?joined=yes"

    assert "1\u00a0mission terminée sur 3" in client.get("/home").text


def test_the_next_mission_is_home_where_nothing_waits(client: FlaskClient) -> None:
    send(client, "/me/pause", length="week")

    assert client.get("/home/next").location == "/home"


def test_a_home_page_that_waits_asks_again_and_goes_on_by_itself(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            (person,) = make_people(1)
            create_and_publish_mission("alone", make_mission_draft())
            session().execute(delete(Enrolment))
        browser = sign_in(bare_app.test_client(), person)
        waiting = browser.get("/home").text
        assert "Votre parcours se prépare" in waiting
        assert "Rien ne vous attend" not in waiting
        asks_for = find_poll_address(waiting)
        assert browser.get(asks_for, headers=ASKS).status_code == 204
        assert "HX-Redirect" not in browser.get(asks_for, headers=ASKS).headers
        enrol_newly_reached_people()

    assert browser.get(asks_for, headers=ASKS).headers["HX-Redirect"] == "/home"


def test_a_parked_home_page_follows_what_is_done_elsewhere(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    parked = find_poll_address(client.get("/home").text)
    assert "HX-Redirect" not in client.get(parked, headers=ASKS).headers
    with bare_app.app_context():
        tell(NewFact(kind="post.created", source="rse", source_key="p", actor_id=person_id, occurred_at=clock.now()))
        catch_up()
    assert client.get(parked, headers=ASKS).headers["HX-Redirect"] == "/home"
    assert "HX-Redirect" not in client.get(find_poll_address(client.get("/home").text), headers=ASKS).headers


def find_poll_address(page: str) -> str:
    address = re.search(r'data-hx-get="(/home\?mark=[^"]+)"', page)
    assert address is not None, "The page waits for nothing."
    return html.unescape(address[1])


def test_a_path_that_opens_to_nobody_by_itself_keeps_no_home_page_waiting(
    bare_app: Flask, client: FlaskClient, posted: None
) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_mission("aside", make_mission_draft(availability=Availability()))
        write_and_publish_path("other", title=WORDS, why=WORDS, missions=["aside"])
    for slug in ("answer", "follow"):
        send(client, f"/missions/{slug}/later")

    assert "se prépare" not in client.get("/home").text
    assert client.get("/home", headers=ASKS).headers["HX-Redirect"] == "/home"


def test_an_open_mission_learns_of_each_step_and_leads_to_its_celebration(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    with bare_app.app_context():
        with transaction():
            create_and_publish_mission("two", make_mission_draft(wanted=2))
        address = _find_progress_address(client.get("/missions/two").text)
        assert client.get(address, headers=ASKS).status_code == 204
        _post(person_id, "first")
        moved = client.get(address, headers=ASKS)
        assert "1 sur 2" in moved.text
        _post(person_id, "second")

    assert client.get(_find_progress_address(moved.text), headers=ASKS).headers["HX-Redirect"] == "/missions/two/done"
    assert "data-hx-get" not in client.get("/missions/two").text


def test_the_way_back_from_the_network_leads_once_to_the_thanks(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    with bare_app.app_context():
        with transaction():
            create_and_publish_mission("once", make_mission_draft())
        _post(person_id, "only")

    thanks = client.get("/home/next").location
    assert thanks.endswith("/done")
    assert client.get(thanks).status_code == 200
    assert not client.get("/home/next").location.endswith("/done")


def test_no_text_asks_to_reload_a_page() -> None:
    french = {str(message.id).lower() for message in read_english_catalogue()}

    assert [text for text in french if "recharge" in text or "actualisez" in text] == []


def _post(person_id: int, key: str) -> None:
    tell(NewFact(kind="post.created", source_key=key, source="rse", actor_id=person_id, occurred_at=clock.now()))
    catch_up()


def _find_progress_address(page: str) -> str:
    """The address that the page asks by itself."""
    match = re.search(r'data-hx-get="([^"]+/progress[^"]+)"', page)
    assert match is not None, "The page asks nothing."
    return html.unescape(match[1])
