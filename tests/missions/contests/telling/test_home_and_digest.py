"""The home page and the weekly e-mail say what a person needs of contests, each thing once: nothing to whom it does not concern."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.queries.news import list_news_by_person
from app.people.models import PersonRole
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.queries import get_person
from missions.contests.joining.service import join_contest
from missions.contests.prizes.queries import list_wins_of_person
from missions.contests.prizes.service.claims import claim_prize
from missions.contests.standings.models import ContestFigure
from missions.contests.telling.queries import find_home_lines, list_contest_news
from missions.contests.terms import GroupSort
from tests.forms import sign_in
from tests.makers import make_people
from tests.missions.contests.claiming.test_claims import play_to_the_end
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT
from tests.missions.contests.life.life_makers import (
    BEFORE,
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    make_playable_terms,
    play_published,
    publish,
    run_clock,
)

DAY = timedelta(days=1)
WAITS = "Un lot vous attend"


def list_titles(people: list[int], *, since: datetime, at: datetime) -> list[list[str]]:
    """What is new of contests for each of these people, in the days of one digest."""
    with clock.freeze_at(at), transaction():
        news = list_contest_news(people, since)
    return [[item.title.partition(" : ")[0] for item in news.get(id_, ()) if since < item.at <= at] for id_ in people]


def test_the_home_page_shows_a_prize_until_its_winner_answered_or_its_time_is_over(bare_app: Flask) -> None:
    winner, other = play_to_the_end(bare_app)
    own, stranger = (sign_in(bare_app.test_client(), person) for person in (winner, other))
    with clock.freeze_at(FINAL_AT + HOUR):
        page = own.get("/home").text
        assert WAITS in page
        assert "23 avril 2026" in page, "The last day is said."
        assert WAITS not in stranger.get("/home").text
    with clock.freeze_at(FINAL_AT + 30 * DAY):
        assert WAITS not in own.get("/home").text
    with clock.freeze_at(FINAL_AT + HOUR):
        with bare_app.app_context(), transaction():
            claim_prize(winner, list_wins_of_person(winner)[0].id)
        assert WAITS not in own.get("/home").text


def test_the_home_page_shows_the_contests_that_one_plays_with_the_goal_of_ones_group(bare_app: Flask) -> None:
    terms = make_playable_terms("collective", goal=9, group_sort=GroupSort.REGION)
    with bare_app.app_context():
        (ada,) = play_published([1], terms)
        run_clock(OPENS_AT)
        with transaction():
            (stranger,) = make_people(1)
            contest_id, key = session().execute(text("select contest_id, group_key from contest_participant")).one()
            session().add(ContestFigure(contest_id=contest_id, key=key, progress=40, published_at=OPENS_AT))
    own, other = (sign_in(bare_app.test_client(), person) for person in (ada, stranger))
    with clock.freeze_at(OPENS_AT + DAY):
        page = own.get("/home").text
        assert "Mes concours" in page
        assert "Votre groupe\u00a0: 40\u00a0% de son objectif" in page
        assert "Mes concours" not in other.get("/home").text
        with bare_app.app_context(), transaction():
            begin_or_change_pause(get_person(ada), PauseLength.WEEK)
        assert "Mes concours" not in own.get("/home").text
    with bare_app.app_context(), clock.freeze_at(CLOSES_AT), transaction():
        assert find_home_lines(ada) is None


def test_a_contest_is_news_once_when_it_opens_and_once_when_it_ends_soon(app: Application) -> None:
    publish(make_playable_terms())
    with transaction():
        people = make_people(3)
        (away,) = make_people(1, joined_at=None)
        session().add(PersonRole(person_id=people[2], role="hr"))
    with clock.freeze_at(BEFORE + HOUR), transaction():
        join_contest("useful", people[0])
    run_clock(OPENS_AT)
    everybody = [*people, away]
    opened = [["Un concours est ouvert"], ["Un concours est ouvert"], [], []]
    assert list_titles(everybody, since=BEFORE, at=OPENS_AT + HOUR) == opened
    assert list_titles(everybody, since=OPENS_AT + HOUR, at=OPENS_AT + DAY) == [[], [], [], []]
    with clock.freeze_at(OPENS_AT + DAY), transaction():
        join_contest("useful", people[1])
    assert list_titles(everybody, since=BEFORE, at=OPENS_AT + 2 * DAY) == [["Un concours est ouvert"], [], [], []]
    ends = [["Un concours auquel vous participez finit bientôt"]] * 2
    assert list_titles(people[:2], since=BEFORE, at=CLOSES_AT - DAY) == ends
    assert list_titles(people[:2], since=CLOSES_AT - 6 * DAY, at=CLOSES_AT - DAY) == [[], []]
    assert list_titles(people, since=BEFORE, at=CLOSES_AT) == [[], [], []]


def test_a_result_and_then_a_prize_that_still_waits_are_news(bare_app: Flask) -> None:
    winner, other = play_to_the_end(bare_app)
    with bare_app.app_context():
        assert list_titles([winner, other], since=FINAL_AT, at=FINAL_AT + 14 * DAY) == [[], []]
        assert list_titles([winner, other], since=FINAL_AT, at=FINAL_AT + 16 * DAY) == [[WAITS], []]
        assert list_titles([winner], since=FINAL_AT + 16 * DAY, at=FINAL_AT + 23 * DAY) == [[]]
        with clock.freeze_at(FINAL_AT + HOUR), transaction():
            titles = [item.title for item in list_news_by_person([other], FROZEN_AT - DAY)[other]]
            claim_prize(winner, list_wins_of_person(winner)[0].id)
        assert titles == ["Résultat définitif : %(contest)s", "Résultat provisoire : %(contest)s"]
        assert list_titles([winner], since=FINAL_AT, at=FINAL_AT + 16 * DAY) == [[]]
