"""Takes what a network sends: proven, cut into items, kept together in one row, and answered at once in the form it expects."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from msgspec import Raw, json
from sqlalchemy import update

from app.intake.activities import MAX_NAME_LENGTH
from app.intake.inbox import queries
from app.intake.inbox.queries import ReceivingSource
from app.intake.inbox.service.remember import StoredMemory
from app.intake.inbox.statements import KEEP_BATCH
from app.intake.inbox_kind import InboxKind, NativeItem
from app.intake.models import Source
from app.intake.request_body import MAX_ITEM_BYTES, MAX_ITEMS
from app.intake.source import ConnectedSource, HookResponse, RawRequest, SourceNotProven
from app.kernel import clock
from app.kernel.database import run_driver_statement, session
from app.kernel.errors import NotFound, TooLarge, Unavailable
from app.kernel.jobs import enqueue_job_after_commit

BATCH = 500
"""How many items are kept in one row at most, and are read in one transaction."""

HEARD_AGAIN_AFTER = timedelta(seconds=10)
"""A source is marked as heard no more often than that: its row is not written for each request."""

RETRY_AFTER = 60
"""Seconds after which a network may come again with what did not fit."""


class InboxFull(Unavailable):
    """Too many items of this source wait: nothing of the request is kept."""


def receive_request(
    kind: InboxKind, row: ReceivingSource, source: ConnectedSource, request: RawRequest
) -> HookResponse:
    """Keep the items of a request, whole or not at all, and acknowledge it; the same request again changes nothing.

    Raises SourceNotProven before anything is read, and InboxFull where too much waits already.
    """
    greeting = _answer_or_prove(kind, source, request)
    if greeting is not None:
        return greeting
    if kind.cut is None:
        raise NotFound("This network is polled: it sends nothing here.")
    memory = StoredMemory(row.id)
    items = kind.cut(source, request, memory)
    if len(items) > MAX_ITEMS:
        raise TooLarge(f"{len(items)} items in one request: {MAX_ITEMS} at most, send them in several.")
    mark_as_heard(row)
    keep_items(row, items)
    memory.store_changes()
    return kind.acknowledge(source, request)


def _answer_or_prove(kind: InboxKind, source: ConnectedSource, request: RawRequest) -> HookResponse | None:
    """The answer to a greeting; None once the request is proven, by the secret of the source or the one before. SourceNotProven."""
    if source.earlier_secret:
        with suppress(SourceNotProven):
            return _answer_or_prove(kind, replace(source, secret=source.earlier_secret, earlier_secret=""), request)
    greeting = kind.answer_challenge(source, request)
    if greeting is None:
        kind.authenticate(source, request)
    return greeting


def keep_items(source: ReceivingSource, items: Sequence[NativeItem]) -> None:
    """Keep items that wait to be read, and let a worker know; InboxFull where too much waits already.

    A page of a network that is polled is kept whole, however many items it has: nobody could ask for less of it.
    """
    if items and not queries.has_room_for_items(source, len(items)):
        raise InboxFull("Too much waits to be read: send this again later.", retry_after=RETRY_AFTER)
    now = clock.now()
    for start in range(0, len(items), BATCH):
        _keep_batch(source.id, items[start : start + BATCH], now)
    if items and source.paused_at is None:
        enqueue_reading(source.id)


def mark_as_heard(source: ReceivingSource) -> None:
    """The network sent something, or answered: a call of ours that failed is no sign of its life."""
    now = clock.now()
    if source.heard_at is None or source.heard_at < now - HEARD_AGAIN_AFTER:
        session().execute(update(Source).where(Source.id == source.id).values(heard_at=now))


def _keep_batch(source_id: int, items: Sequence[NativeItem], now: datetime) -> None:
    pairs = [(_build_native_key(item), _encode_content(item)) for item in items]
    batch = {"source_id": source_id, "items": json.encode(pairs), "count": len(pairs), "now": now}
    run_driver_statement(KEEP_BATCH, batch)


def enqueue_reading(source_id: int) -> None:
    """Let a worker read what waits of a source, once however often it is asked for."""
    enqueue_job_after_commit("intake.read", source_id, once=f"intake.read:{source_id}")


def _build_native_key(item: NativeItem) -> str:
    """The id itself, or a digest of one that a database or an index does not carry."""
    if "\x00" in item.native_id or len(item.native_id) > MAX_NAME_LENGTH:
        return "sha256:" + sha256(item.native_id.encode()).hexdigest()
    return item.native_id


def _encode_content(item: NativeItem) -> Raw | None:
    """The content as it is kept; None for one that is too large, or nested too deep to be written."""
    try:
        content = json.encode(item.content)
    except RecursionError:
        return None
    return Raw(content) if len(content) <= MAX_ITEM_BYTES else None
