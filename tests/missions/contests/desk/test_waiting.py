"""A contest waits for a public value or for its jury, says so on its desk, and survives whoever wrote it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from flask import Flask
from flask.testing import FlaskClient

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.service.roles import take_role_back
from missions.contests.draw.beacon import compute_round_moment
from missions.contests.ideas.queries import list_standing_ideas
from missions.contests.ideas.service import send_idea
from missions.contests.joining.service import join_contest
from missions.contests.jury.scoring import CRITERIA
from missions.contests.jury.service import save_sheet
from missions.contests.life import queries
from missions.contests.life.service.objections import make_objection
from missions.contests.queries import get_contest
from missions.contests.terms import DrawTerms
from tests.forms import links_of_summary, send
from tests.makers import catch_up, make_people, record_departure, tell
from tests.missions.contests.contest_makers import CALENDAR, OPENS_AT, make_fact
from tests.missions.contests.desk.test_desk import DESK, sign_in_hr
from tests.missions.contests.draw.made_draws import ROUND_1000
from tests.missions.contests.ideas.test_ideas import FORM
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    list_notices,
    make_playable_terms,
    play_published,
    publish,
    read_results,
    read_state,
    run_clock,
)

DAY = timedelta(days=1)
VALUE = {"round": 1000, "randomness": ROUND_1000.randomness, "signature": ROUND_1000.signature}


def _person_of(browser: FlaskClient) -> int:
    with browser.session_transaction() as cookie:
        return int(cookie["person"])


def play_until_round_1000(app: Flask) -> None:
    """A draw whose entries are frozen at the moment of the round that drand published on 23 August 2023."""
    frozen_at = compute_round_moment(1000)
    calendar = replace(CALENDAR, opens_at=frozen_at - 15 * DAY, closes_at=frozen_at - DAY)
    terms = make_playable_terms(calendar=calendar, draw=DrawTerms(beacon_round=1))
    with app.app_context():
        publish(terms, at=calendar.opens_at - DAY)
        with clock.freeze_at(calendar.opens_at), transaction():
            people = make_people(2)
            for person_id in people:
                join_contest("useful", person_id)
        with clock.freeze_at(calendar.opens_at + HOUR):
            tell(*(make_fact(str(person_id), person_id, calendar.opens_at) for person_id in people))
        catch_up(["contests"])
        run_clock(frozen_at)
        assert read_state() == "closed"
        with transaction():
            assert queries.get_last_result(get_contest("useful").id).beacon_round == 1000


def test_the_real_value_of_the_announced_round_is_taken_and_any_other_is_refused(bare_app: Flask) -> None:
    play_until_round_1000(bare_app)
    hr = sign_in_hr(bare_app)
    with clock.freeze_at(compute_round_moment(1000) + HOUR):
        assert "public/1000" in hr.get(DESK).text
        wrong = {
            "signé": {**VALUE, "randomness": "00" * 32},
            "le tour 1000 a été annoncé": {**VALUE, "round": 1001},
            "Ce n’est pas une valeur de drand": {"round": 1000},
        }
        for fault, value in wrong.items():
            refused = send(hr, f"{DESK}/beacon", value=json.dumps(value))
            assert refused.status_code == 422
            assert fault in links_of_summary(refused.text)["#f-value"]
            assert "&#34;round&#34;" in refused.text, "What was pasted is still there."
        for _ in range(2):
            assert send(hr, f"{DESK}/beacon", value=json.dumps(VALUE)).status_code == 303
        assert "Le tirage attend" not in hr.get(DESK).text
    with bare_app.app_context():
        run_clock(compute_round_moment(1000) + HOUR)
        assert read_state() == "provisional"
        with transaction():
            result = queries.get_last_result(get_contest("useful").id)
            assert ROUND_1000.randomness in (result.minutes or "")
    with clock.freeze_at(compute_round_moment(1000) + HOUR):
        late = send(hr, f"{DESK}/beacon", value=json.dumps(VALUE))
        assert late.status_code == 409


def play_ideas(app: Flask) -> tuple[list[int], list[int]]:
    """A closed contest of ideas: the authors of two ideas, and three jurors of whom the first marked both, the second one."""
    with app.app_context():
        with transaction():
            authors, jury = make_people(2), make_people(3)
        publish(make_playable_terms("ideas", scoring=(), jury_ids=tuple(jury)))
        with transaction(), clock.freeze_at(OPENS_AT):
            for author in authors:
                join_contest("useful", author)
        run_clock(OPENS_AT)
        with transaction(), clock.freeze_at(OPENS_AT + DAY):
            contest = get_contest("useful")
            ideas = [send_idea(contest, author, FORM).id for author in authors]
            for juror, idea in ((jury[0], ideas[0]), (jury[0], ideas[1]), (jury[1], ideas[0])):
                save_sheet(contest, idea, juror, dict.fromkeys(CRITERIA, "4"))
    return authors, jury


def test_a_contest_of_ideas_waits_for_its_jury_until_hr_goes_on_without_it(bare_app: Flask) -> None:
    authors, _jury = play_ideas(bare_app)
    hr = sign_in_hr(bare_app)
    with bare_app.app_context():
        for hours in (0, 1):
            run_clock(FROZEN_AT + hours * HOUR)
        assert read_state() == "closed"
        assert len(list_notices("contest.jury-awaited")) == 1, "HR is told once."
    with clock.freeze_at(FROZEN_AT + 2 * HOUR):
        page = hr.get(DESK).text
        assert "Il manque 3 fiches. 2 personnes du jury n’ont pas fini." in page.replace("\u00a0", " ")
        assert "Martin" not in page.partition("<main")[2].partition("</main")[0], "Nobody learns who."
        assert send(hr, f"{DESK}/announce").status_code == 303
    with bare_app.app_context():
        assert read_state() == "provisional"
        with transaction():
            outcome = queries.get_last_result(get_contest("useful").id).outcome or {}
        assert len(outcome["winners"]) == 1, "An idea with one sheet alone has no place."
        assert list_notices("contest.announced") == sorted(authors)


def test_a_contest_of_ideas_goes_on_by_itself_with_the_last_sheet(bare_app: Flask) -> None:
    _authors, jury = play_ideas(bare_app)
    with bare_app.app_context():
        run_clock(FROZEN_AT)
        with transaction(), clock.freeze_at(FROZEN_AT + HOUR):
            contest = get_contest("useful")
            for idea, juror in product(list_standing_ideas(contest.id), jury[1:]):
                save_sheet(contest, idea.id, juror, dict.fromkeys(CRITERIA, "3"))
        run_clock(FROZEN_AT + 2 * HOUR)
        assert read_state() == "provisional"


def test_a_contest_whose_organiser_left_goes_on_and_anybody_else_in_hr_can_do_all(bare_app: Flask) -> None:
    with bare_app.app_context():
        ada, _ben = play_published([2, 1], make_playable_terms())
    author, other = sign_in_hr(bare_app), sign_in_hr(bare_app)
    with clock.freeze_at(OPENS_AT + HOUR):
        assert author.get(DESK).status_code == 200
        with bare_app.app_context(), transaction():
            gone = session().get_one(Person, _person_of(author))
            take_role_back(gone, "hr")
            record_departure(gone, date(2026, 3, 2))
        assert author.get(DESK).status_code != 200, "Whoever left the role has no desk any more."
        words = {"change_fr": "Un exemplaire de plus.", "change_en": "One more copy.", "prize_stock.0": "3"}
        assert send(other, f"{DESK}/amendment", version="1", do="publish", **words).status_code == 303
    with bare_app.app_context():
        run_clock(FROZEN_AT)
        with transaction(), clock.freeze_at(FROZEN_AT + HOUR):
            objection = make_objection("useful", ada, "Il manque une réponse.").id
        assert list_notices("contest.objection-made") == [_person_of(other)], "Nobody who left is written to."
    with clock.freeze_at(FROZEN_AT + 2 * HOUR):
        path = f"{DESK}/objections/{objection}"
        assert send(other, path, answer="Recompté.", decision="rejected").status_code == 303
        words = {"reason_fr": "Épuisé.", "reason_en": "Sold out."}
        assert send(other, f"{DESK}/stock", prize="book", stock="2", **words).status_code == 303
    with bare_app.app_context():
        run_clock(FINAL_AT)
        assert read_state() == "final"
        assert [number for number, *_ in read_results()] == [1]
