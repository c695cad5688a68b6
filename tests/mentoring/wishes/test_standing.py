"""The card of a round says how things stand for a person: which round it is, their pause, and their days away."""

from __future__ import annotations

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from app.kernel.transaction import transaction
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.queries import get_person
from mentoring.proposals.queries.participants import read_participants
from mentoring.rounds.queries import get_round
from tests.mentoring.company import make_round
from tests.mentoring.pages import SENIOR, answer_steps, errors_in, words_of

WISHES = "/mentoring/wishes/apprendre-ensemble"


def test_two_rounds_are_told_apart_in_words_and_in_each_button(bare_app: Flask, client: FlaskClient) -> None:
    assert "Campagne portée par" not in words_of(client.get("/mentoring"))
    with bare_app.app_context(), transaction():
        make_round(title={"fr": "Une autre campagne", "en": "Another round"}, sponsor="Ali Benali, DSI")
    page = words_of(client.get("/mentoring"))
    assert "Campagne portée par Claire Fontaine, DRH." in page
    assert "Campagne portée par Ali Benali, DSI." in page
    assert "Je peux transmettre : Une autre campagne" in page
    assert "Je peux transmettre : Apprendre ensemble" in page


def test_somebody_in_a_pause_reads_that_nothing_is_proposed_meanwhile(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    answer_steps(client, WISHES, SENIOR)
    assert "Tout est prêt." in words_of(client.get("/mentoring"))
    with bare_app.app_context(), transaction():
        begin_or_change_pause(get_person(person_id), PauseLength.WEEK)
    page = words_of(client.get("/mentoring"))
    assert "Tout est prêt." not in page
    assert "d’ici là, rien ne vous est proposé" in page
    with bare_app.app_context(), transaction():
        end_pause(get_person(person_id))
    assert "Tout est prêt." in words_of(client.get("/mentoring"))


def test_days_away_are_kept_shown_again_and_refused_at_their_field(
    bare_app: Flask, client: FlaskClient, person_id: int
) -> None:
    august = {"away_from": ["2026-08-01", ""], "away_until": ["2026-08-31", ""]}
    wrong = answer_steps(client, WISHES, SENIOR, away_from=["2026-08-31"], away_until=["2026-08-01"])
    assert errors_in(wrong)["away"] == "Indiquez deux dates par absence, la première avant la seconde."
    assert answer_steps(client, WISHES, {**SENIOR, **august}).location == "/mentoring"
    hours = client.get(f"{WISHES}/hours").text
    assert 'name="away_from" value="2026-08-01"' in hours
    assert 'name="away_until" value="2026-08-31"' in hours
    assert "sur place, de préférence" in client.get(f"{WISHES}/place").text
    with bare_app.app_context(), transaction():
        (offer,) = read_participants(get_round("apprendre-ensemble").id).wishes.values()
        assert offer.away == ((date(2026, 8, 1), date(2026, 8, 31)),)
