"""The contract of a kind of source that is answered at once: its requests are cut into items, which are read later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from app.intake.source import ConnectedSource, HookResponse, ParsedItem, RawRequest, SourceKind
from app.kernel.errors import ServiceError
from app.kernel.schema import JsonObject

NETWORK_CLIENT = "network_client"
"""The name under which the application keeps its NetworkClient."""

SERVER_ERROR = 500
"""From this status on, an answer says that the server is at fault."""


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

    def list_keys(self, prefix: str) -> Sequence[str]:
        """The keys that begin with `prefix`, in their order."""


class NetworkSilent(ServiceError):
    """The network did not answer, or not as it should: the call is made again when it is due."""


class NetworkFaulty(NetworkSilent):
    """The network answered with an error of its own, and may answer about something else."""


def build_silence(status: int, words: str) -> NetworkSilent:
    """The error of an answer with that status, in words."""
    return NetworkFaulty(words) if status >= SERVER_ERROR else NetworkSilent(words)


@dataclass(frozen=True)
class NetworkAnswer:
    """What the network answered to a request of ours: its status, and its body byte for byte."""

    status: int
    body: bytes


class NetworkClient(Protocol):
    """Speaks to the network. NetworkSilent when it does not answer, refuses or cannot be reached."""

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        """Send one request, and wait half a minute at most."""


@dataclass(frozen=True)
class PolledItems:
    """What one call of `poll` found, and whether there is more to fetch at once. Cursors are kept in the memory.

    `progress` says to IT how far a first import has come, such as "3 of 12 rooms", `failure` what could not be read although
    the call did not fail.
    """

    items: Sequence[NativeItem] = ()
    has_more: bool = False
    progress: str = ""
    failure: str = ""


def acknowledge_with_empty_object(_: ConnectedSource, __: RawRequest) -> HookResponse:
    """The answer that most networks take: 200 and an empty JSON object."""
    return HookResponse(b"{}", "application/json")


@dataclass(frozen=True, kw_only=True)
class InboxKind(SourceKind):
    """A network that wants its answer at once, or that is polled.

    `cut` takes what is needed out of a proven request, and drops at this edge what nobody may keep; it raises a ServiceError
    only when nothing can be read, and returns no item for what does not matter. `read` turns one item into events of
    activities, and rejections with their reasons; an empty list counts for nothing. Both are called again with the same
    arguments when a worker is killed: what they keep in the memory is kept with the item, or not at all. `poll` fetches
    some items from the network, every `poll_every`. A kind without `cut` is polled only. `passing_memory` are the prefixes of keys
    that tell of single acts: they are forgotten once such an act is too old to count.
    """

    read: Callable[[ConnectedSource, NativeItem, SourceMemory], Sequence[ParsedItem]]
    cut: Callable[[ConnectedSource, RawRequest, SourceMemory], Sequence[NativeItem]] | None = None
    acknowledge: Callable[[ConnectedSource, RawRequest], HookResponse] = acknowledge_with_empty_object
    poll: Callable[[ConnectedSource, SourceMemory, NetworkClient], PolledItems] | None = None
    poll_every: timedelta = timedelta(minutes=15)
    passing_memory: tuple[str, ...] = ()
