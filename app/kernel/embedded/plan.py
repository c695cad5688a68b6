"""The command that a watchdog runs, and the error of an engine that cannot run here."""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

StopSignals = tuple[tuple[int, float], ...]
"""Signals to send in turn, each with the seconds to wait for its effect."""


class PrivateServerError(Exception):
    """An engine cannot run here; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class CommandPlan:
    """One command. `mark` is a text in its command line, by which it is recognised after a crash."""

    name: str
    command: tuple[str, ...]
    mark: str
    folder: Path
    environ: Mapping[str, str]
    stop: StopSignals = ((signal.SIGTERM, 15.0),)
    account: tuple[int, int] | None = None

    def encode_for_watchdog(self, *, running: Path, needed: Path, log: Path) -> bytes:
        """The plan as the watchdog reads it from its standard input."""
        order = {
            "command": self.command,
            "environ": dict(self.environ),
            "folder": str(self.folder),
            "account": self.account,
            "stop": self.stop,
            "running": str(running),
            "needed": str(needed),
            "log": str(log),
        }
        return json.dumps(order).encode()
