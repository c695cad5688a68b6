"""A colleague is asked to tell a practice: between the two alone until the answer, and silence is not told from a refusal."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from badges.thanks.practices.models import PracticeRequest
from badges.thanks.practices.queries import EXPIRES_AFTER
from badges.thanks.practices.service import MOST_WAITING
from tests.badges.thanks.acts import WEDNESDAY, deliver, email_of
from tests.forms import links_of_summary, send, sign_in
from tests.makers import catch_up, make_people, record_departure

PAGE = "/thanks/practices"
PRACTICE = "Comment elle ouvre un rendez-vous difficile."
ANSWER = "Je commence par ce qui va bien."
LINK = "https://rse.example/notes/12"


@pytest.fixture
def browsers(bare_app: Flask) -> list[FlaskClient]:
    """One who asks, one who could tell, and a colleague."""
    with bare_app.app_context(), transaction():
        people = make_people(3)
    return [sign_in(bare_app.test_client(), person_id) for person_id in people]


def ask(asker: FlaskClient, person_id: int = 2, submission: str = "", practice: str = PRACTICE) -> int:
    receiver = email_of(asker.application, person_id)
    return send(asker, PAGE, receiver=receiver, practice=practice, submission=submission).status_code


def pages_of(browsers: list[FlaskClient]) -> list[str]:
    return [browser.get(PAGE).text for browser in browsers]


def test_only_the_answer_is_read_by_others_and_as_an_answer(bare_app: Flask, browsers: list[FlaskClient]) -> None:
    asker, teller, colleague = browsers
    with clock.freeze_at(WEDNESDAY):
        assert [ask(asker, submission="form") for _ in range(2)] == [303, 303]
        assert [PRACTICE in page for page in pages_of(browsers)] == [True, True, False]
        assert [send(browser, f"{PAGE}/1", answer=ANSWER).status_code for browser in (asker, colleague)] == [404, 404]
        wrong = send(teller, f"{PAGE}/1", link="javascript:alert(1)", answer=" ")
        assert list(links_of_summary(wrong.text)) == ["#f-link-1"]
        assert list(links_of_summary(send(teller, f"{PAGE}/1").text)) == ["#f-answer-1"]
        assert send(teller, f"{PAGE}/1", answer=ANSWER, link=LINK).status_code == 303
        for page in pages_of(browsers):
            assert "répond à Camille Martin" in page
            assert ANSWER in page
            assert f'href="{LINK}"' in page
        assert "répondu à votre demande" in asker.get("/notifications").text.replace("\u00a0", " ")
        assert send(teller, f"{PAGE}/1", declines="1").status_code == 303
        assert [ANSWER in page for page in pages_of(browsers)] == [False] * 3


def test_a_refusal_reads_as_silence_until_both_expire(bare_app: Flask, browsers: list[FlaskClient]) -> None:
    asker, teller, _ = browsers
    with clock.freeze_at(WEDNESDAY):
        ask(asker)
        silent = asker.get(PAGE).text.partition("pa-pagehead")[2].partition("csrf")[0]
        send(teller, f"{PAGE}/1", declines="1")
        assert PRACTICE not in teller.get(PAGE).text
        assert PRACTICE in asker.get(PAGE).text
        assert asker.get(PAGE).text.partition("pa-pagehead")[2].partition("csrf")[0] == silent
        assert [ask(asker, practice=f"{n}") for n in range(MOST_WAITING)] == [303] * (MOST_WAITING - 1) + [409]
    with clock.freeze_at(WEDNESDAY + EXPIRES_AFTER):
        assert PRACTICE not in asker.get(PAGE).text
        deliver(bare_app)
        with bare_app.app_context(), transaction():
            assert session().scalar(select(func.count()).select_from(PracticeRequest)) == 0


def test_nobody_asks_themselves_and_whoever_wants_no_thanks_is_not_asked(browsers: list[FlaskClient]) -> None:
    asker, teller, _ = browsers
    assert ask(asker, person_id=1) == 422
    assert list(links_of_summary(send(asker, PAGE).text)) == ["#f-receiver", "#f-practice"]
    send(teller, "/thanks/refusal", refuses="1")
    assert ask(asker) == 409


def test_who_leaves_the_company_is_no_longer_read(bare_app: Flask, browsers: list[FlaskClient]) -> None:
    asker, teller, colleague = browsers

    def read_once_somebody_left(person_id: int) -> str:
        with bare_app.app_context(), transaction():
            record_departure(get_person(person_id), date(2026, 3, 4))
        with bare_app.app_context():
            catch_up(["thanks-leavers"])
        return colleague.get(PAGE).text

    with clock.freeze_at(WEDNESDAY):
        ask(asker)
        send(teller, f"{PAGE}/1", answer=ANSWER)
        page = read_once_somebody_left(1)
        assert ANSWER in page
        assert "à Un ancien ou une ancienne collègue" in page
        assert ANSWER not in read_once_somebody_left(2)
