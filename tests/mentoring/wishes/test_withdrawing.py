"""Leaving a round while a pair meets ends nothing but proposals, and the page says so."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from mentoring.pairs.queries.members import get_own_pair
from mentoring.pairs.service.start import start_pair
from mentoring.rounds.queries import get_round
from tests.forms import send
from tests.mentoring.company import make_colleagues
from tests.mentoring.pages import SENIOR, answer_steps, words_of

WISHES = "/mentoring/wishes/apprendre-ensemble"


def test_whoever_withdraws_while_their_pair_meets_reads_that_the_pair_goes_on(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    answer_steps(client, WISHES, SENIOR)
    with bare_app.app_context(), transaction():
        (junior,) = make_colleagues(1)
        pair_id = start_pair(get_round("apprendre-ensemble").id, person_id, junior, []).id
    send(client, f"{WISHES}/withdraw")

    assert "Votre binôme continue." in words_of(client.get("/mentoring"))
    with bare_app.app_context(), transaction():
        assert get_own_pair(person_id, pair_id).state == "active"
