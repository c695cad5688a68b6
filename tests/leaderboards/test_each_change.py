"""Each thing that moves somebody on a board of people is in its next version: a count of everybody says the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.jobs import publish_board_version_if_due
from app.leaderboards.models import Board, Snapshot
from app.leaderboards.people import service as people_service
from app.leaderboards.queries import get_board
from app.people.models import Person
from app.people.pauses.service import PauseLength, begin_or_change_pause
from app.people.policies.models import Policy
from app.people.policies.service import PolicyPlace, switch_feature_off, switch_feature_on
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.people.queries import get_person
from app.people.service.participation import choose_visibility, leave_game
from tests.boards import build_all_boards, earn_answers, make_board, publish_board_of, read_board
from tests.leaderboards.whole_count import check_boards_are_right, read_last_ranking
from tests.makers import MONDAY, catch_up, make_unit, record_departure, tell
from tests.people.merging.two import merge

ANSWERS = [9, 8, 7, 6, 5, 5, 4, 3, 2, 1, 1, 1]
BEGINS, SECOND, HOUR, WEEK = MONDAY + timedelta(days=5), timedelta(seconds=1), timedelta(hours=1), timedelta(days=7)
Act = Callable[[], object]


def undo_first_answer(person_id: int) -> None:
    key = f"{person_id}-0-0"
    fact = NewFact(
        kind="activity.undone",
        source="rse",
        source_key=f"no-{key}",
        occurred_at=clock.now(),
        actor_id=person_id,
        undoes=key,
    )
    tell(fact)


def build_and_die() -> None:
    """A worker builds the next version, and is killed before the commit."""
    catch_up()
    with transaction(), session().begin_nested() as unfinished:
        service.publish_claimed_board_if_changed(get_board("board").id, 10)
        unfinished.rollback()


def change(person_id: int, act: Callable[[Person], object]) -> None:
    """Do something of a person's in a transaction of its own."""
    with transaction():
        act(session().get_one(Person, person_id))


def switch_boards_off_for(person: Person) -> Policy:
    return switch_feature_off(SwitchableFeature.BOARDS, PolicyPlace(PolicyScope.UNIT, person.unit_id), reason="Non.")


def switch_boards_on_again(_: Person) -> None:
    switch_feature_on(session().query(Policy).filter(Policy.until.is_(None)).one())


def plan_a_day_without_boards_for(person: Person) -> None:
    """From tomorrow on boards are off where they work, for a day: a copy of a database may hold such a switch, and no fact tells of it."""
    begins = clock.now() + 24 * HOUR
    place = {"scope": PolicyScope.UNIT, "scope_id": person.unit_id}
    session().add(
        Policy(feature=SwitchableFeature.BOARDS, reason="Non.", since=begins, until=begins + 24 * HOUR, **place)
    )


def list_steps(ids: list[int]) -> Iterator[tuple[str, timedelta, Act]]:
    """What happens, how long after what was before; each moves somebody on the board of all time."""
    best, second, third = ids[:3]

    def of(person_id: int, act: Callable[[Person], object]) -> Act:
        return partial(change, person_id, act)

    def nothing() -> None:
        """Only time passes."""

    yield "the last earns", HOUR, lambda: earn_answers(ids[11], 12, day=1)
    yield "and again", HOUR, lambda: earn_answers(ids[11], 1, day=2)
    yield "an answer is taken back", HOUR, lambda: undo_first_answer(ids[11])
    yield "another's only answer is taken back", HOUR, lambda: undo_first_answer(ids[9])
    yield "somebody reaches what others have", HOUR, lambda: earn_answers(ids[8], 3, day=3)
    yield "a pause begins", HOUR, of(best, lambda person: begin_or_change_pause(person, PauseLength.WEEK))
    yield "and ends to the second, as no job has noted", WEEK, nothing
    yield "another begins", SECOND, of(best, lambda person: begin_or_change_pause(person, PauseLength.WEEK))
    yield "and ends too", WEEK, nothing
    yield "boards are off where somebody works", HOUR, of(second, switch_boards_off_for)
    yield "a colleague moves there", HOUR, of(third, lambda person: _move(person, get_person(second).unit_id))
    yield "boards are on again", HOUR, of(second, switch_boards_on_again)
    yield "somebody hides", HOUR, of(best, lambda person: choose_visibility(person, on_boards=False))
    yield "and appears", HOUR, of(best, lambda person: choose_visibility(person, on_boards=True))
    yield "somebody stops", HOUR, of(ids[4], leave_game)
    yield "somebody departs", HOUR, of(ids[5], lambda person: record_departure(person, clock.now().date()))
    yield "which was a mistake", HOUR, of(ids[5], lambda person: setattr(person, "left_on", None))
    yield "two turn out to be one", HOUR, lambda: merge(ids[3], ids[6])


