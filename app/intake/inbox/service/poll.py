"""Asks networks that are polled: a call is claimed, its page is kept with the cursors, and what failed is called again when due."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import update

from app.intake.inbox import queries
from app.intake.inbox.service.receive import InboxFull, keep_items, mark_as_heard
from app.intake.inbox.service.remember import StoredMemory
from app.intake.inbox_kind import InboxKind, NetworkAnswer, NetworkClient, PolledItems
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
    """What one call found, or why it failed. A kind that has nothing to call for does not hear the network."""

    polled: PolledItems = field(default_factory=PolledItems)
    failure: str = ""
    is_heard: bool = False


@dataclass
class _ListeningClient:
    """Speaks to the network, and notes that it answered."""

    client: NetworkClient
    is_answered: bool = False

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        answer = self.client.send_request(method, url, headers=headers, body=body)
        self.is_answered = True
        return answer


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
    listening = _ListeningClient(client)
    try:
        polled = claimed.kind.poll(claimed.source, memory, listening)
        return PollResult(polled, is_heard=listening.is_answered)
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
    source = queries.get_receiving_source(row.name)
    if result.is_heard:
        mark_as_heard(source)
    try:
        keep_items(source, result.polled.items)
    except InboxFull as full:
        result = replace(result, failure=str(full.detail))
    row.poll_failure = result.failure or result.polled.failure
    if result.failure:
        return False
    memory.set(queries.PROGRESS, {"text": result.polled.progress} if result.polled.progress else None)
    memory.store_changes()
    return result.polled.has_more
