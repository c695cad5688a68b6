"""HR's desk: what waits for HR and nobody's score; cancelling, answering and a public value come back with their messages."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import PersonRole
from missions.contests.life.service.objections import make_objection
from missions.contests.terms import DrawTerms
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import OPENS_AT
from tests.missions.contests.life.life_makers import (
    FROZEN_AT,
    HOUR,
    list_notices,
    make_playable_terms,
    play_published,
    read_results,
    read_state,
    run_clock,
)

DESK = "/hr/contests/useful"


def sign_in_hr(app: Flask) -> FlaskClient:
    """The browser of somebody in HR."""
    with app.app_context(), transaction():
        (hr,) = make_people(1)
        session().add(PersonRole(person_id=hr, role="hr"))
    return sign_in(app.test_client(), hr)


def test_a_contest_is_cancelled_with_a_word_in_both_languages(bare_app: Flask) -> None:
    with bare_app.app_context():
        people = play_published([2, 1], make_playable_terms())
    browser = sign_in_hr(bare_app)
    with clock.freeze_at(OPENS_AT + HOUR):
        page = browser.get(DESK).text
        assert "moins de dix" in page
        assert "Camille" not in page.partition("<main")[2].partition("</main")[0]
        refused = send(browser, f"{DESK}/cancel", message_fr="Le sponsor se retire.")
        assert refused.status_code == 422
        assert links_of_summary(refused.text).keys() == {"#f-message-en"}
        assert "Le sponsor se retire." in refused.text
        words = {"message_fr": "Le sponsor se retire.", "message_en": "The sponsor withdraws."}
        assert send(browser, f"{DESK}/cancel", **words).status_code == 303
    with bare_app.app_context():
        assert read_state() == "cancelled"
        assert list_notices("contest.cancelled") == sorted(people)


def test_an_objection_is_answered_and_one_that_changes_nothing_makes_no_new_result(bare_app: Flask) -> None:
    with bare_app.app_context():
        ada, _ben = play_published([2, 1], make_playable_terms())
        run_clock(FROZEN_AT)
        with transaction(), clock.freeze_at(FROZEN_AT + HOUR):
            objection = make_objection("useful", ada, "Il manque une réponse.").id
    browser = sign_in_hr(bare_app)
    with clock.freeze_at(FROZEN_AT + 2 * HOUR):
        assert "Il manque une réponse." in browser.get(DESK).text
        assert f'href="{DESK}">' in browser.get("/hr").text.partition("Ce qui attend")[2]
        path = f"{DESK}/objections/{objection}"
        assert send(browser, path, answer=" ", decision="rejected").status_code == 422
        refused = send(browser, path, answer="Recompté.", decision="upheld", reason="")
        assert links_of_summary(refused.text).keys() == {f"#f-reason-{objection}"}
        assert "Une réclamation attend votre réponse." in refused.text
        assert send(browser, path, answer="Recompté.", decision="upheld", reason="Recompte.").status_code == 303
        assert "Chacun a sa réponse." in browser.get(DESK).text
        assert DESK not in browser.get("/hr").text
        assert send(browser, f"{DESK}/objections/999", answer="x", decision="rejected").status_code == 404
    with bare_app.app_context():
        assert [number for number, *_ in read_results()] == [1]
        assert list_notices("contest.objection-answered") == [ada]


def test_a_value_that_is_not_the_announced_one_is_refused_at_its_field(bare_app: Flask) -> None:
    terms = replace(make_playable_terms(), draw=DrawTerms(beacon_round=1))
    with bare_app.app_context():
        play_published([1, 1], terms)
        run_clock(FROZEN_AT)
        assert read_state() == "closed"
    browser = sign_in_hr(bare_app)
    with clock.freeze_at(FROZEN_AT + HOUR):
        assert "api.drand.sh" in browser.get(DESK).text
        refused = send(browser, f"{DESK}/beacon", value='{"round": 1}')
        assert refused.status_code == 422
        assert links_of_summary(refused.text).keys() == {"#f-value"}


def test_nobody_but_hr_has_a_desk(bare_app: Flask) -> None:
    with bare_app.app_context():
        (ada,) = play_published([1], make_playable_terms())
    assert sign_in(bare_app.test_client(), ada).get(DESK).status_code == 403
