"""People see the badges they hold, what the others ask for, and nobody else's."""

from __future__ import annotations

from flask import Flask

from app.kernel.transaction import transaction
from badges.medal import OUTLINES, MedalColour, MedalShape
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from tests.badges.test_awards import completed
from tests.forms import send, sign_in
from tests.makers import WORDS, catch_up, make_people, tell


def test_a_badge_is_shown_as_received_to_its_holder_alone(bare_app: Flask) -> None:
    text = BadgeText(name={"fr": "Premiers pas", "en": "First steps"}, description={"fr": "Une mission.", "en": "One."})
    with bare_app.app_context():
        with transaction():
            create_and_publish_badge("steps", "missions-completed", {"missions": ["one"]}, text=text)
            ada, ben = make_people(2)
        tell(completed("one", ada))
        catch_up()

    own_page = sign_in(bare_app.test_client(), ada).get("/badges").text
    other_page = sign_in(bare_app.test_client(), ben).get("/badges").text
    assert "Premiers pas" in own_page
    assert "Reçu" in own_page
    assert "Premiers pas" in other_page
    assert "Reçu" not in other_page
    assert "0\u00a0mission sur 1" in other_page


def test_a_badge_says_how_far_one_is_and_what_it_takes(bare_app: Flask) -> None:
    text = BadgeText(name=WORDS, description=WORDS)
    with bare_app.app_context():
        with transaction():
            create_and_publish_badge("steps", "missions-completed", {"missions": ["one", "two", "three"]}, text=text)
            create_and_publish_badge("all", "all-of", {"badges": ["steps"]}, text=text)
            (ada,) = make_people(1)
        tell(completed("one", ada), completed("two", ada), completed("two", ada, number=2))
        catch_up()
    browser = sign_in(bare_app.test_client(), ada)

    assert "2\u00a0missions sur 3" in browser.get("/badges").text
    page = browser.get("/badges/steps").text
    assert 'value="2" max="3"' in page
    assert "Terminer ces 3\u00a0missions\u00a0:" in page
    assert "Détenir tous ces badges\u00a0:" in browser.get("/badges/all").text
    assert browser.get("/badges/unknown").status_code == 404
    send(browser, "/language", language="en")
    assert "2 of 3 missions" in browser.get("/badges").text
    page = browser.get("/badges/steps").text
    assert "How to earn it" in page
    assert "Complete these 3 missions:" in page
    assert "Hold all of these badges:" in browser.get("/badges/all").text


def test_opening_the_page_of_a_badge_reads_its_notice(bare_app: Flask) -> None:
    with bare_app.app_context():
        with transaction():
            text = BadgeText(name=WORDS, description=WORDS)
            create_and_publish_badge("steps", "missions-completed", {"missions": ["one"]}, text=text)
            (ada,) = make_people(1)
        tell(completed("one", ada))
        catch_up()
    browser = sign_in(bare_app.test_client(), ada)
    assert "Nouveau" in browser.get("/notifications").text
    assert "Notifications, 1" not in browser.get("/me/badges/steps").text
    assert "Nouveau" not in browser.get("/notifications").text


def test_a_badge_is_drawn_from_its_shape_colour_and_icon_in_colour_once_it_is_received(bare_app: Flask) -> None:
    text = BadgeText(name=WORDS, description=WORDS, icon="route", shape=MedalShape.SHIELD, colour=MedalColour.VERT)
    with bare_app.app_context():
        with transaction():
            create_and_publish_badge("steps", "missions-completed", {"missions": ["one"]}, text=text)
            ada, ben = make_people(2)
        tell(completed("one", ada))
        catch_up()

    received = sign_in(bare_app.test_client(), ada).get("/badges").text
    ahead = sign_in(bare_app.test_client(), ben).get("/badges").text
    for page in (received, ahead):
        assert f'd="{OUTLINES[MedalShape.SHIELD]}"' in page
    assert "pa-medal-vert" in received
    assert "pa-medal-vert" not in ahead
    assert "pa-medal-ahead" in ahead


def test_without_any_badge_the_page_says_so(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (ada,) = make_people(1)
    assert "Aucun badge" in sign_in(bare_app.test_client(), ada).get("/badges").text
