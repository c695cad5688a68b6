"""Knows when nobody is left to see a demo: its terminal has closed, or the program that started it is gone."""

from __future__ import annotations

import os
import select
from collections.abc import Callable

Until = Callable[[], bool]


def nobody_left(*, with_parent: bool) -> Until:
    """Ask at the start: a stream no longer knows, once closed, that it was a terminal."""
    streams, parent = [stream for stream in (0, 1) if os.isatty(stream)], os.getppid()
    return lambda: _is_closed(streams) or (with_parent and os.getppid() != parent)


def _is_closed(streams: list[int]) -> bool:
    """Whether the terminal has gone; not every program between it and us passes the news on."""
    poll = select.poll()
    for stream in streams:
        poll.register(stream, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))
