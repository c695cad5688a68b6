"""A group is compared with itself: this month with the last, and the last whole weeks; small groups have no past."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.history.queries import find_published_unit_score_of_person
from app.leaderboards.models import GroupResult
from app.leaderboards.periods import WEEKS_OF_HISTORY, BoardPeriod
from tests.boards import catch_up_and_build, earn_answers, earn_for_all, make_board, pay_for_answers
from tests.forms import sign_in
from tests.makers import MONDAY, make_people, make_unit

NEXT_MONTH = MONDAY + timedelta(days=31, hours=1)


def make_company() -> list[int]:
    """Twenty people of a unit, of whom ten earned a hundred points, and ten and three of two that are merged."""
    with transaction():
        many, _, few = (make_people(size, unit=make_unit(f"Unit of {size}")) for size in (20, 10, 3))
        pay_for_answers()
        make_board("teams", subject="unit")
    earn_for_all(many[:10], 2)
    earn_answers(few[0], 4)
    return [*many, *few]


@pytest.fixture
def people(app: Application) -> list[int]:
    """The people of a company, with an application to write in."""
    return make_company()


def list_results(period: BoardPeriod) -> list[tuple[date, str, float]]:
    with transaction():
        wanted = select(GroupResult.starts_on, GroupResult.name, GroupResult.per_head)
        rows = session().execute(wanted.where(GroupResult.period == period).order_by(GroupResult.starts_on))
        return [(row.starts_on, row.name.rpartition(" ")[0], row.per_head) for row in rows]


def test_this_month_stands_beside_the_last_for_a_group_that_may_be_shown(app: Application, people: list[int]) -> None:
    with clock.freeze_at(NEXT_MONTH):
        earn_for_all(people[:10], 1, day=31)
        catch_up_and_build()
        with transaction():
            together = find_published_unit_score_of_person(people[5])
            hidden = find_published_unit_score_of_person(people[-1])
    assert together is not None
    assert (together.this_month, together.last_month) == (2.5, 5.0), "Fifty and a hundred points, of twenty people."
    assert hidden is None
    assert {name for _, name, _ in list_results(BoardPeriod.MONTH)} == {"Unit of 20"}


def test_weeks_and_months_follow_what_is_credited_late(app: Application, people: list[int]) -> None:
    with clock.freeze_at(NEXT_MONTH):
        catch_up_and_build()
        before = list_results(BoardPeriod.WEEK)
        earn_for_all(people[:10], 1, day=31)
        earn_for_all(people[:10], 1, day=1)
        catch_up_and_build()
        after = list_results(BoardPeriod.WEEK)
    assert before == [(MONDAY.date(), "Unit of 20", 5.0)], "A week in which few people earned something has no row."
    assert after == [(MONDAY.date(), "Unit of 20", 7.5)], "A hundred points were there, and fifty came late."
    assert [result for _, _, result in list_results(BoardPeriod.MONTH)] == [7.5, 2.5]


def test_weeks_that_are_too_old_are_deleted(app: Application, people: list[int]) -> None:
    with clock.freeze_at(NEXT_MONTH):
        catch_up_and_build()
    with clock.freeze_at(NEXT_MONTH + timedelta(weeks=9)):
        catch_up_and_build()
    assert list_results(BoardPeriod.WEEK) == []


def test_pages_compare_a_team_with_itself(bare_app: Flask) -> None:
    with clock.freeze_at(NEXT_MONTH):
        with bare_app.app_context():
            people = make_company()
            earn_for_all(people[:10], 3, day=31)
            catch_up_and_build()
        board = sign_in(bare_app.test_client(), people[5]).get("/boards/teams").text
        home = sign_in(bare_app.test_client(), people[5]).get("/home").text
        small = sign_in(bare_app.test_client(), people[-1]).get("/boards/teams").text
    assert board.count("data-value=") == 1
    assert board.partition("data-pa-chart")[2].count("non détaillé") >= WEEKS_OF_HISTORY - 1
    assert "data-pa-chart" not in small
    assert "But commun atteint" in home
    assert 'value="7.5" max="7.5"' in home
    assert 'value="5.0" max="7.5"' in home
