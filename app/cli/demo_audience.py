"""Tells when a demo has no audience any more: its terminal has closed, or the program that started it is gone."""

from __future__ import annotations

import os
import select
from collections.abc import Callable

StopCondition = Callable[[], bool]


def build_stop_condition(*, with_parent: bool) -> StopCondition:
    """The condition that ends a demo. Call it at the start: a closed stream no longer shows that it was a terminal."""
    streams, parent = [stream for stream in (0, 1) if os.isatty(stream)], os.getppid()
    return lambda: _is_terminal_closed(streams) or (with_parent and os.getppid() != parent)


def _is_terminal_closed(streams: list[int]) -> bool:
    """Whether the terminal has closed; programs between it and this one may not pass its signal on."""
    poll = select.poll()
    for stream in streams:
        poll.register(stream, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))
