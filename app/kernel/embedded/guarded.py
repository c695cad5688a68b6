"""A command under guard: started once however many need it, shared between them, and stopped with the last of them."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.kernel.embedded.orphans import end_orphan
from app.kernel.embedded.plan import EngineError, Plan

GUARDIAN = Path(__file__).with_name("guardian.py")
TRIES = 6
LONGEST_LOG = 5_000_000
_left: list[subprocess.Popen[bytes]] = []
"""Guardians that we started and that others still need when we are done."""


class Guarded:
    """One command of one home. `hold` before `start`: a guardian stops a command that nobody holds."""

    def __init__(self, home: Path, plan: Plan) -> None:
        for folder in (home / "run", home / "log"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.plan = plan
        self.log = home / "log" / f"{plan.name}.log"
        self._running = home / "run" / f"{plan.name}.running"
        self._needed = home / "run" / f"{plan.name}.needed"
        self._held: int | None = None
        self._guardian: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        """Say that this process needs the command; waits while a guardian that nobody needed clears up."""
        if self._held is None:
            self._held = os.open(self._needed, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._held, fcntl.LOCK_SH)

    def start(self) -> None:
        """Have a guardian run the command, unless one already does; ready or not is for the caller to see."""
        while not self.is_running():
            if self._is_guarded():
                time.sleep(0.01)
            else:
                self._end_orphan()
                self._launch()

    def wait_until(self, ready: Callable[[], bool], *, patience: float = 120, tries: int = TRIES) -> None:
        """Return once `ready`; start again a command that stops early, for what a crash left may take a moment to go."""
        deadline = time.monotonic() + patience
        for attempt in range(tries):
            self.start()
            while self.is_running() and time.monotonic() < deadline:
                if ready():
                    return
                time.sleep(0.01)
            time.sleep(0.05 * 2**attempt)
        raise EngineError(f"{self.plan.name} does not come up. The end of {self.log}:\n{self.last_words()}")

    def ask_to_stop(self) -> None:
        """Have the command stopped cleanly, whoever needs it; does not wait."""
        self._signal(0, signal.SIGTERM)

    def stop(self) -> None:
        """Stop the command cleanly, whoever needs it; waits for the end."""
        self.ask_to_stop()
        self._wait_for_the_end()

    def kill(self) -> None:
        """End the command with no warning, as a crash would; for the tests of faults."""
        self._signal(1, signal.SIGKILL)
        self._wait_for_the_end()

    def release(self) -> None:
        """Need the command no longer; the last one to say so waits until it has stopped."""
        if self._held is None:
            return
        with suppress(BlockingIOError):
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.stop()
        if self._guardian is not None and self._guardian.poll() is None:
            _left.append(self._guardian)
        os.close(self._held)
        self._held = None

    def is_running(self) -> bool:
        """Whether a guardian runs the command now."""
        return bool(self.pids())

    def pids(self) -> tuple[int, ...]:
        """The guardian and the command; empty when they do not run, or are about to stop."""
        return self._written() if self._is_guarded() else ()

    def last_words(self) -> str:
        """The end of what the command wrote."""
        with suppress(FileNotFoundError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
        return ""

    def _is_guarded(self) -> bool:
        with self._running.open("a", encoding="ascii") as running:
            try:
                fcntl.flock(running, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _written(self) -> tuple[int, ...]:
        with suppress(FileNotFoundError):
            return tuple(int(pid) for pid in self._running.read_text(encoding="ascii").split())
        return ()

    def _launch(self) -> None:
        if self._guardian is not None:
            self._guardian.wait()
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as log:
            self._guardian = subprocess.Popen(
                [sys.executable, "-I", "-S", str(GUARDIAN)],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert self._guardian.stdin is not None, "The order goes down a pipe."
        with self._guardian.stdin as pipe:
            pipe.write(self.plan.order(running=self._running, needed=self._needed, log=self.log))
        while self._guardian.poll() is None and not self.is_running():
            time.sleep(0.005)

    def _end_orphan(self) -> None:
        for pid in self._written()[1:]:
            end_orphan(pid, self.plan.mark, self.plan.stop)

    def _signal(self, which: int, number: int) -> None:
        with suppress(ProcessLookupError, IndexError):
            os.kill(self.pids()[which], number)

    def _wait_for_the_end(self) -> None:
        if self._guardian is not None:
            self._guardian.wait()
        while self._is_guarded():
            time.sleep(0.005)
