"""Finds again what a killed guardian left running: by its number and by what its command line shows, never by one alone."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def end_orphan(pid: int, mark: str, signals: Sequence[tuple[int, float]]) -> None:
    """Stop the process `pid` if it is the one we mean, ever more firmly; numbers are reused, marks are not."""
    for number, patience in signals:
        deadline = time.monotonic() + patience
        if not shows(pid, mark):
            return
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        while shows(pid, mark) and time.monotonic() < deadline:
            time.sleep(0.02)


def shows(pid: int, mark: str) -> bool:
    """Whether a process `pid` is alive and its command line shows `mark`."""
    return mark in command_line(pid)


def command_line(pid: int) -> str:
    """How the process was called; empty when there is none."""
    if Path("/proc/self").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    told = subprocess.run(
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return told.stdout
