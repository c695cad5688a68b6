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
from app.kernel.transaction import transaction
from tests.docs.pages import Page
from tests.makers import MONDAY, tell

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


def test_a_dump_restored_elsewhere_is_read_on_after_the_step_of_the_guide(moved: Reader, fact_ids: list[int]) -> None:
    (step,) = Page("docs/how-to/run-in-production.md").blocks("sql")
    with transaction():
        for statement in step.split(";"):
            if statement.strip():
                session().execute(text(statement))
    after = a_fact("after")
    drain_reader(moved, 0)
    assert fact_ids == [after]
