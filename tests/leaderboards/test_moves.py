"""A version that tells only who moved says what a count of everybody says, whatever happened since."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.leaderboards.jobs import count_changes_between_builds
from app.leaderboards.models import Board, Snapshot
from app.leaderboards.packed_ranking import LookupRequest, unpack_rows
from app.leaderboards.people import queries as people_queries
from app.leaderboards.people import service as people_service
from app.leaderboards.people.memory import EXTENSION, RankingMemory, get_ranking_memory
from app.leaderboards.people.models import BoardChange
from app.leaderboards.ranking_cache import get_ranking_cache
from app.leaderboards.reading.queries import _read_requested_ranking_rows, get_board_with_last_version
from app.people.queries import get_person
from app.people.service.participation import choose_visibility
from app.points.models import LedgerEntry
from tests.boards import (
    build_all_boards,
    catch_up_and_build,
    earn_answers,
    make_board,
    pay_for_answers,
    publish_board_of,
    read_board,
    version_of,
)
from tests.examples import examples
from tests.leaderboards.changing_company import ChangingCompany
from tests.leaderboards.whole_count import check_boards_are_right, rank_in_sql
from tests.makers import catch_up, make_people


@pytest.fixture
def moves_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boards of a few people are stored as moves, too, until nearly everybody moved."""
    monkeypatch.setattr(people_service, "MOVED_SHARE", 1)


@settings(max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_after_any_changes_the_last_version_is_that_of_a_whole_count(
    app: Application, moves_are_kept: None, seed: int
) -> None:
    with transaction():
        session().execute(text("truncate fact, board, person, site, unit, region, ledger_entry, rule, policy cascade"))
    company = ChangingCompany(Random(seed), app.extensions)
    for _ in range(12):
        for _ in range(company.chance.randint(1, 5)):
            company.act()
        with clock.freeze_at(company.now):
            catch_up()
            build_all_boards()
            check_last_versions(company.chance)


def check_last_versions(chance: Random) -> None:
    """Each board is as a whole count has it."""
    check_boards_are_right()
    with transaction():
        for board in session().scalars(select(Board).order_by(Board.id)).all():
            check_reads(board, chance)


def check_reads(board: Board, chance: Random) -> None:
    """A look into the version reads what the whole ranking has there."""
    head = get_board_with_last_version(board.slug)
    packed = rank_in_sql(board)
    people = head.people
    rows = [packed[begins : begins + 20] for begins in range(0, 20 * people, 20)]
    person = chance.choice([0, *(int.from_bytes(row[:8]) for row in rows)])
    wanted = LookupRequest(people, chance.randint(1, people + 1), chance.randint(0, 5), 2, person, ())
    result = _read_requested_ranking_rows(head, wanted)
    assert result.page.rows == b"".join(rows[wanted.first - 1 : wanted.first - 1 + wanted.count])
    assert [row.person_id for match in result.matches for row in unpack_rows(match)] == [person] * bool(person)
    place = next((place for place, row in enumerate(rows) if int.from_bytes(row[:8]) == person), None)
    around = [] if place is None else rows[max(place - 2, 0) : place + 3]
    assert result.around.rows == b"".join(around)


def test_a_build_reads_those_who_changed_and_stores_those_who_moved(
    app: Application, moves_are_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = publish_board_of(range(1, 10))
    earn_answers(people[0], 3, day=1)
    catch_up()
    monkeypatch.setattr(people_queries, "compute_whole_order", None)  # Whoever counted everybody now would fail.
    build_all_boards()
    with transaction():
        last = session().scalars(select(Snapshot).order_by(Snapshot.version.desc()).limit(1)).one()
        assert last.roll is None
        assert last.moves is not None
    check_boards_are_right()
    assert version_of() == 2


@pytest.mark.fault
def test_a_build_does_not_go_on_from_a_damaged_copy_of_who_moved(app: Application, moves_are_kept: None) -> None:
    people = publish_board_of(range(1, 10))
    earn_answers(people[0], 3, day=1)
    catch_up_and_build()
    with transaction():
        last = session().scalars(select(Snapshot).order_by(Snapshot.version.desc()).limit(1)).one()
        assert last.moves_digest is not None
        get_ranking_cache().store_ranking_copy(last.moves_digest, (last.moves or b"")[:-36])
    app.extensions[EXTENSION] = RankingMemory()
    earn_answers(people[1], 4, day=1)
    catch_up_and_build()
    check_boards_are_right()


def test_other_moves_than_a_head_named_are_not_kept_under_its_name(app: Application, moves_are_kept: None) -> None:
    people = publish_board_of(range(1, 10))
    earn_answers(people[0], 3, day=1)
    catch_up_and_build()
    with transaction():
        last = session().scalars(select(Snapshot).where(Snapshot.moves.is_not(None))).one()
        assert people_queries.read_moves("what the head named", last.id).digest == last.moves_digest
    assert get_ranking_memory().moves.find("what the head named") is None


@pytest.mark.parametrize("taken", [15, 20], ids=["nothing", "less than nothing"])
def test_whoever_falls_to_nothing_or_below_is_on_the_board_no_more(
    app: Application, moves_are_kept: None, taken: int
) -> None:
    people = publish_board_of([3, 2, 1])
    with transaction():
        _take_points(people[0], taken)
    catch_up_and_build()
    check_boards_are_right()
    assert [row.score for row in read_board().rows] == [10.0, 5.0]


def _take_points(person_id: int, taken: int) -> None:
    given = session().scalars(select(LedgerEntry).where(LedgerEntry.person_id == person_id).limit(1)).one()
    columns = ("person_id", "unit_id", "site_id", "rule_id", "fact_id", "earned_at")
    line = LedgerEntry(**{name: getattr(given, name) for name in columns}, points=-taken, collective=0)
    session().add(line)
    session().flush()
    key = f"credited:{line.id}"
    fact = NewFact(kind="points.credited", source_key=key, occurred_at=clock.now(), body={"lines": 1, "first": line.id})
    append_facts([fact])


def test_a_board_of_nobody_gets_its_first_and_loses_its_last(app: Application, moves_are_kept: None) -> None:
    with transaction():
        (ada,) = make_people(1, on_boards=True)
        pay_for_answers()
        make_board()
    catch_up_and_build()
    assert read_board().rows == []
    earn_answers(ada, 1)
    catch_up_and_build()
    assert [row.score for row in read_board().rows] == [5.0]
    with transaction():
        choose_visibility(get_person(ada), on_boards=False)
    catch_up_and_build()
    check_boards_are_right()
    with transaction():
        assert get_board_with_last_version("board").people == 0


def test_what_all_boards_have_read_is_forgotten(app: Application) -> None:
    with transaction():
        make_people(1, on_boards=True)
        pay_for_answers()
        make_board()
    build_all_boards()
    with transaction():
        assert session().scalars(select(BoardChange.id)).all() != []
    with clock.freeze_at(clock.now() + timedelta(seconds=1)):
        build_all_boards()
    count_changes_between_builds()
    with transaction():
        assert session().scalars(select(BoardChange.id)).all() == []
