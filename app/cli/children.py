"""The programs that a demo runs beside its engines: web, workers and clock, each under guard."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.cli.home import PROJECT
from app.kernel.embedded.plan import CommandPlan
from app.kernel.embedded.supervised import SupervisedCommand

WEB_PROCESSES = 2
WORKERS = 2


def web(home: Path, environ: Mapping[str, str], port: int) -> SupervisedCommand:
    """The web processes: granian, which any WSGI server could stand in for."""
    serve = (
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-ws",
        "--log-level",
        "warning",
    )
    size = (
        "--workers",
        str(WEB_PROCESSES),
        "--blocking-threads",
        "4",
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "3",
    )
    return _child(home, environ, "web", (*serve, *size, "wsgi:app"))


def backstage(home: Path, environ: Mapping[str, str]) -> list[SupervisedCommand]:
    """The workers and the clock."""
    names = [*(f"worker-{number}" for number in range(1, WORKERS + 1)), "clock"]
    return [_child(home, environ, name, ("app.cli.main", name.partition("-")[0])) for name in names]


@contextmanager
def started(children: Sequence[SupervisedCommand]) -> Iterator[None]:
    """Have the children run for as long as the block; they stop together."""
    try:
        for child in children:
            child.require()
            child.start()
        yield
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.release()


def is_answering(port: int) -> bool:
    """Whether the service says that it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _child(home: Path, environ: Mapping[str, str], name: str, module: tuple[str, ...]) -> SupervisedCommand:
    plan = CommandPlan(
        name=name, command=(sys.executable, "-m", *module), mark=" ".join(module[:2]), folder=PROJECT, environ=environ
    )
    return SupervisedCommand(home, plan)
