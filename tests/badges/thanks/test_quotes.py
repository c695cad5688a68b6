"""Words of thanks stand on a public page once their author agreed, and go when either says so."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from badges.thanks.quotes.statements import build_public_quotes
from tests.badges.thanks.acts import REASON, WEDNESDAY, deliver, thank
from tests.forms import send, sign_in
from tests.makers import make_people


def test_words_are_public_by_two_agreements_and_either_takes_its_own_back(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        people = make_people(3)
    giver, receiver, stranger = (sign_in(bare_app.test_client(), person_id) for person_id in people)
    with clock.freeze_at(WEDNESDAY):
        thank(giver, people[1])
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)

        def is_public() -> bool:
            with bare_app.app_context(), transaction():
                quotes = text(build_public_quotes(":receiver"))
                return list(session().scalars(quotes, {"receiver": people[1]})) == [REASON]

        assert send(giver, "/thanks/1/quote/answer", agrees="1").status_code == 404
        assert [send(browser, "/thanks/1/quote").status_code for browser in (giver, stranger)] == [404, 404]
        send(receiver, "/thanks/1/quote")
        assert "citer votre merci" in giver.get("/notifications").text
        waiting = receiver.get("/thanks").text.count("attend l’accord")
        send(giver, "/thanks/1/quote/answer")
        assert (receiver.get("/thanks").text.count("attend l’accord"), waiting, is_public()) == (1, 1, False)
        assert [send(browser, "/thanks/1/quote/answer").status_code for browser in (receiver, stranger)] == [404, 404]
        send(giver, "/thanks/1/quote/answer", agrees="1")
        assert is_public()
        send(giver, "/thanks/1/quote/answer")
        assert not is_public()
        send(giver, "/thanks/1/quote/answer", agrees="1")
        send(receiver, "/thanks/1/quote", withdraws="1")
        assert not is_public()
