"""Boards are published versions of what the ledger says, of those who chose to appear."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.transaction import transaction
from app.leaderboards import queries, service
from app.leaderboards.jobs import build_board
from app.leaderboards.merging import MERGED
from app.leaderboards.models import Snapshot
from app.leaderboards.service import publish_board
from app.people.models import Choices, Person
from app.points.service import Amounts, publish_rule
from tests.makers import LONG_AGO, MONDAY, WORDS, catch_up, make_people, make_unit, tell


def earn(person_id: int, times: int, *, day: int = 0) -> None:
    tell(
        *(
            NewFact(
                kind="answer.created",
                source="rse",
                source_key=f"{person_id}-{day}-{number}",
                occurred_at=MONDAY + timedelta(days=day, minutes=number),
                actor_id=person_id,
            )
            for number in range(times)
        )
    )


def publish(subject: str, period: str = "all") -> None:
    with transaction():
        publish_rule("answers", "answer.created", sentence=WORDS, amounts=Amounts(personal=5), in_force_from=LONG_AGO)
        publish_board("board", title=WORDS, subject=subject, period=period)


def refresh() -> None:
    catch_up()
    with transaction():
        service.mark_turned()
        due = queries.boards_due(clock.now())
    for board_id in due:
        build_board(board_id)


def shown() -> list[tuple[int, int, float]]:
    with transaction():
        board = queries.get_board("board")
        return [(row.rank, row.score.subject_id, row.score.score) for row in queries.published(board, 50).rows]


def count_versions() -> int:
    with transaction():
        return session().scalar(select(func.max(Snapshot.version))) or 0


def test_only_those_who_chose_to_appear_are_listed(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2, on_boards=True)
        (cy,) = make_people(1, on_boards=False)
    publish("person")
    for person_id, times in ((ada, 1), (ben, 2), (cy, 9)):
        earn(person_id, times)
    refresh()
    assert shown() == [(1, ben, 10.0), (2, ada, 5.0)]


def test_whoever_stops_appearing_is_gone_at_once_and_leaves_no_hole(app: Application) -> None:
    with transaction():
        ada, ben, cy = make_people(3, on_boards=True)
    publish("person")
    for person_id, times in ((ada, 3), (ben, 2), (cy, 1)):
        earn(person_id, times)
    refresh()
    with transaction():
        session().get_one(Choices, ben).on_boards = False
    assert shown() == [(1, ada, 15.0), (2, cy, 5.0)]
    with transaction():
        session().get_one(Person, ada).left_on = MONDAY.date()
    assert shown() == [(1, cy, 5.0)]


def test_units_are_compared_per_head_and_small_ones_are_merged(app: Application) -> None:
    with transaction():
        big = make_unit("Big")
        big_id = big.id
        many = make_people(20, unit=big)
        few = make_people(3, unit=make_unit("Small"))
        others = make_people(10, unit=make_unit("Other"))
    publish("unit")
    for person_id in (many[0], many[1], few[0], others[0]):
        earn(person_id, 1)
    refresh()
    assert shown() == [(1, MERGED, 0.77), (2, big_id, 0.5)]


def test_a_week_s_board_forgets_last_week_when_the_week_turns(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
    with clock.at(MONDAY + timedelta(days=2)):
        publish("person", "week")
        earn(ada, 2)
        refresh()
        assert shown() == [(1, ada, 10.0)]
    with clock.at(MONDAY + timedelta(days=7)):
        refresh()
        assert shown() == []


def test_a_version_that_would_say_the_same_is_not_published_again(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
    publish("person")
    earn(ada, 1)
    refresh()
    before = count_versions()
    with transaction():
        service.mark_stale()
    refresh()
    assert count_versions() == before


def test_a_board_that_somebody_builds_is_not_built_twice(app: Application) -> None:
    publish("person")
    with transaction():
        board = queries.get_board("board")
        assert service.claim(board.id)
    with transaction():
        assert not service.claim(queries.get_board("board").id)


@pytest.mark.fault
def test_a_build_that_died_is_started_again_when_its_claim_ends(app: Application) -> None:
    publish("person")
    with transaction():
        service.claim(queries.get_board("board").id)
    with clock.at(clock.now() + service.BUILD_FOR + timedelta(seconds=1)):
        refresh()
    assert count_versions() == 1


@pytest.mark.parametrize(("subject", "period"), [("cat", "all"), ("person", "decade")])
def test_a_board_about_something_else_is_refused(app: Application, subject: str, period: str) -> None:
    with pytest.raises(Invalid), transaction():
        publish_board("board", title=WORDS, subject=subject, period=period)


def test_a_board_s_name_is_taken_once(app: Application) -> None:
    publish("person")
    with pytest.raises(Conflict), transaction():
        publish_board("board", title=WORDS, subject="person")
