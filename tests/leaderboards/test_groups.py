"""Boards of groups: units, sites and regions, by points, rounded and cut so that no answer shows a few people."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Invalid
from app.kernel.transaction import transaction
from app.leaderboards import queries
from app.leaderboards.models import Board
from app.leaderboards.service import BoardScoring, create_and_publish_board
from app.people.queries import get_person
from tests.boards import catch_up_and_build, earn_answers, earn_for_all, make_board, pay_for_answers, read_board
from tests.makers import MONDAY, WORDS, make_people, make_site, make_unit, record_departure


def list_standings(slug: str) -> list[tuple[str, int, int]]:
    """Name without its number, total and people of each row."""
    with transaction():
        last = queries.find_last_snapshot(session().scalars(select(Board).where(Board.slug == slug)).one())
        assert last is not None, "It is built."
        rows = queries.list_standing_rows_of_snapshot(last)
    return [(str(row["name"]).rpartition(" ")[0], int(str(row["total"])), int(str(row["people"]))) for row in rows]


def test_groups_are_compared_per_head_and_small_ones_are_merged_without_a_figure(app: Application) -> None:
    with transaction():
        many = make_people(30, unit=make_unit("Big"))
        few = make_people(3, unit=make_unit("Small"))
        others = make_people(19, unit=make_unit("Other"))
        pay_for_answers()
        create_and_publish_board("board", title=WORDS, subject="unit")
    earn_for_all(many[:11] + few + others, 1)
    catch_up_and_build()

    shown = read_board(person_id=many[5])
    merged = shown.others[-1]
    assert [(row.rank, row.total, row.people) for row in shown.rows] == [(1, 50, 30)], "55 points read as 50."
    figures = (merged.score, merged.total, merged.per_head)
    assert (merged.rank, merged.name, merged.people, figures) == (None, "", 22, (None, None, None))
    assert [row.rank for row in shown.others if row.is_mine] == [1]


def test_nine_who_earned_read_like_nobody(app: Application) -> None:
    with transaction():
        busy, quiet = make_people(30, unit=make_unit("Busy")), make_people(30, unit=make_unit("Quiet"))
        pay_for_answers()
        create_and_publish_board("board", title=WORDS, subject="unit")
    earn_for_all(busy[:9], 20)
    catch_up_and_build()
    before = [(row.score, row.total, row.share) for row in read_board(person_id=busy[0]).others]
    assert before == [(row.score, row.total, row.share) for row in read_board(person_id=quiet[0]).others]
    assert read_board().rows == []
    earn_answers(busy[9], 1)
    catch_up_and_build()
    assert [row.total for row in read_board().rows] == [900]


@pytest.mark.parametrize(("number", "ranks"), [(4, [1, 2, None]), (3, [1, 2, None])])
def test_a_group_of_the_lower_half_reads_its_score_and_no_rank(app: Application, number: int, ranks: list[int]) -> None:
    with transaction():
        units = [make_people(20, unit=make_unit(f"Unit {place}")) for place in range(number)]
        pay_for_answers()
        create_and_publish_board("board", title=WORDS, subject="unit")
    for place, people in enumerate(units):
        earn_for_all(people[:10], number - place)
    catch_up_and_build()

    shown = read_board(person_id=units[-1][0])
    own_row = next(row for row in shown.others if row.is_mine)
    assert [row.rank for row in shown.rows] == ranks
    assert (own_row.rank, own_row.place, own_row.score is None) == (None, number, False)


@pytest.mark.parametrize("subject", ["site", "region"])
def test_what_was_earned_stays_with_the_site_where_it_was_earned(app: Application, subject: str) -> None:
    with transaction():
        here, there = make_people(22), make_people(21)
        pay_for_answers()
        create_and_publish_board("board", title=WORDS, subject=subject)
    earn_for_all(here[:11], 2)
    catch_up_and_build()
    assert [(total, people) for _, total, people in list_standings("board")] == [(100, 22), (0, 21)]
    with transaction():
        get_person(here[0]).site_id = get_person(there[0]).site_id
        record_departure(get_person(here[1]), MONDAY.date())
    earn_for_all(here[:1], 40, day=1)
    catch_up_and_build()
    assert [(total, people) for _, total, people in list_standings("board")] == [(100, 20), (0, 22)]


def test_a_later_sort_of_board_counts_whole_parts_only_and_changes_nothing_in_the_earlier(app: Application) -> None:
    """Three of the unit West work in the South: were all of West counted, West and East less the North would show them."""
    with transaction():
        north, south = make_site(), make_site()
        west, east = make_unit("West"), make_unit("East")
        people = make_people(20, site=north, unit=west) + make_people(3, site=south, unit=west)
        people += make_people(25, site=south, unit=east) + make_people(11, site=north, unit=east)
        pay_for_answers()
        make_board("regions", subject="region")
    earn_for_all(people, 2)
    catch_up_and_build()
    before = list_standings("regions")
    with transaction():
        make_board("teams", subject="unit")
    catch_up_and_build()
    assert list_standings("regions") == before == [("Region", 300, 31), ("Region", 250, 28)]
    assert list_standings("teams") == [("West", 200, 20), ("", 0, 39)], "Three of the South take East with them there."


@pytest.mark.parametrize(("subject", "measure"), [("community", "points"), ("unit", "mission")])
def test_boards_that_would_show_a_few_people_are_refused(app: Application, subject: str, measure: str) -> None:
    counted = BoardScoring(measure=measure, detail="hello" if measure == "mission" else "")
    with pytest.raises(Invalid), transaction():
        create_and_publish_board("board", title=WORDS, subject=subject, counted=counted)