def _move(person: Person, unit_id: int | None) -> None:
    person.unit_id = unit_id or 0


@pytest.fixture
def ids(app: Application, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Twelve people on a board, the best first, of whom the second works in a team of her own; versions are stored as moves."""
    monkeypatch.setattr(people_service, "MOVED_SHARE", 1)
    with clock.freeze_at(BEGINS):
        ids = publish_board_of(ANSWERS)
        with transaction():
            get_person(ids[1]).unit_id = make_unit().id
    return ids


def build_and_check(at: datetime) -> bytes:
    """The ranking of the next version, which is that of a whole count."""
    with clock.freeze_at(at):
        catch_up()
        build_all_boards()
        check_boards_are_right()
        with transaction():
            return read_last_ranking(get_board("board"))


def test_each_change_is_in_the_next_version(ids: list[int]) -> None:
    now, last, moved = BEGINS, b"", 0
    for name, later, act in list_steps(ids):
        now += later
        with clock.freeze_at(now):
            act()
        ranking = build_and_check(now)
        assert ranking != last, name
        last = ranking
        moved += _count_versions_of_moves()
    assert moved, "Some versions tell only who moved."


def test_a_switch_that_turns_by_itself_is_in_the_next_version(ids: list[int]) -> None:
    with clock.freeze_at(BEGINS):
        change(ids[1], plan_a_day_without_boards_for)
    before, during, after = (build_and_check(BEGINS + 24 * HOUR * days) for days in range(3))
    assert before == after != during


def test_a_switch_of_before_the_last_version_that_was_committed_after_it_is_in_the_next(ids: list[int]) -> None:
    before = build_and_check(BEGINS)
    with clock.freeze_at(BEGINS - SECOND):
        change(ids[1], switch_boards_off_for)
    assert build_and_check(BEGINS + SECOND) != before


def test_whoever_moves_twice_and_a_builder_that_dies_in_between_leave_the_right_version(ids: list[int]) -> None:
    last = build_and_check(BEGINS)
    with clock.freeze_at(BEGINS + HOUR):
        earn_answers(ids[11], 5, day=1)
        build_and_die()
        earn_answers(ids[11], 5, day=2)
        undo_first_answer(ids[0])
        build_and_die()
    assert build_and_check(BEGINS + 2 * HOUR) != last


def test_what_is_credited_late_moves_nobody_of_the_new_week_and_everybody_of_all_time(ids: list[int]) -> None:
    with transaction():
        session().get_one(Board, make_board("week")).period = "week"
    build_and_check(BEGINS)
    with clock.freeze_at(BEGINS):
        ended_week = [row.score for row in read_board("week").rows]
    turned = MONDAY + WEEK + HOUR
    build_and_check(turned)
    with clock.freeze_at(turned):
        earn_answers(ids[10], 10, day=6)
        earn_answers(ids[11], 1, day=7)
    build_and_check(turned + HOUR)
    assert ended_week[0] == 45.0
    assert [row.score for row in read_board("week").rows] == [5.0]
    assert read_board().rows[0].score == 55.0


def test_a_merge_makes_boards_due_although_no_fact_tells_of_it(ids: list[int]) -> None:
    with clock.freeze_at(BEGINS + HOUR):
        merge(ids[11], ids[0])
        publish_board_version_if_due(_get_board_id())
        assert [row.score for row in read_board().rows[:2]] == [50.0, 40.0]


def _count_versions_of_moves() -> int:
    with transaction():
        return len(session().scalars(select(Snapshot.id).where(Snapshot.moves.is_not(None))).all())


def _get_board_id() -> int:
    with transaction():
        return get_board("board").id


def test_ranks_close_at_once_where_somebody_hides_who_moved_and_somebody_who_did_not(ids: list[int]) -> None:
    with clock.freeze_at(BEGINS + HOUR):
        earn_answers(ids[11], 12, day=1)
    build_and_check(BEGINS + HOUR)
    with clock.freeze_at(BEGINS + 2 * HOUR):
        for person_id in (ids[11], ids[0]):
            change(person_id, lambda person: choose_visibility(person, on_boards=False))
        rows = read_board().rows
    assert [(row.place, row.rank, row.score) for row in rows] == [
        (1, 1, 40.0),
        (2, 2, 35.0),
        (3, 3, 30.0),
        (4, 4, 25.0),
        (5, 4, 25.0),
    ]
