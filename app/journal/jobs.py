"""The journal's work for RQ: drain one shard for one reader, and sweep up what no wake-up reached."""

from __future__ import annotations

import time

from app.journal import queries, service
from app.journal.drain import drain, ensure_positions
from app.journal.registry import all_readers, reader_called
from app.kernel.jobs import job
from app.kernel.transaction import transaction

PATIENCE = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2)
"""Seconds to wait for a slower transaction that holds back facts already committed, before leaving them to the sweep."""


@job("journal.drain")
def drain_shard(name: str, shard: int) -> None:
    """Act on what waits for a reader in one shard of people."""
    reader = reader_called(name)
    for pause in PATIENCE:
        time.sleep(pause)
        drain(reader, shard)
        with transaction():
            if shard not in queries.facts_waiting(reader):
                return


@job("journal.sweep")
def sweep() -> None:
    """Wake every reader that has facts waiting: a lost wake-up costs seconds, never a fact."""
    with transaction():
        readers = list(all_readers().values())
        ensure_positions(readers)
        for reader in readers:
            service.ask_to_drain(reader, queries.facts_waiting(reader))
