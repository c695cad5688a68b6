"""No fact is ever jumped over, however the transactions that wrote them were interleaved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select, text

from app.journal.drain import create_or_restart_reader_positions, drain_reader, iterate_batch_sizes_while_draining
from app.journal.models import Fact
from app.journal.reader import Batch, Reader
from app.journal.service import NewFact
from app.journal.statements import FACTS_PER_STEP
from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.transaction import transaction
from tests.makers import MONDAY, tell

WRITE = text(
    "insert into fact (kind, actor_id, occurred_at, source, source_key) values ('post.created', 4, now(), 'rse', :key) returning id"
)

MANY_OF_ANOTHER_KIND = """
insert into fact (kind, actor_id, occurred_at, source, source_key)
select 'post.liked', 4, now(), 'rse', 'like-' || n from generate_series(1, :many) as n
"""


@pytest.fixture
def slow_writer(app: Application) -> Iterator[Connection]:
    """A second writer, whose transaction stays open while others commit."""
    with db.engine.connect() as connection:
        yield connection


def a_reader_into(read_ids: list[int]) -> Reader:
    reader = Reader("witness", frozenset({"post.created"}), lambda batch: read_ids.extend(batch.ids))
    with transaction():
        create_or_restart_reader_positions([reader])
    return reader


def fast_fact(key: str) -> int:
    (fact_id,) = tell(NewFact(kind="post.created", source="rse", source_key=key, occurred_at=MONDAY, actor_id=4))
    assert fact_id is not None
    return fact_id


@pytest.mark.fault
def test_a_slower_transaction_is_not_jumped_over(slow_writer: Connection) -> None:
    read_ids: list[int] = []
    reader = a_reader_into(read_ids)
    slow = slow_writer.execute(WRITE, {"key": "slow"}).scalar_one()
    fast = fast_fact("fast")
    assert slow < fast

    drain_reader(reader, 0)
    assert read_ids == []
    slow_writer.commit()
    drain_reader(reader, 0)
    assert read_ids == [slow, fast]


@pytest.mark.fault
def test_a_reader_by_id_would_have_lost_it(slow_writer: Connection) -> None:
    """The naive reader (everything whose id is greater than the last one read) fails on the same interleaving."""
    slow = slow_writer.execute(WRITE, {"key": "slow"}).scalar_one()
    fast = fast_fact("fast")

    def naive(after: int) -> list[int]:
        with transaction():
            return list(session().scalars(select(Fact.id).where(Fact.id > after).order_by(Fact.id)))

    first = naive(0)
    slow_writer.commit()
    assert first == [fast]
    assert slow not in first + naive(first[-1])


@pytest.mark.fault
def test_a_writer_that_gives_up_holds_nobody_back(slow_writer: Connection) -> None:
    read_ids: list[int] = []
    reader = a_reader_into(read_ids)
    slow_writer.execute(WRITE, {"key": "slow"})
    fast = fast_fact("fast")
    slow_writer.rollback()
    drain_reader(reader, 0)
    assert read_ids == [fast]


def test_a_batch_that_raises_is_acted_on_again_and_never_twice(app: Application) -> None:
    read_ids: list[int] = []
    failures = iter([True, False])

    def stumble(batch: Batch) -> None:
        if next(failures, False):
            raise RuntimeError("the first time")
        read_ids.extend(batch.ids)

    reader = Reader("stumbler", frozenset({"post.created"}), stumble)
    facts = [fast_fact(key) for key in "abc"]
    with pytest.raises(RuntimeError):
        drain_reader(reader, 0)
    assert drain_reader(reader, 0) == 3
    assert drain_reader(reader, 0) == 0
    assert read_ids == facts


def test_a_long_journal_is_read_in_batches_without_a_gap(app: Application) -> None:
    sizes: list[int] = []
    reader = Reader("small", frozenset({"post.created"}), lambda batch: sizes.append(len(batch.ids)), size=2)
    for key in "abcde":
        fast_fact(key)
    assert drain_reader(reader, 0) == 5
    assert sizes == [2, 2, 1]


def test_a_step_goes_past_so_many_facts_and_no_more_and_loses_none(app: Application) -> None:
    read_ids: list[int] = []
    reader = a_reader_into(read_ids)
    with transaction():
        session().execute(text(MANY_OF_ANOTHER_KIND), {"many": FACTS_PER_STEP + 1})
    last = fast_fact("after-many")
    steps = iterate_batch_sizes_while_draining(reader, [0])
    assert next(steps) == 0
    with transaction():
        _, fact_id = session().execute(text("select tx, fact_id from position where shard = 0")).one()
        past = session().scalar(text("select count(*) from fact where shard = 0 and id <= :id"), {"id": fact_id})
    assert past == FACTS_PER_STEP
    assert list(steps) == [1]
    assert read_ids == [last]
