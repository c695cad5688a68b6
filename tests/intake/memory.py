"""A memory of a source without a database, for tests of kinds."""

from __future__ import annotations

from collections.abc import Sequence

from app.kernel.schema import JsonObject


class DictMemory:
    """Keeps what a kind sets until the test ends."""

    def __init__(self) -> None:
        self.values: dict[str, JsonObject] = {}

    def get(self, key: str) -> JsonObject | None:
        """The value under a key."""
        return self.values.get(key)

    def set(self, key: str, value: JsonObject | None) -> None:
        """Keep a value, or forget it."""
        self.values.pop(key, None)
        if value is not None:
            self.values[key] = value

    def list_keys(self, prefix: str) -> Sequence[str]:
        """The keys that begin so."""
        return sorted(key for key in self.values if key.startswith(prefix))
