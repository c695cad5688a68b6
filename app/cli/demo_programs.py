"""The programs that a demo runs beside its engines: web, workers, sender and clock, each supervised."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.cli.demo_home import PROJECT
from app.kernel.embedded.plan import CommandPlan
from app.kernel.embedded.supervised import SupervisedCommand

WEB_PROCESSES = 2
WORKERS = 2


def build_web_command(home: Path, environ: Mapping[str, str], port: int) -> SupervisedCommand:
    """The web processes, run by granian; any ASGI server would do."""
    serve = (
        "granian",
        "--interface",
        "asgi",
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
        "--respawn-failed-workers",
        "--workers-kill-timeout",
        "3",
    )
    return _build_python_command(home, environ, "web", (*serve, *size, "wsgi:served"))


def build_background_commands(home: Path, environ: Mapping[str, str]) -> list[SupervisedCommand]:
    """The workers, the sender and the clock."""
    names = [*(f"worker-{number}" for number in range(1, WORKERS + 1)), "sender", "clock"]
    return [_build_python_command(home, environ, name, ("app.cli.main", name.partition("-")[0])) for name in names]


@contextmanager
def run_programs_for_block(programs: Sequence[SupervisedCommand]) -> Iterator[None]:
    """Run the programs during the block; they stop together."""
    try:
        for program in programs:
            program.register_need()
            program.start()
        yield
    finally:
        for program in programs:
            program.ask_to_stop()
        for program in programs:
            program.withdraw_need_and_stop_if_last()


def is_web_ready(port: int) -> bool:
    """Whether the service reports that it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _build_python_command(
    home: Path, environ: Mapping[str, str], name: str, module: tuple[str, ...]
) -> SupervisedCommand:
    plan = CommandPlan(
        name=name, command=(sys.executable, "-m", *module), mark=" ".join(module[:2]), folder=PROJECT, environ=environ
    )
    return SupervisedCommand(home, plan)
