"""A process that is killed before its first row in a table, with everything that it wrote before still open."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from sqlalchemy import text

from app.kernel.database import session
from app.kernel.transaction import transaction
from tests.faults.commands import Work, running_work, wait_for_exit
from tests.faults.test_kills import wait_for
from tests.private_engines import PrivateEngines

WAITING = "select count(*) from pg_locks where not granted"


def kill_writer(work: Work, table: str, engines: PrivateEngines, variables: Mapping[str, str]) -> None:
    """Let a process of its own do this work, and kill it when it is about to write into the table."""
    with psycopg.connect(engines.database_url) as lock:
        lock.execute(f"lock table {table} in share mode")
        with running_work(work, variables) as process:
            wait_for(_does_somebody_wait)
            process.kill()
            assert wait_for_exit(process, 60) == -9


def _does_somebody_wait() -> bool:
    with transaction():
        return bool(session().scalar(text(WAITING)))
