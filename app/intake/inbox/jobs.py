"""The jobs of the inbox: read what waits of one source, ask again where something waits, and forget what is old."""

from __future__ import annotations

import time
from collections.abc import Sequence

from app.intake.accounts.service import count_acts_of_accounts_that_became_known, delete_old_acts_and_accounts
from app.intake.inbox import queries
from app.intake.inbox.service import poll
from app.intake.inbox.service.forget import delete_old_items, delete_old_memory
from app.intake.inbox.service.read import read_next_items
from app.intake.inbox.service.receive import enqueue_reading
from app.intake.inbox.service.remember import MemoryReader, StoredMemory
from app.intake.inbox_kind import NETWORK_CLIENT, NetworkClient
from app.kernel import clock
from app.kernel.application import get_extension
from app.kernel.jobs import SENDING_QUEUE, mark_as_job
from app.kernel.schema import JsonObject
from app.kernel.transaction import transaction

POLL_SECONDS = 60.0
"""Seconds after which a source with more to fetch lets another one go first; the rest is fetched at the next look."""

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


@mark_as_job("intake.poll", SENDING_QUEUE)
def poll_source(source_id: int) -> None:
    """Fetch what a network has, page by page. No transaction is open while it answers: each page is kept in one of its own."""
    ends, has_more = time.monotonic() + POLL_SECONDS, True
    with transaction():
        claimed = poll.claim_poll(source_id)
    client: NetworkClient = get_extension(NETWORK_CLIENT)
    while claimed is not None and has_more and time.monotonic() < ends:
        memory = StoredMemory(source_id, _READER)
        result = poll.call_network(claimed, memory, client)
        with transaction():
            has_more = poll.keep_polled_items(claimed, memory, result)
    if claimed is not None and has_more:
        with transaction():
            poll.poll_soon(source_id)


def _find_value_in_own_transaction(source_id: int, key: str) -> JsonObject | None:
    with transaction():
        return queries.find_memory_value(source_id, key)


def _list_keys_in_own_transaction(source_id: int, prefix: str) -> Sequence[str]:
    with transaction():
        return queries.list_memory_keys(source_id, prefix)


_READER = MemoryReader(_find_value_in_own_transaction, _list_keys_in_own_transaction)


@mark_as_job("intake.sweep")
def enqueue_reading_and_polling() -> None:
    """Ask again where items wait, and for the calls that are due: a lost job costs seconds, never an item."""
    with transaction():
        for source_id in queries.list_ids_of_waiting_sources():
            enqueue_reading(source_id)
        for source_id in queries.list_ids_of_sources_to_poll(clock.now()):
            poll.enqueue_polling(source_id)


@mark_as_job("intake.forget")
def forget_old_items() -> None:
    """Delete what was read seven days ago, and what unknown accounts did before; what became known meanwhile counts first."""
    with transaction():
        count_acts_of_accounts_that_became_known()
    is_more_left = True
    while is_more_left:
        with transaction():
            is_more_left = delete_old_items() | delete_old_memory() | delete_old_acts_and_accounts()
