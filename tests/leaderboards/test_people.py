"""Who appears on a board of people chose to, may stop at once, and is never shown at its bottom."""

from __future__ import annotations

from datetime import timedelta

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.people.models import Choices, Person
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.policies.service import PolicyPlace, switch_feature_off
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.people.queries import get_person
from app.people.service.participation import choose_visibility, leave_game
from app.people.service.pseudonym import choose_pseudonym
from tests.boards import (
    catch_up_and_build,
    earn_answers,
    make_board,
    pay_for_answers,
    publish_board_of,
    read_board,
    rows_as_tuples,
)
from tests.makers import MONDAY, make_people, make_unit, record_departure


def ranks() -> list[tuple[int | None, float | None]]:
    return [(row.rank, row.score) for row in read_board().rows]


def test_only_those_who_chose_to_appear_are_listed(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2, on_boards=True)
        (cy,) = make_people(1, on_boards=False)
        choose_pseudonym(get_person(ben), "Grand Héron")
        pay_for_answers()
        make_board()
    for person_id, times in ((ada, 1), (ben, 2), (cy, 9)):
        earn_answers(person_id, times)
    catch_up_and_build()

    shown = read_board()
    assert shown.rows[0].name == "Grand Héron"
    assert ranks() == [(1, 10.0), (2, 5.0)]


def test_whoever_leaves_or_hides_is_gone_at_once_and_ranks_close_up_with_and_without_redis(app: Application) -> None:
    people = publish_board_of((9, 8, 7, 7, 6, 5, 4, 3, 2))
    assert ranks() == [(1, 45.0), (2, 40.0), (3, 35.0), (3, 35.0), (5, 30.0)]
    with transaction():
        choose_visibility(get_person(people[1]), on_boards=False)
        leave_game(get_person(people[3]))
        record_departure(get_person(people[8]), MONDAY.date())

    for _ in ("the copy in Redis", "PostgreSQL"):
        assert ranks() == [(1, 45.0), (2, 35.0), (3, 30.0)]
        around = read_board(person_id=people[5]).around
        assert around is not None
        assert (around.own_row.rank, around.own_row.place) == (None, 4), "Nobody of the lower half reads a rank."
        assert [row.rank for row in around.ahead] == [2, 3]
        assert read_board(person_id=people[1]).around is None
        redis_connection().flushall()
    catch_up_and_build()
    assert ranks() == [(1, 45.0), (2, 35.0), (3, 30.0)]


def test_whoever_takes_a_pause_is_gone_at_once_and_back_when_it_ends(app: Application) -> None:
    ada, _ = publish_board_of([2, 1])
    with transaction():
        begin_or_change_pause(get_person(ada), PauseLength.OPEN)
    assert ranks() == [(1, 5.0)]
    with transaction():
        end_pause(get_person(ada))
    catch_up_and_build()
    assert ranks() == [(1, 10.0), (2, 5.0)]


def test_a_pause_that_is_over_hides_nobody_although_no_job_has_closed_it(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2, on_boards=True)
        pay_for_answers()
        make_board()
        begin_or_change_pause(get_person(ada), PauseLength.WEEK)
    earn_answers(ada, 2)
    earn_answers(ben, 1)
    catch_up_and_build()
    assert ranks() == [(1, 5.0)]
    with clock.freeze_at(clock.now() + timedelta(days=7)):
        catch_up_and_build()
        assert ranks() == [(1, 10.0), (2, 5.0)]


def test_nobody_is_ranked_where_boards_are_off(app: Application) -> None:
    with transaction():
        unit = make_unit()
        (ada,), (ben,) = make_people(1, on_boards=True, unit=unit), make_people(1, on_boards=True)
        pay_for_answers()
        make_board()
        switch_feature_off(SwitchableFeature.BOARDS, PolicyPlace(PolicyScope.UNIT, unit.id), reason="Pas ici.")
    earn_answers(ada, 2)
    earn_answers(ben, 1)
    catch_up_and_build()
    assert ranks() == [(1, 5.0)]


def test_a_name_changes_at_once(app: Application) -> None:
    (ada,) = publish_board_of([1])
    with transaction():
        choose_pseudonym(get_person(ada), "Martin-pêcheur")
    assert rows_as_tuples(read_board().rows) == [(1, "Martin-pêcheur", 5.0)]


def test_nobody_of_the_lower_half_is_named_to_others_and_nobody_sees_who_is_behind(app: Application) -> None:
    people = publish_board_of(range(9, 1, -1))

    second, seventh = read_board(person_id=people[1]).around, read_board(person_id=people[6]).around
    assert second is not None
    assert seventh is not None
    assert [row.rank for row in (*second.ahead, second.own_row, *second.behind)] == [1, 2, 3, 4]
    assert [(row.rank, row.name) for row in seventh.ahead] == [(None, None), (None, None)]
    assert (seventh.own_row.rank, seventh.behind) == (None, [])


def test_pages_go_on_where_the_last_one_ended_and_stop_at_the_middle(app: Application) -> None:
    people = publish_board_of(range(20, 8, -1))
    with transaction():
        choose_visibility(get_person(people[1]), on_boards=False)

    scores, after = list[float | None](), 0
    while True:
        page = read_board(after=after, most=2)
        scores += [row.score for row in page.rows]
        if page.after is None:
            break
        after = page.after
    assert scores == [100.0, 90.0, 85.0, 80.0, 75.0, 70.0]


def test_whoever_was_hidden_by_hand_is_not_named_either(app: Application) -> None:
    """Even without the fact that tells of it: names are asked of those who appear at this moment."""
    ada, ben = publish_board_of([2, 1])
    with transaction():
        session().get_one(Choices, ada).on_boards = False
        session().get_one(Person, ben).left_on = MONDAY.date()
    assert read_board().rows == []
