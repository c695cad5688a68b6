"""Refusing thanks from one colleague and from everybody are two choices; each is taken back without the other."""

from __future__ import annotations

from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from tests.badges.thanks.acts import REASON, WEDNESDAY, deliver, list_rows, thank
from tests.forms import send, sign_in
from tests.makers import make_people

LIST = "Vous n’en recevez plus de"


def test_a_refusal_of_one_colleague_outlives_that_of_all_and_is_taken_back_alone(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        people = make_people(3)
    refused, receiver, other = (sign_in(bare_app.test_client(), person_id) for person_id in people)
    with clock.freeze_at(WEDNESDAY):
        thank(refused, people[1])
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)

        def try_both() -> list[int]:
            return [thank(browser, people[1]) for browser in (refused, other)]

        send(receiver, f"/thanks/{list_rows(bare_app)[0].id}/remove", giver="1")
        assert try_both() == [409, 303]
        send(receiver, "/thanks/refusal", refuses="1")
        assert try_both() == [409, 409]
        send(receiver, "/thanks/refusal")
        assert try_both() == [409, 303]
        assert receiver.get("/thanks").text.count(LIST) == 1
        for browser in (refused, other):
            assert LIST not in browser.get("/thanks").text
            send(browser, f"/thanks/refusal/{people[0]}/end")
        assert try_both() == [409, 303]
        assert [send(receiver, f"/thanks/refusal/{people[0]}/end").status_code for _ in range(2)] == [303, 303]
        assert LIST not in receiver.get("/thanks").text
        assert try_both() == [303, 303]


def test_thanks_that_are_refused_before_they_are_told_reach_nobody_and_their_giver_does_not_learn_it(
    bare_app: Flask,
) -> None:
    with bare_app.app_context(), transaction():
        people = make_people(2)
    giver, receiver = (sign_in(bare_app.test_client(), person_id) for person_id in people)
    with clock.freeze_at(WEDNESDAY):
        thank(giver, people[1])
        send(receiver, "/thanks/refusal", refuses="1")
    with clock.freeze_at(WEDNESDAY.replace(hour=12)):
        deliver(bare_app)
        assert "dit merci" not in receiver.get("/notifications").text
        assert REASON not in receiver.get("/thanks").text
        assert REASON in giver.get("/thanks").text
        send(receiver, "/thanks/refusal")
        assert REASON not in receiver.get("/thanks").text
