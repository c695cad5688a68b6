"""Connections that the database ended: those at rest are renewed unnoticed, the one in use costs one answer and heals."""

from __future__ import annotations

import time

import psycopg
import pytest
from sqlalchemy import text

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.pool import REST_LIMIT
from app.kernel.settings import Settings
from app.kernel.transaction import transaction

COUNT_PREPARED = "select count(*) from pg_prepared_statements"
END_ALL = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"


def end_every_connection(settings: Settings) -> None:
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        connection.execute(END_ALL)


@pytest.mark.fault
def test_whoever_comes_after_a_pause_never_notices_that_connections_were_ended(
    bare_app: Application, settings: Settings
) -> None:
    client = bare_app.test_client()
    assert client.get("/readyz").status_code == 200
    end_every_connection(settings)
    time.sleep(REST_LIMIT + 0.1)
    assert client.get("/readyz").status_code == 200


@pytest.mark.fault
def test_a_connection_ended_a_moment_ago_costs_one_answer_at_most(bare_app: Application, settings: Settings) -> None:
    client = bare_app.test_client()
    assert client.get("/readyz").status_code == 200
    end_every_connection(settings)
    first, second = (client.get("/readyz").status_code for _ in range(2))
    assert first in (200, 503), "On a machine so slow that the connection has rested, it is renewed unnoticed."
    assert second == 200


@pytest.mark.usefixtures("app")
def test_what_a_connection_prepared_is_still_prepared_after_a_rest() -> None:
    """A rollback would have psycopg forget it, and every statement planned anew."""

    def count_prepared() -> int:
        with transaction():
            return int(session().scalar(text(COUNT_PREPARED)) or 0)

    before = [count_prepared() for _ in range(8)][-1]
    time.sleep(REST_LIMIT + 0.1)
    assert count_prepared() == before > 0
