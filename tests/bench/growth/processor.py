"""The processor time of a private PostgreSQL: its server, and the processes that it started."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg

TICKS = os.sysconf("SC_CLK_TCK")


def server_of(database: psycopg.Connection) -> int:
    """The process that started the one of this connection."""
    (backend,) = database.execute("select pg_backend_pid()").fetchone() or (0,)
    return _read_stat(backend)[0]


def processor_seconds(server: int) -> float:
    """What the server, its children that ended and those that run have used so far."""
    running = [_read_stat(int(folder.name)) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
    children = sum(own for parent, own, _ in running if parent == server)
    _, own, ended = _read_stat(server)
    return (own + ended + children) / TICKS


def _read_stat(process: int) -> tuple[int, int, int]:
    """Its parent, its own ticks, and those of its children that ended; zeros once it is gone."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0, 0, 0
    fields = stat.rpartition(")")[2].split()
    user, system, user_of_children, system_of_children = map(int, fields[11:15])
    return int(fields[1]), user + system, user_of_children + system_of_children
