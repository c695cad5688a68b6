"""A supervised command: started once, shared by the processes that need it, and stopped with the last of them."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from app.kernel.embedded.leftovers import end_leftover_program
from app.kernel.embedded.plan import CommandPlan, PrivateServerError

WATCHDOG = Path(__file__).with_name("watchdog.py")
TRIES = 6
LONGEST_LOG = 5_000_000
LEAST_ROOM = 1_000_000
"""Bytes without which a disk counts as full."""
_unfinished_watchdogs: list[subprocess.Popen[bytes]] = []
"""Watchdogs that this process started and that other processes still need when it is done."""


class SupervisedCommand:
    """One command of one home. Call `require` before `start`: a watchdog stops a command that no process requires."""

    def __init__(self, home: Path, plan: CommandPlan) -> None:
        for folder in (home / "run", home / "log"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.plan = plan
        self.log = home / "log" / f"{plan.name}.log"
        self._running = home / "run" / f"{plan.name}.running"
        self._needed = home / "run" / f"{plan.name}.needed"
        self._lock_descriptor: int | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None

    def register_need(self) -> None:
        """Note that this process needs the command; waits while an earlier watchdog stops it."""
        if self._lock_descriptor is None:
            self._lock_descriptor = os.open(self._needed, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._lock_descriptor, fcntl.LOCK_SH)

    def start(self) -> None:
        """Start a watchdog that runs the command, unless one already does; does not wait until the command is ready.

        PrivateServerError when no watchdog can run it, as on a full disk.
        """
        attempts = count()
        while not self.is_running():
            if self._has_watchdog():
                time.sleep(0.01)
            else:
                self._wait_before_attempt(next(attempts))
                self._end_leftover_program()
                self._launch_watchdog()

    def start_until_ready(self, ready: Callable[[], bool], *, patience: float = 120, tries: int = TRIES) -> None:
        """Return once `ready`; start the command again when it stops early, because leftovers of a crash may need a moment to go."""
        deadline = time.monotonic() + patience
        for attempt in range(tries):
            self.start()
            while self.is_running() and time.monotonic() < deadline:
                if ready():
                    return
                time.sleep(0.01)
            time.sleep(0.05 * 2**attempt)
        raise PrivateServerError(f"{self.plan.name} does not come up. The end of {self.log}:\n{self.read_log_end()}")

    def ask_to_stop(self) -> None:
        """Stop the command cleanly, even if other processes need it; does not wait."""
        self._send_signal(0, signal.SIGTERM)

    def stop(self) -> None:
        """Stop the command cleanly, even if other processes need it; waits for its end."""
        self.ask_to_stop()
        self._wait_until_stopped()

    def kill(self) -> None:
        """Kill the command without warning, as a crash would; for the tests of faults."""
        self._send_signal(1, signal.SIGKILL)
        self._wait_until_stopped()

    def withdraw_need_and_stop_if_last(self) -> None:
        """Note that this process no longer needs the command; the last one to do so stops it and waits for its end."""
        if self._lock_descriptor is None:
            return
        with suppress(BlockingIOError):
            fcntl.flock(self._lock_descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()
        if self._watchdog is not None and self._watchdog.poll() is None:
            _unfinished_watchdogs.append(self._watchdog)
        os.close(self._lock_descriptor)
        self._lock_descriptor = None

    def is_running(self) -> bool:
        """Whether a watchdog runs the command now."""
        return bool(self.list_pids())

    def list_pids(self) -> tuple[int, ...]:
        """The process numbers of the watchdog and of the command; empty when they do not run, or are about to stop."""
        return self._read_pids() if self._has_watchdog() else ()

    def read_log_end(self) -> str:
        """The last lines of the command's log."""
        with suppress(FileNotFoundError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        return ""

    def _has_watchdog(self) -> bool:
        with self._running.open("a", encoding="ascii") as running:
            try:
                fcntl.flock(running, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _read_pids(self) -> tuple[int, ...]:
        with suppress(FileNotFoundError):
            return tuple(int(pid) for pid in self._running.read_text(encoding="ascii").split())
        return ()

    def _launch_watchdog(self) -> None:
        if self._watchdog is not None:
            self._watchdog.wait()
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self._watchdog = subprocess.Popen(
                [sys.executable, "-I", "-S", str(WATCHDOG)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert self._watchdog.stdin is not None, "The order goes down a pipe."
        with self._watchdog.stdin as pipe:
            pipe.write(self.plan.encode_for_watchdog(running=self._running, needed=self._needed, log=self.log))
        while self._watchdog.poll() is None and not self.is_running():
            time.sleep(0.005)

    def _wait_before_attempt(self, attempt: int) -> None:
        if attempt == TRIES:
            raise PrivateServerError(f"{self.plan.name} cannot start: {self._explain_failure()}")
        if attempt:
            time.sleep(0.02 * 2 ** (attempt - 1))

    def _explain_failure(self) -> str:
        if shutil.disk_usage(self.log.parent).free < LEAST_ROOM:
            return f"the disk of {self.log.parent.parent} is full. Make room there."
        return f"the end of {self.log}:\n{self.read_log_end()}"

    def _end_leftover_program(self) -> None:
        for pid in self._read_pids()[1:]:
            end_leftover_program(pid, self.plan.mark, self.plan.stop)

    def _send_signal(self, which: int, number: int) -> None:
        with suppress(ProcessLookupError, IndexError):
            os.kill(self.list_pids()[which], number)

    def _wait_until_stopped(self) -> None:
        if self._watchdog is not None:
            self._watchdog.wait()
        while self._has_watchdog():
            time.sleep(0.005)
