"""Readers for which nothing waits are moved past the facts of others all at once, and nothing that they wait for is passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text, update

from app.journal import queries
from app.journal.drain import create_or_restart_reader_positions, drain_reader
from app.journal.jobs import drain_readers
from app.journal.models import SHARDS, Position
from app.journal.passing.service import pass_over_facts_of_other_kinds
from app.journal.queries import FACTS_PER_LOOK
from app.journal.reader import Batch, Reader
from app.journal.rebuild import rewind_reader
from app.journal.registry import register_readers
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.transaction import transaction
from tests.examples import examples
from tests.makers import MONDAY, tell

MANY = """
insert into fact (kind, actor_id, occurred_at, source, source_key)
select 'post.liked', 4 * n, now(), 'rse', 'like-' || :key || n from generate_series(1, :many) as n
"""
WRITE = "insert into fact (kind, actor_id, occurred_at, source, source_key) values ('mission.completed', 4, now(), 'rse', 'slow') returning id"
WAITS_FOR = {"first": ("post.liked", "answer.created"), "second": ("mission.completed",), "third": ("post.created",)}


@pytest.fixture
def elsewhere(app: Application) -> Iterator[Connection]:
    """Another worker's connection."""
    with db.engine.connect() as connection:
        yield connection


@pytest.fixture
def heard(app: Application) -> dict[str, list[int]]:
    """What each of the readers has read so far."""
    ids: dict[str, list[int]] = {name: [] for name in WAITS_FOR}

    def remember(name: str, batch: Batch) -> None:
        ids[name].extend(batch.ids)

    readers = [Reader(name, frozenset(kinds), partial(remember, name)) for name, kinds in WAITS_FOR.items()]
    register_readers(app, readers)
    with transaction():
        create_or_restart_reader_positions(readers)
    return ids


def append_likes(many: int, key: str = "") -> None:
    with transaction():
        session().execute(text(MANY), {"many": many, "key": key})


def append_fact(kind: str, actor: int = 4, key: str = "") -> int:
    (fact_id,) = tell(
        NewFact(kind=kind, source="rse", source_key=f"{kind}-{actor}-{key}", occurred_at=MONDAY, actor_id=actor)
    )
    assert fact_id is not None
    return fact_id


def readers_of(app: Application) -> list[Reader]:
    readers: dict[str, Reader] = app.extensions["readers"]
    return list(readers.values())


def read_positions(reader: str) -> list[tuple[int, int]]:
    with transaction():
        rows = session().execute(
            text("select tx, fact_id from position where reader = :reader order by shard"), {"reader": reader}
        )
        return [(tx, fact_id) for tx, fact_id in rows]


def pass_over(readers: Sequence[Reader]) -> set[str]:
    with transaction():
        return pass_over_facts_of_other_kinds(readers)


def test_a_drain_moves_all_readers_for_which_nothing_waits(app: Application, heard: dict[str, list[int]]) -> None:
    append_likes(FACTS_PER_LOOK)
    drain_readers()
    assert (len(heard["first"]), heard["second"], heard["third"]) == (FACTS_PER_LOOK, [], [])
    assert read_positions("second")[0] == read_positions("third")[0] > (0, 0)
    with transaction():
        assert queries.list_reader_names_to_drain(readers_of(app)) == set()


def test_what_waits_behind_many_facts_of_other_kinds_is_read_in_the_same_drain(heard: dict[str, list[int]]) -> None:
    append_likes(2 * FACTS_PER_LOOK)
    late = append_fact("mission.completed")
    drain_readers()
    assert heard["second"] == [late]


@pytest.mark.fault
def test_a_fact_that_a_slower_transaction_writes_is_not_passed(
    app: Application, heard: dict[str, list[int]], elsewhere: Connection
) -> None:
    slow = elsewhere.execute(text(WRITE)).scalar_one()
    append_likes(2 * FACTS_PER_LOOK)
    drain_readers()
    assert pass_over(readers_of(app)) == set()
    assert read_positions("second") == [(0, 0)] * SHARDS
    elsewhere.commit()
    drain_readers()
    assert heard["second"] == [slow]


