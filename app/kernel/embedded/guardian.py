"""Runs one command and never lets it outlive the people who need it: they hold a lock, and a dead one holds none.

A program of its own, standard library only and started by its path, so that it is up in some hundredths of a second,
sits in its own session where the terminal's Ctrl-C does not reach, and works alike on Linux and macOS.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

LOOK_EVERY = 0.2
"""Seconds between two looks at the lock: how long the command may outlive the last person who needed it."""


def main() -> int:
    """Run the plan that stands on the standard input; answer 1 when another guardian already runs it."""
    plan = json.load(sys.stdin)
    with Path(plan["running"]).open("a+") as running, Path(plan["needed"]).open("a") as needed:
        if not _lock(running):
            return 1
        wake = _wake_by_signals()
        command = _start(plan)
        _write(running, f"{os.getpid()} {command.pid}")
        while command.poll() is None and not wake.asked and not _lock(needed):
            wake.wait()
        _write(running, "")
        _stop(command, plan["stop"])
    return 0


def _start(plan: dict[str, Any]) -> subprocess.Popen[bytes]:
    account = plan["account"]
    dropped = {"user": account[0], "group": account[1], "extra_groups": []} if account else {}
    with Path(plan["log"]).open("ab") as log:
        return subprocess.Popen(
            plan["command"],
            env=plan["environ"],
            cwd=plan["folder"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            process_group=0,
            umask=0o077,
            **dropped,
        )


def _stop(command: subprocess.Popen[bytes], signals: list[tuple[int, float]]) -> None:
    """Ask ever more firmly, then sweep away whatever the command itself left running."""
    for number, patience in signals:
        if command.poll() is None:
            command.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                command.wait(timeout=patience)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(command.pid, signal.SIGKILL)
    command.wait()


def _lock(file: TextIO) -> bool:
    """Whether the lock is now ours; once it is, it stays so until the end."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _write(running: TextIO, pids: str) -> None:
    running.truncate(0)
    running.write(pids)
    running.flush()


class Wake:
    """Sleeps until a signal or the next look; remembers whether somebody asked for the end."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe
        self.asked = False

    def ask(self, *_: object) -> None:
        """Take note that somebody wants the end."""
        self.asked = True

    def wait(self) -> None:
        """Sleep for a while, or until the command ends, or until somebody asks."""
        if select.select([self.pipe], [], [], LOOK_EVERY)[0]:
            os.read(self.pipe, 512)


def _wake_by_signals() -> Wake:
    reader, writer = os.pipe()
    for end in (reader, writer):
        os.set_blocking(end, False)
    wake = Wake(reader)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, wake.ask)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    return wake


if __name__ == "__main__":
    sys.exit(main())
