"""The crew of a bench as forks of a process that has imported the service: each process of a real crew imports it for itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.kernel.settings import Settings
from tests.applications import application_of
from tests.bench.crew import wait_for_workers
from tests.faults.commands import running_command
from tests.real_run import environment
from tests.server import serving


@contextmanager
def at_work_as_forks(
    settings: Settings, folder: Path, *, workers: int, senders: int = 0, web_processes: int = 1
) -> Iterator[str]:
    """As `tests.bench.crew.at_work`, but that this process serves."""
    commands = [*["worker"] * workers, *["sender"] * senders, "clock"]
    with ExitStack() as running, application_of(settings) as application:
        for command in commands:
            running.enter_context(running_command(command, environment(settings)))
        address = running.enter_context(serving(application))
        wait_for_workers(settings, workers=workers, senders=senders)
        yield address
