"""One job drains every reader in turn: nobody waits for a reader that fails, nor for one that another worker is at."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, text

from app.journal.drain import create_or_restart_reader_positions, drain_reader
from app.journal.jobs import drain_readers
from app.journal.models import SHARDS
from app.journal.queries import FACTS_PER_LOOK, Backlog, count_waiting_facts_by_reader, list_reader_names_to_drain
from app.journal.reader import Batch, Reader
from app.journal.rebuild import rewind_reader
from app.journal.registry import register_readers, sort_readers_by_dependency
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.jobs import QUEUE, redis_connection
from app.kernel.transaction import transaction
from tests.makers import MONDAY, tell

POSTS = frozenset({"post.created"})


def ignore_batch(_: Batch) -> None:
    """Hear, and do nothing."""


def a_reader(
    name: str, *waits_for: str, emits: tuple[str, ...] = (), handle: Callable[[Batch], None] = ignore_batch
) -> Reader:
    return Reader(name, frozenset(waits_for), handle, emits=frozenset(emits))


def append_posts(*actors: int, key: str = "p") -> list[int | None]:
    return tell(
        *(
            NewFact(kind="post.created", source="rse", source_key=f"{key}-{actor}", occurred_at=MONDAY, actor_id=actor)
            for actor in actors
        )
    )


def names_to_drain(*readers: Reader) -> set[str]:
    with transaction():
        return list_reader_names_to_drain(readers)


@pytest.fixture
def elsewhere(app: Application) -> Iterator[Connection]:
    """Another worker's connection."""
    with db.engine.connect() as connection:
        yield connection


def test_readers_are_drained_after_those_whose_facts_they_wait_for() -> None:
    boards = a_reader("boards", "points.credited")
    points = a_reader("points", "post.created", "mission.completed", "badge.awarded", emits=("points.credited",))
    badges = a_reader("badges", "mission.completed", emits=("badge.awarded",))
    missions = a_reader("missions", "post.created", emits=("mission.completed",))
    names = [reader.name for reader in sort_readers_by_dependency([boards, points, badges, missions])]
    assert names == ["missions", "badges", "points", "boards"]


def test_readers_that_feed_each_other_are_all_drained() -> None:
    first, second = a_reader("first", "a", emits=("b",)), a_reader("second", "b", emits=("a",))
    assert sort_readers_by_dependency([first, second]) == [first, second]


def test_the_house_hears_missions_before_badges_before_points_before_boards(app: Application) -> None:
    names = list(app.extensions["readers"])
    assert names.index("missions") < names.index("badges") < names.index("points") < names.index("leaderboards")


TABLE_OF_ONE_ROW = (
    "create temp table numbered (number integer primary key)",
    "insert into numbered values (0)",
    "analyze numbered",
)
PLAN_FOR_ONE_ROW = (
    "set local plan_cache_mode = 'force_generic_plan'",
    "prepare by_number (integer) as select number from numbered where number = $1",
    "execute by_number (1)",
    "insert into numbered select generate_series(1, 10000)",
)


def test_plans_are_kept_while_batches_are_acted_on_until_the_journal_has_doubled(app: Application) -> None:
    db.engine.dispose()
    plans, modes = list[str](), list[str]()

    def look(_: Batch) -> None:
        plans.append("".join(session().scalars(text("explain execute by_number (1)"))))
        modes.append(session().scalars(text("show plan_cache_mode")).one())

    reader = a_reader("looks", *POSTS, handle=look)
    for statements in (TABLE_OF_ONE_ROW, PLAN_FOR_ONE_ROW):
        with transaction():
            for statement in statements:
                session().execute(text(statement))
    for batch in range(3):
        append_posts(*range(100), key=f"{batch}")
        drain_reader(reader)
    with transaction():
        modes.append(session().scalars(text("show plan_cache_mode")).one())
    db.engine.dispose()
    assert ["Seq Scan" in plan for plan in plans] == [True, True, False]
    assert modes == ["force_generic_plan"] * 3 + ["auto"]


