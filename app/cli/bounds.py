"""The bounds of a demo: one for each home, a free port, and every way to ask for the end."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from app.cli.home import remembered


def say(text: str) -> None:
    """Tell a step as it is taken, from a signal's handler too; a terminal that closed is no reason to stop halfway."""
    with suppress(OSError):
        os.write(1, f"{text}\n".encode())


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C, a kill and a closing terminal all end the block the same way; while it ends, they change nothing."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        yield
    except KeyboardInterrupt:
        say("Stopped. Nothing is left running.")
    except subprocess.CalledProcessError as failed:
        raise click.ClickException(f"{' '.join(failed.cmd[1:])} failed; the lines above say why.") from failed


def _stop(*_: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    say("\nStopping…")
    raise KeyboardInterrupt


@contextmanager
def only_demo_of(home: Path) -> Iterator[None]:
    """One demo at a time for each home; the second one is told where the first is."""
    with (home / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            running_at = remembered(home).get("PUBLIC_URL", "another port")
            raise click.ClickException(
                f"This demo already runs: {running_at}. Stop it first, with Ctrl-C where it runs."
            ) from None
        yield


def check_port(port: int) -> None:
    """Refuse a port that something else uses, before anything starts."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise click.ClickException(
                f"Port {port} cannot be used ({taken.strerror}). Choose another: make demo PORT={port + 1}"
            ) from taken
