"""Runs one command and stops it when no process needs it any more: each of those holds a lock, which ends with the process.

A program of its own, with the standard library alone and started by its path: it starts in some hundredths of a second,
runs in its own session where the terminal's Ctrl-C does not reach it, and works on Linux and macOS.
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

CHECK_INTERVAL = 1.0
"""Seconds between two looks at the lock: how long the command may outlive the last process that needs it."""


PIDS_WIDTH = 64


def main() -> int:
    """Run the plan on the standard input; returns 1 when another watchdog already runs it."""
    plan = json.load(sys.stdin)
    with _open_for_overwriting(Path(plan["running"])) as running, Path(plan["needed"]).open("a") as needed:
        if not _try_to_lock_file(running):
            return 1
        waiter = _listen_to_signals()
        _reserve_room_for_pids(running)
        command = _start_command(plan)
        try:
            _write_pids(running, f"{os.getpid()} {command.pid}")
            while command.poll() is None and not waiter.is_end_requested and not _try_to_lock_file(needed):
                waiter.wait_for_signal_or_timeout()
        finally:
            running.truncate(0)
            _stop_command(command, plan["stop"])
    return 0


def _open_for_overwriting(file: Path) -> TextIO:
    """A file opened without losing what is in it: "a" would write at its end alone."""
    file.touch()
    return file.open("r+", encoding="ascii")


def _start_command(plan: dict[str, Any]) -> subprocess.Popen[bytes]:
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


def _stop_command(command: subprocess.Popen[bytes], signals: list[tuple[int, float]]) -> None:
    """Send the signals in turn until the command ends, then kill what it left running."""
    for number, patience in signals:
        if command.poll() is None:
            command.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                command.wait(timeout=patience)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(command.pid, signal.SIGKILL)
    command.wait()


def _try_to_lock_file(file: TextIO) -> bool:
    """Take the lock without waiting; returns whether this process has it, and then keeps it until its end."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _reserve_room_for_pids(running: TextIO) -> None:
    """Write blanks where the numbers come: on a full disk this fails before anything is started, and writing them later does not."""
    running.truncate(0)
    os.pwrite(running.fileno(), b" " * PIDS_WIDTH, 0)


def _write_pids(running: TextIO, pids: str) -> None:
    os.pwrite(running.fileno(), pids.ljust(PIDS_WIDTH).encode("ascii"), 0)


class SignalWaiter:
    """Sleeps until a signal or the next look; remembers whether a signal requested the end."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe
        self.is_end_requested = False

    def request_end(self, *_: object) -> None:
        """Note the signal that requests the end."""
        self.is_end_requested = True

    def wait_for_signal_or_timeout(self) -> None:
        """Sleep for a while, or until the command ends or a signal arrives."""
        if select.select([self.pipe], [], [], CHECK_INTERVAL)[0]:
            os.read(self.pipe, 512)


def _listen_to_signals() -> SignalWaiter:
    reader, writer = os.pipe()
    for end in (reader, writer):
        os.set_blocking(end, False)
    waiter = SignalWaiter(reader)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, waiter.request_end)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    return waiter


if __name__ == "__main__":
    sys.exit(main())
