"""The guide's way to another cluster keeps the journal readable: the step it names is the one that is run here."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.journal.drain import create_or_restart_reader_positions, drain_reader
from app.journal.queries import is_journal_ahead_of_server
from app.journal.reader import Batch, Reader
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.paging import encode_cursor, parse_cursor
from app.kernel.transaction import transaction
from app.leaderboards.people.service import forget_changes_that_boards_have_read
from app.leaderboards.queries import is_any_snapshot_ahead_of_server
from app.webhooks.queries import IteratorOfAnotherCluster, read_feed_page
from tests.boards import build_all_boards, earn_answers, publish_board_of, read_board
from tests.docs.pages import Page
from tests.makers import MONDAY, catch_up, tell

COLUMNS_OF_TRANSACTIONS = """
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and column_name ~ '(^|_)tx$' and table_name in (
        select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE')
"""
FAR_AHEAD = 1_000_000
"""By how many transactions the old cluster was ahead of the new one."""


def a_fact(key: str) -> int:
    (fact_id,) = tell(NewFact(kind="post.created", source="rse", source_key=key, occurred_at=MONDAY, actor_id=4))
    assert fact_id is not None
    return fact_id


@pytest.fixture
def fact_ids(app: Application) -> list[int]:
    """What a reader saw, which had read everything on the old cluster."""
    return []


@pytest.fixture
def moved(fact_ids: list[int]) -> Reader:
    """That reader, on the new cluster: the rows came along, and their numbers are those of the old one."""
    reader = Reader("witness", frozenset({"post.created"}), lambda batch: _note(fact_ids, batch))
    with transaction():
        create_or_restart_reader_positions([reader])
    a_fact("before")
    drain_reader(reader, 0)
    with transaction():
        session().execute(text("update fact set tx = tx + :ahead"), {"ahead": FAR_AHEAD})
        session().execute(text("update position set tx = tx + :ahead where fact_id > 0"), {"ahead": FAR_AHEAD})
    fact_ids.clear()
    return reader


def _note(fact_ids: list[int], batch: Batch) -> None:
    fact_ids.extend(batch.ids)


def test_a_dump_restored_elsewhere_is_not_read_on_by_itself_and_doctor_can_tell(
    moved: Reader, fact_ids: list[int]
) -> None:
    a_fact("after")
    drain_reader(moved, 0)
    assert fact_ids == []
    with transaction():
        assert is_journal_ahead_of_server()


def test_a_journal_at_home_is_not_taken_for_a_restored_one(app: Application) -> None:
    a_fact("here")
    with transaction():
        assert not is_journal_ahead_of_server()


def take_the_step_of_the_guide() -> None:
    (step,) = Page("docs/how-to/run-in-production.md").blocks("sql")
    with transaction():
        for statement in step.split(";"):
            if statement.strip():
                session().execute(text(statement))


def test_every_number_of_a_transaction_is_in_the_step_of_the_guide(app: Application) -> None:
    (step,) = Page("docs/how-to/run-in-production.md").blocks("sql")
    with transaction():
        kept = session().execute(text(COLUMNS_OF_TRANSACTIONS)).all()
    assert kept
    assert [f"{table}.{column}" for table, column in kept if f"update {table} set" not in step] == []


def test_boards_keep_their_first_after_a_move_and_doctor_tells_when_they_would_not(app: Application) -> None:
    people = publish_board_of([5, 4, 3])
    before = read_board(person_id=people[0]).rows
    with transaction():
        session().execute(text("update snapshot set seen_tx = seen_tx + :ahead"), {"ahead": FAR_AHEAD})
    with transaction():
        assert is_any_snapshot_ahead_of_server()

    take_the_step_of_the_guide()
    assert read_board(person_id=people[0]).rows == before
    with transaction():
        assert not is_any_snapshot_ahead_of_server()


def test_boards_count_after_a_move_what_their_last_version_before_it_lacks(app: Application) -> None:
    people = publish_board_of([5, 4, 3])
    earn_answers(people[2], 9, day=1)
    catch_up()
    with transaction():
        forget_changes_that_boards_have_read()
    take_the_step_of_the_guide()
    build_all_boards()
    assert read_board(person_id=people[2]).rows[0].is_mine


def test_an_iterator_from_before_a_move_is_told_to_begin_again_from_a_moment(app: Application) -> None:
    with transaction():
        page, _ = read_feed_page(None, 10)
        tx, fact_id, cluster = parse_cursor(page.next_cursor or "", parts=3)
        assert isinstance(cluster, int)
        assert isinstance(tx, int)
        for elsewhere in ([tx, fact_id, cluster + 1], [tx + FAR_AHEAD, fact_id, cluster]):
            with pytest.raises(IteratorOfAnotherCluster, match="since=") as refusal:
                read_feed_page(encode_cursor(elsewhere), 10)
            assert refusal.value.status == 410
        assert read_feed_page(page.next_cursor, 10)[1]


def test_a_dump_restored_elsewhere_is_read_on_after_the_step_of_the_guide(moved: Reader, fact_ids: list[int]) -> None:
    take_the_step_of_the_guide()
    after = a_fact("after")
    drain_reader(moved, 0)
    assert fact_ids == [after]
