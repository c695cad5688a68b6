"""A private Redis (or Valkey): a unix socket, no network, a crash loses at most the last second."""

from __future__ import annotations

import signal
import socket
from functools import partial
from pathlib import Path

from app.kernel.embedded.binaries import ServerProgram, get_redis_program
from app.kernel.embedded.engine import PrivateServer
from app.kernel.embedded.folders import PrivateServerFolders, Report
from app.kernel.embedded.paths import ensure_private_folder
from app.kernel.embedded.plan import CommandPlan
from app.kernel.embedded.supervised import SupervisedCommand

LARGEST_LOG = "4mb"
"""The size from which it writes its file anew as soon as that has doubled: by default 64 MB, of which almost all is history."""


def build_valkey_server(folders: PrivateServerFolders, *, say: Report) -> PrivateServer:
    """The Redis of these folders; it is not started."""
    program = get_redis_program(folders.account)
    say(f"Redis {program}")
    ensure_private_folder(folders.files / "redis", folders.account)
    line = folders.sockets / "redis.sock"
    return PrivateServer(
        f"unix://{line}?db=0",
        SupervisedCommand(folders.home, _build_command_plan(program, folders, line)),
        partial(_is_ready, line),
    )


def empty_valkey_server(url: str) -> None:
    """Remove everything from a private Redis that runs at this address."""
    line = Path(url.removeprefix("unix://").partition("?")[0])
    assert _send_command(line, "FLUSHALL").startswith(b"+OK"), "Only an empty Redis begins again."


def _build_command_plan(program: ServerProgram, folders: PrivateServerFolders, line: Path) -> CommandPlan:
    return CommandPlan(
        name="redis",
        command=(
            *(str(program.path), "--port", "0", "--unixsocket", str(line), "--unixsocketperm", "700"),
            *("--dir", str(folders.files / "redis"), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--auto-aof-rewrite-min-size", LARGEST_LOG, "--auto-aof-rewrite-percentage", "100"),
            *("--maxmemory-policy", "noeviction", "--hz", "2", "--daemonize", "no"),
        ),
        mark=str(line),
        folder=folders.files,
        environ={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        stop=((signal.SIGTERM, 30.0),),
        account=folders.account.uid_and_gid if folders.account else None,
    )


def _is_ready(line: Path) -> bool:
    """Whether it answers, after reading its files."""
    try:
        return _send_command(line, "PING").startswith(b"+PONG")
    except OSError:
        return False


def _send_command(line: Path, command: str) -> bytes:
    with socket.socket(socket.AF_UNIX) as talk:
        talk.settimeout(2)
        talk.connect(str(line))
        talk.sendall(f"{command}\r\n".encode())
        return talk.recv(64)
