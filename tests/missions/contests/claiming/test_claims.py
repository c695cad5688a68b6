"""A winner takes, leaves or gives a prize away on a page that nobody else finds, and HR notes what it handed over, once."""

from __future__ import annotations

from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from missions.contests.states import ContestState
from tests.forms import send, sign_in
from tests.missions.contests.contest_makers import make_contest, make_prize
from tests.missions.contests.desk.test_desk import sign_in_hr
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    list_facts,
    list_notices,
    list_winner_ids,
    make_playable_terms,
    play_published,
    run_clock,
)

PAGE = "/contests/useful/prize"


def play_to_the_end(app: Flask) -> tuple[int, int]:
    """A contest with one prize whose result is final: its winner, and another participant."""
    with app.app_context():
        people = play_published([1, 1], make_playable_terms(prizes=(make_prize(stock=1),), alternates=1))
        run_clock(FROZEN_AT)
        run_clock(FINAL_AT)
        (winner,) = list_winner_ids()
        with transaction():
            make_contest(make_playable_terms(), state=ContestState.FINAL, slug="other")
        assert list_notices("contest.won") == [winner]
    assert winner is not None
    return winner, next(person for person in people if person != winner)


def win_id_of(page: str) -> str:
    return page.partition("/prize/")[2].partition("/")[0]


def test_a_prize_is_taken_and_handed_over_once(bare_app: Flask) -> None:
    winner, other = play_to_the_end(bare_app)
    browser, stranger, hr = (
        sign_in(bare_app.test_client(), winner),
        sign_in(bare_app.test_client(), other),
        sign_in_hr(bare_app),
    )
    with clock.freeze_at(FINAL_AT + HOUR):
        win_id = win_id_of(browser.get(PAGE).text)
        assert "Aucun lot ici" in stranger.get(PAGE).text
        assert send(stranger, f"{PAGE}/{win_id}/claim").status_code == 404
        assert send(browser, f"/contests/other/prize/{win_id}/claim").status_code == 404
        assert send(hr, f"/hr/contests/useful/prizes-won/{win_id}").status_code == 409, "Nobody takes it for them."
        assert send(browser, f"{PAGE}/{win_id}/claim").status_code == 303
        assert "Camille" in hr.get("/hr/contests/useful/prizes-won").text
        assert stranger.get("/hr/contests/useful/prizes-won").status_code == 403
        for _ in range(2):
            assert send(hr, f"/hr/contests/useful/prizes-won/{win_id}").status_code == 303
        assert "Reçu" in browser.get(PAGE).text
        assert send(browser, f"{PAGE}/{win_id}/decline").status_code == 409
    with bare_app.app_context():
        assert len(list_facts("prize.handed_over")) == 1


def test_a_prize_that_is_left_goes_to_the_next_person(bare_app: Flask) -> None:
    winner, other = play_to_the_end(bare_app)
    browser, following = sign_in(bare_app.test_client(), winner), sign_in(bare_app.test_client(), other)
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(FINAL_AT + HOUR):
        assert send(browser, f"{PAGE}/{win_id_of(browser.get(PAGE).text)}/decline").status_code == 303
        assert "Je prends ce lot" in following.get(PAGE).text
        assert send(following, f"{PAGE}/{win_id_of(following.get(PAGE).text)}/give-away").status_code == 303
        assert "Donné à une association" in following.get(PAGE).text
        list_of_hr = hr.get("/hr/contests/useful/prizes-won").text
        assert "Laissé" in list_of_hr
        assert list_of_hr.partition("<main")[2].count("Camille") == 1, "Whoever left the prize has no name."
    with bare_app.app_context():
        assert list_notices("contest.won") == sorted([winner, other])
