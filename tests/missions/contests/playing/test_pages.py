"""The pages of a contest: what everybody reads, the way in, the own score, and the way out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from missions.contests.mode import contest_modes
from missions.contests.states import ContestState
from tests.forms import send, sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import OPENS_AT, make_contest, make_terms

NEXT_DAY = OPENS_AT + timedelta(days=1)


@pytest.mark.parametrize("mode", sorted(contest_modes()))
def test_a_person_reads_the_rules_joins_and_leaves_without_a_trace(bare_app: Flask, mode: str) -> None:
    with bare_app.app_context(), transaction():
        juror, ada = make_people(2)
        make_contest(make_terms(mode, jury_ids=(juror,) if contest_modes()[mode].has_jury else ()))
    browser = sign_in(bare_app.test_client(), ada)
    with clock.freeze_at(NEXT_DAY):
        page = browser.get("/contests/useful").text
        assert "Comment on gagne" in page
        assert "Qui voit quoi" in page
        assert send(browser, "/contests/useful/join").status_code == 303
        assert "Quitter ce concours" in browser.get("/contests/useful").text
        assert "Vous participez" in browser.get("/contests").text
        assert send(browser, "/contests/useful/leave").status_code == 303
        browser.get("/contests")
        assert "Vous participez" not in browser.get("/contests").text


@pytest.mark.parametrize("state", [state for state in ContestState if state not in ("draft", "cancelled")])
def test_each_state_is_told_with_the_time_zone_of_the_contest(bare_app: Flask, state: ContestState) -> None:
    with bare_app.app_context(), transaction():
        make_contest(make_terms("draw"), state=state)
        (ada,) = make_people(1)
    browser = sign_in(bare_app.test_client(), ada)
    assert "(Europe/Paris)" in browser.get("/contests").text
    assert "(Europe/Paris)" in browser.get("/contests/useful").text


def test_a_draft_is_read_by_nobody_and_a_late_comer_reads_why(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        make_contest(make_terms("draw"), state=ContestState.CLOSED)
        jury = make_people(1)
        make_contest(make_terms("ideas", jury_ids=tuple(jury)), slug="judged")
        (ada,) = make_people(1)
    browser, juror = sign_in(bare_app.test_client(), ada), sign_in(bare_app.test_client(), jury[0])
    assert browser.get("/contests/none").status_code == 404
    assert "On ne peut plus rejoindre ce concours." in browser.get("/contests/useful").text
    assert send(browser, "/contests/useful/join").status_code == 409
    with clock.freeze_at(NEXT_DAY):
        assert "Lire et noter les idées" in juror.get("/contests/judged").text
        assert "Lire et noter les idées" not in browser.get("/contests/judged").text
