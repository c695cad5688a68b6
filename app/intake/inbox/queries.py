"""Every read of the inbox: what waits, what was read lately, and what a kind remembers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec import json
from sqlalchemy import func, select

from app.intake.inbox.models import InboxItem, SourceMemoryEntry
from app.intake.inbox.statements import WAITING_SOURCES
from app.intake.inbox_kind import NativeItem
from app.intake.models import Source
from app.kernel.database import session
from app.kernel.schema import JsonObject

INBOX_LIMIT = 50_000
"""How many items of one source may wait; its network is asked to come again later where they do."""

SHOWN_ITEMS = 100
"""How many of the latest items of a source are shown."""


PROGRESS = "progress"
"""The key under which the memory of a source keeps how far its first import has come."""


@dataclass(frozen=True)
class InboxState:
    """The inbox of a source as IT sees it: how many items wait, INBOX_LIMIT at most, and the latest that were read, the newest first.

    `progress` says how far a first import has come; it is empty when none is under way.
    """

    waiting: int
    latest: Sequence[InboxItem]
    progress: str


@dataclass(frozen=True)
class WaitingItem:
    """An item of the inbox, and the id of its row."""

    row_id: int
    item: NativeItem


def find_source_to_read(source_id: int) -> Source | None:
    """The source of that id unless it is paused, or disconnected meanwhile."""
    return session().scalar(select(Source).where(Source.id == source_id, Source.paused_at.is_(None)))


def list_waiting_items(source_id: int, most: int) -> list[WaitingItem]:
    """The next items that wait, in the order in which they came."""
    waiting = select(InboxItem.id, InboxItem.native_id, InboxItem.content).where(
        InboxItem.source_id == source_id, InboxItem.read_at.is_(None)
    )
    rows = session().execute(waiting.order_by(InboxItem.id).limit(most))
    return [
        WaitingItem(row.id, NativeItem(row.native_id, json.decode(row.content, type=dict[str, object]))) for row in rows
    ]


def list_ids_of_waiting_sources() -> Sequence[int]:
    """The sources with items that wait, but for those that are paused."""
    return session().scalars(WAITING_SOURCES).all()


def list_ids_of_sources_to_poll(now: datetime) -> Sequence[int]:
    """The sources whose next call is due, but for those that are paused."""
    return session().scalars(select(Source.id).where(Source.poll_due_at <= now, Source.paused_at.is_(None))).all()


def count_waiting_items(source_id: int) -> int:
    """How many items of a source wait; counting ends at INBOX_LIMIT."""
    waiting = select(InboxItem.id).where(InboxItem.source_id == source_id, InboxItem.read_at.is_(None))
    return session().scalar(select(func.count()).select_from(waiting.limit(INBOX_LIMIT).subquery())) or 0


def has_room_for_items(source_id: int, number: int) -> bool:
    """Whether so many items more may wait. They are counted only where the ids given since the oldest that waits could be too many."""
    oldest = select(InboxItem.id).where(InboxItem.source_id == source_id, InboxItem.read_at.is_(None))
    newest = select(func.max(InboxItem.id)).scalar_subquery()
    span = session().scalar(select(newest - oldest.order_by(InboxItem.id).limit(1).scalar_subquery() + 1)) or 0
    return span + number <= INBOX_LIMIT or count_waiting_items(source_id) + number <= INBOX_LIMIT


def read_inbox_state(source_id: int) -> InboxState:
    """What waits of a source, and its latest items."""
    read = select(InboxItem).where(InboxItem.source_id == source_id, InboxItem.read_at.is_not(None))
    latest = session().scalars(read.order_by(InboxItem.id.desc()).limit(SHOWN_ITEMS)).all()
    progress = find_memory_value(source_id, PROGRESS) or {"text": ""}
    return InboxState(count_waiting_items(source_id), latest, str(progress["text"]))


def find_memory_value(source_id: int, key: str) -> JsonObject | None:
    """What the kind of a source remembers under a key; None when there is nothing."""
    entry = session().get(SourceMemoryEntry, (source_id, key))
    return None if entry is None else json.decode(entry.value, type=dict[str, object])


def list_memory_keys(source_id: int, prefix: str) -> Sequence[str]:
    """The keys that begin so, in their order."""
    entry = SourceMemoryEntry
    listed = select(entry.key).where(entry.source_id == source_id, entry.key.startswith(prefix, autoescape=True))
    return session().scalars(listed.order_by(entry.key)).all()