@pytest.mark.fault
def test_a_position_that_another_worker_has_locked_is_left_to_it(
    app: Application, heard: dict[str, list[int]], elsewhere: Connection
) -> None:
    append_likes(FACTS_PER_LOOK)
    elsewhere.execute(text("select 1 from position where reader = 'second' and shard = 0 for update"))
    assert pass_over(readers_of(app)) == {"first"}
    assert read_positions("second")[0] == (0, 0)
    assert read_positions("third")[0] > (0, 0)
    elsewhere.rollback()
    assert pass_over(readers_of(app)) == {"first"}
    assert read_positions("second")[0] > (0, 0)


def test_a_position_before_an_awaited_fact_stays(app: Application, heard: dict[str, list[int]]) -> None:
    append_likes(FACTS_PER_LOOK)
    append_fact("mission.completed")
    assert pass_over(readers_of(app)) == {"first", "second"}
    assert read_positions("second")[0] == (0, 0)


def test_a_reader_that_was_rewound_has_read_again_once_it_passed_the_rest(
    app: Application, heard: dict[str, list[int]]
) -> None:
    reader = next(reader for reader in readers_of(app) if reader.name == "second")
    append_likes(FACTS_PER_LOOK)
    with transaction():
        rewind_reader(reader)
    drain_readers()
    with transaction():
        again = session().scalars(text("select is_read_again from position where reader = 'second'"))
        assert list(again) == [False] * SHARDS


@given(
    happened=st.lists(
        st.tuples(st.integers(0, SHARDS - 1), st.sampled_from(("post.liked", "post.created"))), max_size=12
    ),
    places=st.lists(st.integers(0, 12), min_size=3 * SHARDS, max_size=3 * SHARDS),
    most=st.integers(1, 4),
)
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_look_agrees_with_a_count_of_what_waits_for_each_reader(
    app: Application,
    heard: dict[str, list[int]],
    monkeypatch: pytest.MonkeyPatch,
    happened: list[tuple[int, str]],
    places: list[int],
    most: int,
) -> None:
    """The count looks at each position by itself; the look reads once what several readers have before them."""
    readers = readers_of(app)
    monkeypatch.setattr(queries, "FACTS_PER_LOOK", most)
    with transaction():
        session().execute(text("truncate fact"))
    written = [(0, 0)]
    for number, (shard, kind) in enumerate(happened):
        append_fact(kind, SHARDS + shard, key=str(number))
    with transaction():
        written += [(tx, number) for tx, number in session().execute(text("select tx, id from fact order by tx, id"))]
        for place, (name, shard) in zip(places, ((n, s) for n in WAITS_FOR for s in range(SHARDS)), strict=True):
            tx, fact_id = written[min(place, len(written) - 1)]
            position = update(Position).where(Position.reader == name, Position.shard == shard)
            session().execute(position.values(tx=tx, fact_id=fact_id))
        behind = queries.count_waiting_facts_by_reader(readers, most)
        acts, passes = queries.split_reader_names_to_drain(readers)
    assert acts == {name for name, backlog in behind.items() if backlog.count}
    assert acts | passes == {name for name, backlog in behind.items() if backlog.count or backlog.is_more}
    pass_over([reader for reader in readers if reader.name in passes])
    for reader in readers:
        drain_reader(reader)
    with transaction():
        assert queries.list_reader_names_to_drain(readers) == set()


def test_a_batch_names_its_facts_of_some_kinds_and_all_where_kinds_were_not_read(app: Application) -> None:
    batches: list[Batch] = []
    reader = Reader("witness", frozenset({"post.created", "post.liked", "answer.created"}), batches.append)
    with transaction():
        create_or_restart_reader_positions([reader])
    facts = [append_fact(kind) for kind in ("post.liked", "post.created", "answer.created")]
    drain_reader(reader)
    (batch,) = batches
    assert batch.list_ids_of_kinds("post.created", "answer.created", "mission.ended") == facts[1:]
    assert batch.list_ids_of_kinds("mission.ended") == []
    assert Batch(batch.ids).list_ids_of_kinds("post.created") == facts
