"""What a guardian is told to run, and the error of a command that cannot run here."""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Firmness = tuple[tuple[int, float], ...]
"""Signals to send in turn, each with the seconds to wait for its effect."""


class EngineError(Exception):
    """An engine cannot run here; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One command. `mark` is a text that its command line shows, to know it again after a crash."""

    name: str
    command: tuple[str, ...]
    mark: str
    folder: Path
    environ: Mapping[str, str]
    stop: Firmness = ((signal.SIGTERM, 15.0),)
    account: tuple[int, int] | None = None

    def order(self, *, running: Path, needed: Path, log: Path) -> bytes:
        """The plan as a guardian reads it."""
        told = {
            "command": self.command,
            "environ": dict(self.environ),
            "folder": str(self.folder),
            "account": self.account,
            "stop": self.stop,
            "running": str(running),
            "needed": str(needed),
            "log": str(log),
        }
        return json.dumps(told).encode()
