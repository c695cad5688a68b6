"""People see the badges they hold, what the others ask for, and nobody else's."""

from __future__ import annotations

from flask import Flask

from app.kernel.transaction import transaction
from badges.service import BadgeText, create_and_publish_badge
from tests.badges.test_awards import completed
from tests.forms import sign_in
from tests.makers import catch_up, make_people, tell


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
    assert "Pas encore" in other_page


def test_without_any_badge_the_page_says_so(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (ada,) = make_people(1)
    assert "Aucun badge" in sign_in(bare_app.test_client(), ada).get("/badges").text
