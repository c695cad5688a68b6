"""The jobs of the inbox: read what waits of one source, ask again where something waits, and forget what is old."""

from __future__ import annotations

import time

from app.intake.accounts.service import count_acts_of_accounts_that_became_known, delete_old_acts_and_accounts
from app.intake.inbox import queries
from app.intake.inbox.service.forget import delete_old_items
from app.intake.inbox.service.read import read_next_items
from app.intake.inbox.service.receive import enqueue_reading
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction

TURN_SECONDS = 2.0
"""Seconds after which a source with more to read lets other work of the same worker go first."""


@mark_as_job("intake.read")
def read_items_of_source(source_id: int) -> None:
    """Read what waits of one source, a batch in a transaction. A worker that is killed has read a batch whole, or nothing of it."""
    ends = time.monotonic() + TURN_SECONDS
    while time.monotonic() < ends:
        with transaction():
            count = read_next_items(source_id)
        if count == 0:
            return
    with transaction():
        enqueue_reading(source_id)


@mark_as_job("intake.sweep")
def enqueue_reading_of_waiting_items() -> None:
    """Ask again where items wait: a lost job costs seconds, never an item."""
    with transaction():
        for source_id in queries.list_ids_of_waiting_sources():
            enqueue_reading(source_id)


@mark_as_job("intake.forget")
def forget_old_items() -> None:
    """Delete what was read seven days ago, and what unknown accounts did before; what became known meanwhile counts first."""
    with transaction():
        count_acts_of_accounts_that_became_known()
    is_more_left = True
    while is_more_left:
        with transaction():
            is_more_left = delete_old_items() | delete_old_acts_and_accounts()
