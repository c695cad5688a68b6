"""What a kind remembers of a source: values are read when they are asked for, and kept with what was read by their help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec import json
from sqlalchemy import delete

from app.intake.inbox import queries
from app.intake.inbox.models import SourceMemoryEntry
from app.intake.inbox.statements import KEEP_MEMORY
from app.kernel import clock
from app.kernel.database import session
from app.kernel.schema import JsonObject

Values = dict[str, JsonObject | None]

MOST_KEY_BYTES = 1_000
"""Of what people of a network can make longer, nothing is remembered: an index takes 2,704 bytes, and one that is too long would
refuse the whole request, each time that it is sent again."""


@dataclass(frozen=True)
class MemoryReader:
    """How a memory is read: by a query for each, within the transaction unless the caller opens one for each."""

    find_value: Callable[[int, str], JsonObject | None] = queries.find_memory_value
    list_keys: Callable[[int, str], Sequence[str]] = queries.list_memory_keys


class StoredMemory:
    """The memory of one source. What is set counts at once, and is kept only by `store_changes`."""

    def __init__(self, source_id: int, reader: MemoryReader | None = None) -> None:
        self._source_id, self._reader = source_id, reader or MemoryReader()
        self._stored: Values = {}
        self._accepted: Values = {}
        self._latest: Values = {}

    def get(self, key: str) -> JsonObject | None:
        """The value under `key`, as it was set last."""
        for values in (self._latest, self._accepted, self._stored):
            if key in values:
                return values[key]
        self._stored[key] = self._reader.find_value(self._source_id, key) if _can_be_kept(key) else None
        return self._stored[key]

    def set(self, key: str, value: JsonObject | None) -> None:
        """Keep a value, or forget it; nothing where the key is none that a database keeps."""
        if _can_be_kept(key):
            self._latest[key] = value

    def list_keys(self, prefix: str) -> Sequence[str]:
        """The keys that begin so, with those that were set meanwhile."""
        changed = self._accepted | self._latest
        stored = [key for key in self._reader.list_keys(self._source_id, prefix) if key not in changed]
        added = [key for key, value in changed.items() if value is not None and key.startswith(prefix)]
        return sorted([*stored, *added])

    def accept_latest_changes(self) -> None:
        """Keep what was set since the last call, when it is stored."""
        self._accepted |= self._latest
        self._latest = {}

    def drop_latest_changes(self) -> None:
        """Forget what was set since the last acceptance: the item that asked for it could not be read."""
        self._latest = {}

    def store_changes(self) -> None:
        """Write everything that was set and not dropped, in the transaction of the session."""
        self.accept_latest_changes()
        kept = {key: value for key, value in self._accepted.items() if value is not None}
        forgotten = [key for key, value in self._accepted.items() if value is None]
        if kept:
            values = [json.encode(value).decode() for value in kept.values()]
            written = {"source_id": self._source_id, "keys": list(kept), "values": values, "now": clock.now()}
            session().execute(KEEP_MEMORY, written)
        if forgotten:
            entry = SourceMemoryEntry
            session().execute(delete(entry).where(entry.source_id == self._source_id, entry.key.in_(forgotten)))


def _can_be_kept(key: str) -> bool:
    return "\x00" not in key and len(key.encode()) <= MOST_KEY_BYTES
