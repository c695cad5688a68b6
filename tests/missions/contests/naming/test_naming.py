"""A winner is named in the result from the moment they agree until they take it back, leave the prize, or are away: and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.transaction import transaction
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import get_person
from app.people.service.participation import join_game, leave_game
from missions.contests.joining.service import leave_contest
from missions.contests.naming.queries import find_naming_choices, find_published_names
from missions.contests.naming.service import CannotBeNamed, choose_naming
from missions.contests.prizes.assignment import PrizeCandidate
from missions.contests.prizes.jobs import EXPIRY_STEP
from missions.contests.prizes.models import ContestWin
from missions.contests.prizes.service import claims
from missions.contests.prizes.service.award import Ranking, award_prizes, offer_prizes
from missions.contests.prizes.service.stock import ensure_prizes
from missions.contests.queries import get_contest
from missions.contests.results.queries import get_result_view
from missions.contests.standings.models import ContestFigure
from missions.contests.states import ContestState
from missions.contests.terms import ContestTerms, GroupSort, Receiver
from tests.forms import send, sign_in
from tests.makers import catch_up, make_people, record_departure
from tests.missions.contests.claiming.test_claims import PAGE, play_to_the_end, win_id_of
from tests.missions.contests.contest_makers import CLOSES_AT, make_contest, make_prize, make_terms
from tests.missions.contests.desk.test_desk import sign_in_hr
from tests.missions.contests.life.life_makers import FINAL_AT, HOUR, make_playable_terms, play_published, run_clock

NOW = CLOSES_AT + timedelta(days=10)
RESULT = "/contests/useful/results"


def offer(people: list[int], terms: ContestTerms, *, group_key: str = "") -> dict[int, int]:
    """A contest whose result is final, and a win of each of these people: their ids by person."""
    contest = make_contest(terms, state=ContestState.FINAL)
    ensure_prizes(contest, terms)
    candidates = [PrizeCandidate(holder=f"h{id_}", person_id=id_, rank=id_, group_key=group_key) for id_ in people]
    award_prizes(contest, Ranking(members=candidates) if group_key else Ranking(winners=candidates))
    offer_prizes(contest)
    return {win.person_id: win.id for win in session().scalars(select(ContestWin)) if win.person_id is not None}


def _claim(person_id: int, win_id: int) -> None:
    claims.claim_prize(person_id, win_id)


def _hand_over(person_id: int, win_id: int) -> None:
    claims.claim_prize(person_id, win_id)
    claims.hand_prize_over(get_contest("useful"), win_id, by_id=person_id)


def _do_nothing(_person_id: int, _win_id: int) -> None:
    pass


KEPT: Mapping[str, Callable[[int, int], object]] = {
    "offered": _do_nothing,
    "claimed": _claim,
    "handed-over": _hand_over,
    "given-away": claims.give_prize_away,
}
ACTS: Mapping[str, Callable[[int, int], object]] = {**KEPT, "declined": claims.decline_prize, "expired": _do_nothing}
AWAY: Mapping[str, Callable[[int], object]] = {
    "here": lambda _: None,
    "paused": lambda id_: begin_or_change_pause(get_person(id_), PauseLength.OPEN),
    "left the programme": lambda id_: leave_game(get_person(id_)),
    "left the company": lambda id_: record_departure(get_person(id_), date(2026, 3, 20)),
    "left the contest": lambda id_: leave_contest("useful", id_),
    "erased": lambda id_: session().execute(
        update(ContestWin).where(ContestWin.person_id == id_).values(person_id=None)
    ),
}


def test_only_who_agreed_kept_the_prize_and_is_here_is_named(app: Application) -> None:
    cases = [*product((True,), ACTS, AWAY), *product((False,), ACTS, ("here",))]
    with clock.freeze_at(NOW), transaction():
        people = make_people(len(cases))
        wins = offer(people, make_terms(prizes=(make_prize(stock=len(cases)),), alternates=0))
        for person_id, (is_named, *_) in zip(people, cases, strict=True):
            choose_naming(get_contest("useful"), person_id, wins[person_id], is_named=is_named)
        for person_id, (_, state, _away) in zip(people, cases, strict=True):
            ACTS[state](person_id, wins[person_id])
        kept = [wins[id_] for id_, (_, state, _away) in zip(people, cases, strict=True) if state != "expired"]
        late = update(ContestWin).where(ContestWin.id.not_in(kept)).values(claim_until=NOW)
        session().execute(late)
    with clock.freeze_at(NOW):
        take_due_steps([EXPIRY_STEP])
    with clock.freeze_at(NOW + HOUR), transaction():
        assert len(find_published_names(get_contest("useful"))) == len(KEPT) * len(AWAY)
        for person_id, (*_, away) in zip(people, cases, strict=True):
            AWAY[away](person_id)
        named = set(find_published_names(get_contest("useful")))
        states = {win.id: win.state for win in session().scalars(select(ContestWin))}
    expected = {
        id_: case for id_, case in zip(people, cases, strict=True) if case[0] and case[1] in KEPT and case[2] == "here"
    }
    assert named == {wins[person_id] for person_id in expected}
    assert [states[wins[id_]] for id_ in people] == [state for _, state, _ in cases]


def test_who_left_a_prize_cannot_be_named_and_taking_back_never_fails(app: Application) -> None:
    with clock.freeze_at(NOW), transaction():
        people = make_people(2)
        wins = offer(people, make_terms())
        claims.decline_prize(people[0], wins[people[0]])
        contest = get_contest("useful")
        with pytest.raises(CannotBeNamed):
            choose_naming(contest, people[0], wins[people[0]], is_named=True)
        choose_naming(contest, people[0], wins[people[0]], is_named=False)
    with pytest.raises(IntegrityError), transaction():
        session().execute(text("update contest_win set is_named = true"))


def test_whoever_leaves_and_comes_back_begins_unnamed(app: Application) -> None:
    with clock.freeze_at(NOW), transaction():
        people = make_people(2)
        wins = offer(people, make_terms())
        contest = get_contest("useful")
        for person_id in people:
            choose_naming(contest, person_id, wins[person_id], is_named=True)
            leave_game(get_person(person_id))
        join_game(get_person(people[0]))
        assert find_published_names(contest) == {}
        with pytest.raises(CannotBeNamed):
            choose_naming(contest, people[1], wins[people[1]], is_named=True)
        choose_naming(contest, people[0], wins[people[0]], is_named=True)
    catch_up(["contest-leavers"])
    with transaction():
        named = session().scalars(select(ContestWin.person_id).where(ContestWin.is_named)).all()
    assert named == [people[0]], "What was agreed to before is forgotten, what is agreed to since stays."


@pytest.mark.parametrize("is_large", [True, False])
def test_where_groups_win_only_members_of_groups_that_are_named_may_be(app: Application, *, is_large: bool) -> None:
    prize = make_prize(receiver=Receiver.EACH_PARTICIPANT, stock=9)
    terms = make_terms("collective", group_sort=GroupSort.REGION, prizes=(prize,))
    with clock.freeze_at(NOW), transaction():
        people = make_people(3)
        wins = offer(people, terms, group_key="north")
        contest = get_contest("useful")
        if is_large:
            session().execute(text("insert into region (slug, name) values ('north', 'North')"))
            session().add(ContestFigure(contest_id=contest.id, key="north", published_at=NOW))
            session().flush()
        assert set(find_naming_choices(contest, people[0])) == ({wins[people[0]]} if is_large else set())
        session().execute(update(ContestWin).where(ContestWin.person_id == people[0]).values(is_named=True))
        assert set(find_published_names(contest)) == ({wins[people[0]]} if is_large else set())


def test_where_groups_win_nobody_counts_who_took_part(app: Application) -> None:
    prizes = (make_prize(receiver=Receiver.EACH_PARTICIPANT, stock=40),)
    terms = make_playable_terms("collective", goal=1, group_sort=GroupSort.REGION, prizes=prizes)
    people = play_published([9, 9, 9], terms)
    run_clock(CLOSES_AT + timedelta(days=1))
    with transaction():
        (stranger,) = make_people(1)
        lines = get_result_view("useful", stranger).winners
        own = get_result_view("useful", people[0]).winners
    assert [(line.name, line.is_own) for line in lines] == [(None, False)]
    assert sorted((line.name is None, line.is_own) for line in own) == [(False, True), (True, False)]


def test_everybody_reads_the_name_while_its_winner_agrees_and_no_file_ever_does(bare_app: Flask) -> None:
    winner, other = play_to_the_end(bare_app)
    with bare_app.app_context(), transaction():
        (stranger,) = make_people(1)
        name = get_person(winner).given_name + " " + get_person(winner).family_name
    own = sign_in(bare_app.test_client(), winner)
    readers = [own, *(sign_in(bare_app.test_client(), id_) for id_ in (other, stranger)), sign_in_hr(bare_app)]
    with clock.freeze_at(FINAL_AT + HOUR):
        win_id = win_id_of(own.get(PAGE).text)
        assert [name in main_of(reader.get(RESULT).text) for reader in readers] == [False] * 4, "The default is no."
        assert send(readers[1], f"{PAGE}/{win_id}/name", is_named="yes").status_code == 404
        assert send(readers[3], f"{PAGE}/{win_id}/name", is_named="yes").status_code == 404
        assert send(own, f"/contests/other/prize/{win_id}/name", is_named="yes").status_code == 404
        for _ in range(2):
            assert send(own, f"{PAGE}/{win_id}/name", is_named="yes").status_code == 303
        pages = [reader.get(RESULT) for reader in readers]
        assert [name in main_of(page.text) for page in pages] == [True] * 4
        assert {page.headers["Cache-Control"] for page in pages} == {"private, no-cache"}
        files = [own.get(f"{RESULT}/1/{file}") for file in ("minutes.json", "entries.txt")]
        assert [(name in file.text, file.headers["Cache-Control"]) for file in files] == [(False, "no-store")] * 2
        assert send(own, f"{PAGE}/{win_id}/name").status_code == 303
        assert [name in main_of(reader.get(RESULT).text) for reader in readers] == [False] * 4
    with bare_app.app_context(), transaction():
        frozen = session().scalar(text("select concat(outcome, entries, minutes, snapshot) from contest_result"))
    assert frozen is not None
    assert "Camille" not in frozen


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main")[0]
