"""Waits until another transaction stands before a lock, so that a race is the same each time."""

from __future__ import annotations

from sqlalchemy import text

from app.kernel.database import session
from tests.waiting import comes_true

BLOCKED = text("select count(*) from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))")
"""Locks are read anew each time; the list of activities would be the same until the transaction ends."""


def another_waits_for_this_transaction(within: float = 10) -> bool:
    """Whether, within so many seconds, another transaction waits for a lock of this one."""
    return comes_true(lambda: (session().scalar(BLOCKED) or 0) > 0, within=within)
