"""Asks networks that are polled: a call is claimed, its page is kept with the cursors, and what failed is called again when due."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace

from sqlalchemy import update

from app.intake.inbox import queries
from app.intake.inbox.service.receive import InboxFull, keep_items
from app.intake.inbox.service.remember import StoredMemory
from app.intake.inbox_kind import InboxKind, NetworkClient, PolledItems
from app.intake.models import Source
from app.intake.service.connect import unseal_source
from app.intake.source import ConnectedSource, source_kinds_by_name
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import ServiceError, Unavailable
from app.kernel.jobs import enqueue_job_after_commit

log = logging.getLogger(__name__)

FAILED = "Our code for this network failed; the log of the sender says how."


@dataclass(frozen=True)
class ClaimedPoll:
    """A call that this job makes, and nobody else meanwhile."""

    source_id: int
    kind: InboxKind
    source: ConnectedSource


@dataclass(frozen=True)
class PollResult:
    """What one call found, or why it failed."""

    polled: PolledItems = field(default_factory=PolledItems)
    failure: str = ""


def enqueue_polling(source_id: int) -> None:
    """Let a sender ask the network, once however often it is asked for."""
    enqueue_job_after_commit("intake.poll", source_id, once=f"intake.poll:{source_id}")


def poll_soon(source_id: int) -> None:
    """Make the next call to a polled network due now; a network that is not polled stays so."""
    source = session().get(Source, source_id)
    if source is not None and source.poll_due_at is not None:
        source.poll_due_at = clock.now()
        enqueue_polling(source.id)


def claim_poll(source_id: int) -> ClaimedPoll | None:
    """Take the call that is due, and plan the next one; None where none is due, another job took it, or its secret cannot be opened."""
    due = update(Source).where(Source.id == source_id, Source.poll_due_at <= clock.now(), Source.paused_at.is_(None))
    row = session().scalar(due.values(poll_due_at=Source.poll_due_at).returning(Source))
    kind = source_kinds_by_name().get(row.kind) if row else None
    if row is None or not isinstance(kind, InboxKind) or kind.poll is None:
        return None
    row.poll_due_at = clock.now() + kind.poll_every
    try:
        return ClaimedPoll(source_id, kind, replace(unseal_source(row), asked_at=clock.now()))
    except Unavailable as sealed:
        row.poll_failure = str(sealed.detail)
        return None


def call_network(claimed: ClaimedPoll, memory: StoredMemory, client: NetworkClient) -> PollResult:
    """Make one call, outside of any transaction. What it set in the memory is dropped when it fails."""
    assert claimed.kind.poll is not None, "Only a kind that polls is claimed."
    try:
        return PollResult(claimed.kind.poll(claimed.source, memory, client))
    except ServiceError as failed:
        failure = str(failed.detail)
    except Exception:
        log.exception("The kind %s failed to ask the source %s.", claimed.kind.name, claimed.source.name)
        failure = FAILED
    memory.drop_latest_changes()
    return PollResult(failure=failure)


def keep_polled_items(claimed: ClaimedPoll, memory: StoredMemory, result: PollResult) -> bool:
    """Keep what a call found together with its cursors, and whether to call again at once. A full inbox keeps neither."""
    row = session().get(Source, claimed.source_id, with_for_update={"key_share": True})
    if row is None:
        return False
    try:
        keep_items(queries.get_receiving_source(row.name), result.polled.items)
    except InboxFull as full:
        result = replace(result, failure=str(full.detail))
    row.poll_failure = result.failure or result.polled.failure
    if result.failure:
        return False
    memory.set(queries.PROGRESS, {"text": result.polled.progress} if result.polled.progress else None)
    memory.store_changes()
    return result.polled.has_more
