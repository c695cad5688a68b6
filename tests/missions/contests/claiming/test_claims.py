"""A winner takes, leaves or gives a prize away on a page that nobody else finds, and HR notes what it handed over, once."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.contests.prizes.queries import list_waiting_alternates
from missions.contests.queries import get_contest
from missions.contests.states import ContestState
from tests.forms import send, sign_in
from tests.makers import make_people, make_site
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
    play,
    play_published,
    publish,
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


def test_hr_reads_which_rule_passed_a_prize_on_and_who_follows_without_a_name(bare_app: Flask) -> None:
    with bare_app.app_context():
        terms = make_playable_terms("ranking", prizes=(make_prize(stock=1),), alternates=3)
        publish(terms)
        with transaction():
            people = [make_people(1, site=make_site())[0] for _ in range(4)]
            switch_prizes_off(people[0], people[2])
        play(people, [4, 3, 2, 1])
        run_clock(FROZEN_AT)
        run_clock(FINAL_AT)
        with transaction():
            contest = get_contest("useful")
            waiting = [alternate.holder for alternate in list_waiting_alternates(contest.id)]
    hr, winner = sign_in_hr(bare_app), sign_in(bare_app.test_client(), people[1])
    reason = "les lots sont désactivés là où elle travaille."
    with clock.freeze_at(FINAL_AT + HOUR):
        page = hr.get("/hr/contests/useful/prizes-won").text.replace("\u00a0", " ").partition("<main")[2]
        assert f"Réponses utiles : {reason}" in page
        assert page.count("Camille") == 1, "The winner alone is named."
        assert [page.count(holder) for holder in waiting] == [1, 1]
        assert send(winner, f"{PAGE}/{win_id_of(winner.get(PAGE).text)}/decline").status_code == 303
        page = hr.get("/hr/contests/useful/prizes-won").text.replace("\u00a0", " ").partition("<main")[2]
        assert f"Un suppléant a été passé : {reason}" in page
        assert page.count("Camille") == 1, "Whoever follows is named once it is their turn."
        assert [page.count(holder) for holder in waiting] == [0, 0]


def switch_prizes_off(*person_ids: int) -> None:
    """Let nobody at the sites of these people win a prize."""
    statement = (
        "insert into policy (feature, scope, scope_id, since, reason)"
        " select 'prizes', 'site', site_id, '2026-01-01', 'The law there' from person where id = any(:ids)"
    )
    session().execute(text(statement), {"ids": list(person_ids)})
