"""The connections that receivers leave open, so that the next message needs no new one."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from threading import Lock

from urllib3.connection import HTTPConnection

from app.webhooks.address import TargetUrl

IDLE_SECONDS = 30.0
"""How long a connection waits for the next message."""

MOST_OF_RECEIVER = 8
"""How many wait for one receiver: as many as messages leave at once."""

MOST = 512
"""How many wait in all."""


@dataclass(frozen=True)
class _WaitingConnection:
    connection: HTTPConnection
    since: float


@dataclass
class KeptConnections:
    """Each is used by one message at a time, and only for an address that was checked for that message."""

    _waiting: dict[tuple[str, str, int], list[_WaitingConnection]] = field(default_factory=lambda: defaultdict(list))
    _lock: Lock = field(default_factory=Lock)

    def find_connection(self, target: TargetUrl, addresses: Collection[str]) -> HTTPConnection | None:
        """A connection to one of `addresses` that still seems open, taken out; None where there is none."""
        while (kept := self._take_latest(target)) is not None:
            is_fresh = time.monotonic() - kept.since < IDLE_SECONDS and kept.connection.is_connected
            if is_fresh and kept.connection.host in addresses:
                return kept.connection
            kept.connection.close()
        return None

    def keep_connection(self, target: TargetUrl, connection: HTTPConnection) -> None:
        """Let the next message to that receiver use it; closed where enough wait already."""
        with self._lock:
            waiting = self._waiting[_build_key(target)]
            is_room = len(waiting) < MOST_OF_RECEIVER and sum(map(len, self._waiting.values())) < MOST
            if is_room:
                waiting.append(_WaitingConnection(connection, time.monotonic()))
        if not is_room:
            connection.close()
            self._close_idle()

    def close(self) -> None:
        """Close all that wait."""
        with self._lock:
            waiting, self._waiting = self._waiting, defaultdict(list)
        for kept in (kept for of_receiver in waiting.values() for kept in of_receiver):
            kept.connection.close()

    def _take_latest(self, target: TargetUrl) -> _WaitingConnection | None:
        with self._lock:
            waiting = self._waiting.get(_build_key(target))
            return waiting.pop() if waiting else None

    def _close_idle(self) -> None:
        """Make room: those that waited too long go."""
        latest = time.monotonic() - IDLE_SECONDS
        with self._lock:
            idle = [kept for waiting in self._waiting.values() for kept in waiting if kept.since < latest]
            self._waiting = defaultdict(
                list,
                {key: [kept for kept in waiting if kept.since >= latest] for key, waiting in self._waiting.items()},
            )
        for kept in idle:
            kept.connection.close()


def _build_key(target: TargetUrl) -> tuple[str, str, int]:
    return target.scheme, target.host, target.port
