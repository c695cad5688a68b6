"""The journal's jobs: drain every reader that has facts waiting, and repeat wake-ups that were lost."""

from __future__ import annotations

import time

from app.journal import queries, service
from app.journal.affected.queries import AffectedFacts
from app.journal.drain import EVERY_SHARD, create_or_restart_reader_positions, drain_reader
from app.journal.passing.service import pass_over_facts_of_other_kinds
from app.journal.reader import Reader
from app.journal.registry import readers_by_name
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction

TURN_SECONDS = 2.0
"""Seconds after which a long journal lets other work of the same worker go first."""

PAUSES_IN_SECONDS = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Seconds to wait for a slower transaction or another worker that holds back facts, before leaving them to the sweep."""


@mark_as_job("journal.drain")
def drain_readers() -> None:
    """Act on what waits, each reader after those whose facts it waits for, until nothing does.

    A reader that fails keeps its position and stops no other; its failure is raised at the end.
    """
    affected = AffectedFacts()
    ends, pauses, failures = time.monotonic() + TURN_SECONDS, iter(PAUSES_IN_SECONDS), dict[str, Exception]()
    while time.monotonic() < ends:
        waiting = [reader for reader in _list_waiting_readers() if reader.name not in failures]
        if not waiting:
            break
        if sum(_drain_reader_collecting_failures(reader, affected, failures) for reader in waiting):
            pauses = iter(PAUSES_IN_SECONDS)
        elif (pause := next(pauses, None)) is not None:
            time.sleep(pause)
        else:
            break
    else:
        with transaction():
            service.enqueue_drain_job()
    if failures:
        raise ExceptionGroup(f"Readers failed: {', '.join(failures)}", list(failures.values()))


def _list_waiting_readers() -> list[Reader]:
    """The readers that have to act; the others are moved past the facts of other kinds that are before them, all at once."""
    readers = readers_by_name().values()
    with transaction():
        names, others = queries.split_reader_names_to_drain(readers)
        names |= pass_over_facts_of_other_kinds([reader for reader in readers if reader.name in others])
    return [reader for reader in readers if reader.name in names]


def _drain_reader_collecting_failures(reader: Reader, affected: AffectedFacts, failures: dict[str, Exception]) -> int:
    """How many facts were acted on. A batch that fails is tried again shard by shard, for the others to go on."""
    try:
        return drain_reader(reader, affected=affected)
    except Exception:  # noqa: BLE001 - any failure of a reader; it is raised below, if it lasts
        return sum(_drain_shard_collecting_failure(reader, shard, failures) for shard in EVERY_SHARD)


def _drain_shard_collecting_failure(reader: Reader, shard: int, failures: dict[str, Exception]) -> int:
    try:
        return drain_reader(reader, shard)
    except Exception as failure:  # noqa: BLE001 - raised again once the others are drained
        failures[reader.name] = failure
        return 0


@mark_as_job("journal.sweep")
def enqueue_drain_of_waiting_facts() -> None:
    """Ask again where facts wait: a lost wake-up costs seconds, never a fact."""
    with transaction():
        create_or_restart_reader_positions(list(readers_by_name().values()))
        if queries.list_reader_names_to_drain(readers_by_name().values()):
            service.enqueue_drain_job()
