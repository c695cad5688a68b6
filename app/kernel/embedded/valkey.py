"""A private Redis (or Valkey): a unix socket, no network, everything kept but the last second."""

from __future__ import annotations

import signal
import socket
from functools import partial
from pathlib import Path

from app.kernel.embedded.binaries import Program, find_redis
from app.kernel.embedded.engine import Engine
from app.kernel.embedded.ground import Ground, Say
from app.kernel.embedded.guarded import Guarded
from app.kernel.embedded.places import make_folder
from app.kernel.embedded.plan import Plan


def engine(ground: Ground, *, say: Say) -> Engine:
    """The Redis of this ground, not started yet."""
    program = find_redis(ground.account)
    say(f"Redis {program}")
    make_folder(ground.place / "redis", ground.account)
    line = ground.sockets / "redis.sock"
    return Engine(f"unix://{line}?db=0", Guarded(ground.home, _plan(program, ground, line)), partial(_is_ready, line))


def _plan(program: Program, ground: Ground, line: Path) -> Plan:
    return Plan(
        name="redis",
        command=(
            *(str(program.path), "--port", "0", "--unixsocket", str(line), "--unixsocketperm", "700"),
            *("--dir", str(ground.place / "redis"), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory-policy", "noeviction", "--daemonize", "no"),
        ),
        mark=str(line),
        folder=ground.place,
        environ={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        stop=((signal.SIGTERM, 30.0),),
        account=ground.account.ids if ground.account else None,
    )


def _is_ready(line: Path) -> bool:
    """Whether it answers, its files read."""
    try:
        with socket.socket(socket.AF_UNIX) as talk:
            talk.settimeout(2)
            talk.connect(str(line))
            talk.sendall(b"PING\r\n")
            return talk.recv(64).startswith(b"+PONG")
    except OSError:
        return False
