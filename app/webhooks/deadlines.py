"""Ends exchanges whose time is up, by one thread for all of them: a timer for each costs as much as half of a short exchange."""

from __future__ import annotations

import math
import socket
import time
from contextlib import suppress
from itertools import count
from threading import Condition, Thread


class Deadlines:
    """Watches sockets until they are forgotten; one whose moment comes first is shut down, so that whoever reads it hears an end."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._watched: dict[int, tuple[float, socket.socket]] = {}
        self._numbers = count()
        self._wakes_at = math.inf
        self._watcher: Thread | None = None

    def watch_socket(self, line: socket.socket, ends: float) -> int:
        """Shut `line` down at `ends`, on the monotonic clock; the number under which it can be forgotten."""
        with self._changed:
            number = next(self._numbers)
            self._watched[number] = ends, line
            self._ensure_watcher()
            if ends < self._wakes_at:
                self._changed.notify()
        return number

    def forget_socket(self, number: int) -> None:
        """Let a socket be, if its moment has not come."""
        with self._changed:
            self._watched.pop(number, None)

    def _ensure_watcher(self) -> None:
        """A process that was forked has the sockets of its parent's exchanges, and not the thread."""
        if self._watcher is None or not self._watcher.is_alive():
            self._watcher = Thread(target=self._watch, name="deadlines", daemon=True)
            self._watcher.start()

    def _watch(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for number in [number for number, (ends, _) in self._watched.items() if ends <= now]:
                    _shut_down_socket(self._watched.pop(number)[1])
                self._wakes_at = min((ends for ends, _ in self._watched.values()), default=math.inf)
                self._changed.wait(None if self._wakes_at == math.inf else self._wakes_at - time.monotonic())


def _shut_down_socket(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
