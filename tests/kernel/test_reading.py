"""Reads outside transactions: they see what is committed, and a lost connection, a fault or a fork costs no answer."""

from __future__ import annotations

import os
from threading import Thread

import psycopg
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DataError, OperationalError

from app.kernel import clock
from app.kernel.application import Application, get_extension
from app.kernel.database import db, has_session, session
from app.kernel.reading import EXTENSION, ReadingConnections, find_row, read_rows, read_value, write_for_driver
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.models import EndedSession
from tests.kernel.test_pool import end_every_connection
from tests.waiting import comes_true

COUNT = write_for_driver("select count(*) from ended_session where id = :id")
BACKEND = "select pg_backend_pid()"


def _end_session(name: str) -> None:
    session().execute(insert(EndedSession).values(id=name, ended_at=clock.now()))


def test_a_read_takes_no_session_and_sees_what_is_committed(app: Application) -> None:
    assert read_value(COUNT, {"id": "gone"}) == 0
    assert not has_session()
    with transaction():
        _end_session("gone")
    assert read_value(COUNT, {"id": "gone"}) == 1


def test_a_read_after_a_write_of_the_same_transaction_sees_it(app: Application) -> None:
    with transaction():
        _end_session("written")
        session().add(EndedSession(id="waiting", ended_at=clock.now()))
        assert [read_value(COUNT, {"id": name}) for name in ("written", "waiting")] == [1, 1]
        session().rollback()
    assert read_value(COUNT, {"id": "written"}) == 0


def test_both_ways_give_the_same_rows(app: Application) -> None:
    statement = write_for_driver(
        "select 1 as number, now() - now() as span, to_jsonb(array[:word, '%']) as json, null as none,"
        " '2026-01-02T03:04:05Z'::timestamptz as moment, array[1, 2] as numbers"
    )
    alone = read_rows(statement, {"word": "é"})
    with transaction():
        session().connection()
        assert read_rows(statement, {"word": "é"}) == alone
    assert alone[0]["json"] == ["é", "%"]


def test_without_a_row_there_is_none(app: Application) -> None:
    assert find_row("select 1 where false", {}) is None
    assert read_value("select 1 where false", {}) is None


@pytest.mark.fault
def test_a_read_whose_connection_was_ended_is_made_again(app: Application, settings: Settings) -> None:
    first = read_value(BACKEND, {})
    end_every_connection(settings)
    assert read_value(BACKEND, {}) not in (None, first)


@pytest.mark.fault
def test_a_database_that_is_away_is_an_operational_error(app: Application, settings: Settings) -> None:
    away = ReadingConnections(lambda: psycopg.connect(settings.database_url + "&port=1", autocommit=True))
    with pytest.raises(OperationalError):
        away.read("select 1", {})


def test_a_fault_of_a_statement_leaves_its_connection_in_use(app: Application) -> None:
    before = read_value(BACKEND, {})
    with pytest.raises(DataError):
        read_value("select 1 / 0", {})
    assert read_value(BACKEND, {}) == before


def test_a_statement_that_comes_again_is_prepared_once(app: Application) -> None:
    for _ in range(7):
        read_value(COUNT, {"id": "anybody"})
    prepared = (
        "select count(*) from pg_prepared_statements where statement like 'select count(*) from ended_session %%'"
    )
    assert read_value(prepared, {}) == 1


def test_a_statement_is_planned_once(app: Application) -> None:
    assert read_value("show plan_cache_mode", {}) == "force_generic_plan"


def test_reads_of_two_threads_take_two_connections(app: Application) -> None:
    backends: list[int] = []

    def read() -> None:
        with app.app_context():
            backends.append(read_value("select pg_backend_pid() from pg_sleep(0.3)", {}))

    threads = [Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(backends)) == 2


def test_connections_are_closed_with_the_engine(app: Application, settings: Settings) -> None:
    backend = read_value(BACKEND, {})
    db.engine.dispose()
    with psycopg.connect(settings.database_url, autocommit=True) as other:
        gone = "select not exists (select from pg_stat_activity where pid = %s)"
        assert comes_true(lambda: other.execute(gone, [backend]).fetchone() == (True,))


def test_a_forked_process_reads_on_connections_of_its_own(app: Application) -> None:
    backend = read_value(BACKEND, {})
    child = os.fork()
    if child == 0:
        own = read_value(BACKEND, {})
        get_extension(EXTENSION).close()
        os._exit(0 if own != backend else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert read_value(BACKEND, {}) == backend
