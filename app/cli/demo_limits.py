"""The limits of a demo: one for each home, a free port, and an orderly end for each signal."""

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

from app.cli.demo_home import read_demo_variables


def print_step(text: str) -> None:
    """Print one step, also from the code that a signal runs; a closed terminal raises nothing."""
    with suppress(OSError):
        os.write(1, os.fsencode(f"{text}\n"))


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Ctrl-C, a kill and a closing terminal all end the block in the same way; while it ends, they are ignored."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt_on_first_signal)
    try:
        yield
    except KeyboardInterrupt:
        print_step("Stopped. Nothing is left running.")
    except subprocess.CalledProcessError as failed:
        raise click.ClickException(f"{' '.join(failed.cmd[1:])} failed; the lines above say why.") from failed


def _interrupt_on_first_signal(*_: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    print_step("\nStopping…")
    raise KeyboardInterrupt


@contextmanager
def hold_demo_lock(home: Path) -> Iterator[None]:
    """Only one demo at a time for each home; the second is refused with the address of the first."""
    with (home / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            running_at = read_demo_variables(home).get("PUBLIC_URL", "another port")
            raise click.ClickException(
                f"This demo already runs: {running_at}. Stop it first, with Ctrl-C where it runs."
            ) from None
        yield


def check_port_is_free(port: int) -> None:
    """Refuse a port that another program uses, before anything starts."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as taken:
            raise click.ClickException(
                f"Port {port} cannot be used ({taken.strerror}). Choose another: make demo PORT={port + 1}"
            ) from taken
