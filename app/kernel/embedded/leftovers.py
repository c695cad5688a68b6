"""Stops what a killed watchdog left running: a process of the right number whose command line shows the right mark."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def end_leftover_program(pid: int, mark: str, signals: Sequence[tuple[int, float]]) -> None:
    """Send `signals` in turn to the process `pid` until it ends, if its command line shows `mark`: numbers are reused, marks are not."""
    for number, patience in signals:
        deadline = time.monotonic() + patience
        if not is_marked_program_alive(pid, mark):
            return
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        while is_marked_program_alive(pid, mark) and time.monotonic() < deadline:
            time.sleep(0.02)


def is_marked_program_alive(pid: int, mark: str) -> bool:
    """Whether a process `pid` is alive and its command line shows `mark`."""
    return mark in read_command_line(pid)


def read_command_line(pid: int) -> str:
    """The command line of a process; empty when there is no such process."""
    if Path("/proc/self").exists():
        with suppress(OSError):
            return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" "))
        return ""
    command = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    return os.fsdecode(subprocess.run(command, capture_output=True, check=False).stdout)
