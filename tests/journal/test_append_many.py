"""Many facts are written by COPY, and like a few: each once for ever, in the order of their names, whoever writes beside."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import psycopg
import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DataError

from app.journal.models import Fact
from app.journal.service import COPIED_FROM, NewFact, append_facts
from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.transaction import transaction
from tests.journal.test_append import a_fact, count_facts
from tests.makers import MONDAY, tell
from tests.waiting import comes_true

KEYS = [f"k{number:03}" for number in range(COPIED_FROM)]
ODD = "tab\t, line\n, return\r, backslash \\N \\. and « quotes \" ' »"
WRITE = text("insert into fact (kind, occurred_at, source, source_key) values ('post.created', now(), 'rse', :key)")
BLOCKED = text("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")


def tell_all(keys: Sequence[str]) -> list[int | None]:
    return tell(*(a_fact(key) for key in keys))


def test_many_facts_are_written_once_and_in_the_order_of_their_names(app: Application) -> None:
    ids = tell_all(KEYS[::-1])
    assert ids == sorted((fact_id for fact_id in ids if fact_id is not None), reverse=True)
    assert tell_all(KEYS) == [None] * COPIED_FROM
    assert count_facts() == COPIED_FROM


def test_what_is_there_and_what_is_doubled_is_left_out_of_many(app: Application) -> None:
    tell(a_fact(KEYS[3]))
    ids = tell_all([*KEYS, KEYS[5], "a"])
    assert [place for place, fact_id in enumerate(ids) if fact_id is None] == [3, COPIED_FROM]
    assert ids[-1] is not None
    assert ids[0] is not None
    assert ids[-1] < ids[0]
    assert count_facts() == COPIED_FROM + 1


def test_what_many_facts_say_is_kept_as_it_is(app: Application) -> None:
    full = NewFact(
        kind="answer.created", source=ODD, source_key=ODD, occurred_at=MONDAY, actor_id=7, counterpart_id=8,
        object=ODD, community="", undoes=ODD, body={ODD: [ODD, None, 1.5]},
    )  # fmt: skip
    (fact_id, *_) = tell(full, *(a_fact(key) for key in KEYS))
    with transaction():
        fact = session().scalars(select(Fact).where(Fact.id == fact_id)).one()
        names = ("kind", "source", "source_key", "actor_id", "counterpart_id", "object", "community", "undoes", "body")
        assert [getattr(fact, name) for name in names] == [getattr(full, name) for name in names]
        assert (fact.occurred_at, fact.shard) == (MONDAY, 3)
        assert fact.tx > 0


@pytest.mark.fault
@pytest.mark.parametrize("is_kept", [True, False])
def test_many_facts_of_which_another_is_writing_some_wait_for_it(app: Application, *, is_kept: bool) -> None:
    ids: list[int | None] = []

    def append_beside() -> None:
        with app.app_context():
            ids.extend(tell_all(KEYS))

    with db.engine.connect() as other:
        other.execute(WRITE, [{"key": KEYS[2]}, {"key": KEYS[7]}])
        writer = threading.Thread(target=append_beside)
        writer.start()
        assert comes_true(lambda: _count_blocked() == 1)
        _end(other, is_kept=is_kept)
    writer.join()
    assert [place for place, fact_id in enumerate(ids) if fact_id is None] == ([2, 7] if is_kept else [])
    assert count_facts() == COPIED_FROM


def test_many_facts_that_cannot_be_written_fail_as_a_statement_does(app: Application) -> None:
    with pytest.raises(DataError) as failed, transaction():
        append_facts([*(a_fact(key) for key in KEYS), a_fact("nul\0")])
    assert isinstance(failed.value.orig, psycopg.Error)
    assert count_facts() == 0


def _count_blocked() -> int:
    with db.engine.connect() as connection:
        return int(connection.execute(BLOCKED).scalar_one())


def _end(connection: Connection, *, is_kept: bool) -> None:
    if is_kept:
        connection.commit()
    else:
        connection.rollback()
