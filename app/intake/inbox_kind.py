"""The contract of a kind of source that is answered at once: its requests are cut into items, which are read later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.intake.source import ConnectedSource, HookResponse, ParsedItem, RawRequest, SourceKind
from app.kernel.schema import JsonObject


@dataclass(frozen=True)
class NativeItem:
    """One thing that a network sent, as it waits to be read.

    `native_id` is the network's own id of it: sent again under the same id, it is read once. `content` is what `read` needs
    and no more: no text of a message, no display name, nothing of a private place. It is deleted as soon as it is read.
    """

    native_id: str
    content: JsonObject


class SourceMemory(Protocol):
    """What a kind remembers of one source between items: small values by key. What is set is kept with what is read."""

    def get(self, key: str) -> JsonObject | None:
        """The value under `key`; None when there is none."""

    def set(self, key: str, value: JsonObject | None) -> None:
        """Keep `value` under `key`; None forgets it. No name of a person belongs in either: keep a digest."""


def acknowledge_with_empty_object(_: ConnectedSource, __: RawRequest) -> HookResponse:
    """The answer that most networks take: 200 and an empty JSON object."""
    return HookResponse(b"{}", "application/json")


@dataclass(frozen=True, kw_only=True)
class InboxKind(SourceKind):
    """A network that wants its answer at once.

    `cut` takes what is needed out of a proven request, and drops at this edge what nobody may keep; it raises a ServiceError
    only when nothing can be read, and returns no item for what does not matter. `read` turns one item into events of
    activities, and rejections with their reasons; an empty list counts for nothing. Both are called again with the same
    arguments when a worker is killed: what they keep in the memory is kept with the item, or not at all.
    """

    read: Callable[[ConnectedSource, NativeItem, SourceMemory], Sequence[ParsedItem]]
    cut: Callable[[ConnectedSource, RawRequest, SourceMemory], Sequence[NativeItem]]
    acknowledge: Callable[[ConnectedSource, RawRequest], HookResponse] = acknowledge_with_empty_object
