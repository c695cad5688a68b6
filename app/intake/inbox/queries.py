"""Every read of the inbox: what waits, what was read lately, and what a kind remembers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from msgspec import json
from sqlalchemy import func, select

from app.intake.inbox.models import InboxBatch, InboxItem, SourceMemoryEntry
from app.intake.inbox.statements import MEMORY_VALUE, RECEIVING_SOURCE, WAITING_BATCHES, WAITING_SOURCES
from app.intake.models import Source
from app.intake.queries import SourceNotFound
from app.kernel.database import run_driver_statement, session
from app.kernel.schema import JsonObject

INBOX_LIMIT = 50_000
"""How many items of one source may wait; its network is asked to come again later where they do."""

SHOWN_ITEMS = 100
"""How many of the latest items of a source are shown."""


PROGRESS = "progress"
"""The key under which the memory of a source keeps how far its first import has come."""


@dataclass(frozen=True)
class InboxState:
    """The inbox of a source as IT sees it: how many items wait, and the latest that were read, the newest first.

    `progress` says how far a first import has come; it is empty when none is under way.
    """

    waiting: int
    latest: Sequence[InboxItem]
    progress: str


class ReceivingSource(NamedTuple):
    """A source as a request finds it: its row, and how many of its items wait at most."""

    id: int
    name: str
    kind: str
    secret_key: str | None
    secret: bytes | None
    earlier_secret_key: str | None
    earlier_secret: bytes | None
    earlier_secret_until: datetime | None
    options: JsonObject
    heard_at: datetime | None
    paused_at: datetime | None
    most_waiting: int


class WaitingItem(NamedTuple):
    """An item that waits: its content is None where it was too large to be kept."""

    native_id: str
    content: JsonObject | None
    received_at: datetime


@dataclass(frozen=True)
class WaitingBatch:
    """What came in together, and the id of its row."""

    row_id: int
    items: Sequence[WaitingItem]


def get_receiving_source(name: str) -> ReceivingSource:
    """The source of that name, by one statement; SourceNotFound when there is none."""
    row = run_driver_statement(RECEIVING_SOURCE, {"name": name}).first()
    if row is None:
        raise SourceNotFound("No network is connected under this name.")
    return ReceivingSource._make(row)


def find_source_to_read(source_id: int) -> Source | None:
    """The source of that id unless it is paused, or disconnected meanwhile. Until the end of the transaction nobody disconnects it."""
    readable = select(Source).where(Source.id == source_id, Source.paused_at.is_(None))
    return session().scalar(readable.with_for_update(read=True, key_share=True))


def list_waiting_batches(source_id: int, most: int) -> list[WaitingBatch]:
    """The oldest batches that wait, in the order in which they came: `most` items together, or one larger batch."""
    rows = session().execute(WAITING_BATCHES, {"source_id": source_id, "most": most})
    return [WaitingBatch(row.id, _decode_items(row.items, row.received_at)) for row in rows]


def _decode_items(items: bytes, received_at: datetime) -> list[WaitingItem]:
    return [WaitingItem(*pair, received_at) for pair in json.decode(items, type=list[tuple[str, JsonObject | None]])]


def list_native_ids_read(source_id: int, native_ids: Collection[str]) -> Collection[str]:
    """Those of the ids under which an item was read already."""
    read = select(InboxItem.native_id).where(InboxItem.source_id == source_id, InboxItem.native_id.in_(native_ids))
    return set(session().scalars(read))


def list_ids_of_waiting_sources() -> Sequence[int]:
    """The sources with items that wait, but for those that are paused."""
    return session().scalars(WAITING_SOURCES).all()


def list_ids_of_sources_to_poll(now: datetime) -> Sequence[int]:
    """The sources whose next call is due, but for those that are paused."""
    return session().scalars(select(Source.id).where(Source.poll_due_at <= now, Source.paused_at.is_(None))).all()


def count_waiting_items(source_id: int) -> int:
    """How many items of a source wait."""
    counted = select(func.coalesce(func.sum(InboxBatch.item_count), 0)).where(InboxBatch.source_id == source_id)
    return int(session().scalar(counted) or 0)


def has_room_for_items(source: ReceivingSource, number: int) -> bool:
    """Whether so many items more may wait. They are counted only where they could be too many."""
    return source.most_waiting + number <= INBOX_LIMIT or count_waiting_items(source.id) + number <= INBOX_LIMIT


def read_inbox_state(source_id: int) -> InboxState:
    """What waits of a source, and its latest items."""
    read = select(InboxItem).where(InboxItem.source_id == source_id)
    latest = session().scalars(read.order_by(InboxItem.id.desc()).limit(SHOWN_ITEMS)).all()
    progress = find_memory_value(source_id, PROGRESS) or {"text": ""}
    return InboxState(count_waiting_items(source_id), latest, str(progress["text"]))


def find_memory_value(source_id: int, key: str) -> JsonObject | None:
    """What the kind of a source remembers under a key; None when there is nothing."""
    value = run_driver_statement(MEMORY_VALUE, {"source_id": source_id, "key": key}).scalar()
    return None if value is None else json.decode(value, type=dict[str, object])


def list_memory_keys(source_id: int, prefix: str) -> Sequence[str]:
    """The keys that begin so, in their order."""
    entry = SourceMemoryEntry
    listed = select(entry.key).where(entry.source_id == source_id, entry.key.startswith(prefix, autoescape=True))
    return session().scalars(listed.order_by(entry.key)).all()