def test_whatever_a_batch_sets_off_is_asked_for_once(app: Application) -> None:
    append_posts(*range(20))
    append_posts(*range(20), key="more")
    assert redis_connection().llen(f"rq:queue:{QUEUE}") == 1


def test_a_reader_that_fails_stops_no_other_and_only_its_own_shard(app: Application) -> None:
    heard: list[int] = []
    saved: list[int] = []

    def stumble(batch: Batch) -> None:
        if facts[1] in batch.ids:
            raise RuntimeError("One fact is too much.")
        saved.extend(batch.ids)

    register_readers(
        app,
        [
            a_reader("stumbles", *POSTS, handle=stumble),
            a_reader("hears", *POSTS, handle=lambda batch: heard.extend(batch.ids)),
        ],
    )
    facts = append_posts(*range(SHARDS))
    with pytest.raises(ExceptionGroup, match="stumbles"):
        drain_readers()
    assert heard == facts
    assert sorted(saved) == [fact for place, fact in enumerate(facts) if place != 1]
    assert names_to_drain(*app.extensions["readers"].values()) == {"stumbles"}


@pytest.mark.fault
def test_what_another_worker_is_at_is_left_to_it_and_the_rest_is_done(app: Application, elsewhere: Connection) -> None:
    heard: list[int] = []
    reader = a_reader("hears", *POSTS, handle=lambda batch: heard.extend(batch.ids))
    with transaction():
        create_or_restart_reader_positions([reader])
    facts = append_posts(*range(SHARDS))
    elsewhere.execute(text("select 1 from position where reader = 'hears' and shard = 2 for update"))
    assert drain_reader(reader) == SHARDS - 1
    elsewhere.rollback()
    assert names_to_drain(reader) == {"hears"}
    assert drain_reader(reader) == 1
    assert sorted(heard) == facts


@pytest.mark.fault
def test_facts_held_back_by_a_slow_writer_are_waited_for_a_little_then_left_to_the_sweep(
    app: Application, elsewhere: Connection
) -> None:
    heard: list[int] = []
    register_readers(app, [a_reader("hears", *POSTS, handle=lambda batch: heard.extend(batch.ids))])
    elsewhere.execute(text("create table something (that integer)"))
    facts = append_posts(0)
    drain_readers()
    assert heard == []
    elsewhere.rollback()
    drain_readers()
    assert heard == facts


def test_a_position_is_moved_past_facts_of_other_kinds_once_a_look_would_read_many(app: Application) -> None:
    reader = a_reader("hears", "mission.completed")
    with transaction():
        create_or_restart_reader_positions([reader])
    append_posts(*(SHARDS * number for number in range(FACTS_PER_LOOK - 1)))
    assert names_to_drain(reader) == set()
    append_posts(0, key="last")
    assert names_to_drain(reader) == {"hears"}
    assert drain_reader(reader) == 0
    assert names_to_drain(reader) == set()


def test_facts_read_after_a_rewind_are_said_to_be_read_again_until_the_end_is_reached(app: Application) -> None:
    batches: list[tuple[int, bool]] = []
    reader = Reader("hears", POSTS, lambda batch: batches.append((len(batch.ids), batch.is_read_again)), size=2)
    append_posts(*(SHARDS * number for number in range(3)))
    drain_reader(reader, 0)
    with transaction():
        rewind_reader(reader)
    drain_reader(reader, 0)
    append_posts(0, key="last")
    drain_reader(reader, 0)
    assert batches == [(2, False), (1, False), (2, True), (1, True), (1, False)]


def test_how_far_a_reader_is_behind_is_counted_up_to_a_bound(app: Application) -> None:
    reader = a_reader("hears", *POSTS)
    with transaction():
        create_or_restart_reader_positions([reader])
    append_posts(*(SHARDS * number for number in range(5)))
    with transaction():
        assert count_waiting_facts_by_reader([reader])["hears"] == Backlog(5, is_more=False)
        assert count_waiting_facts_by_reader([reader], most=3)["hears"] == Backlog(3, is_more=True)
