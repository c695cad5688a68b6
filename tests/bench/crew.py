"""The service as the demo runs it: granian with the demo's command line, real workers and the clock, each a process."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

from redis import Redis

from app.cli import demo_programs
from app.kernel.embedded.supervised import SupervisedCommand
from app.kernel.jobs import QUEUE, SENDING_QUEUE
from app.kernel.settings import Settings
from tests.real_run import environment

Crew = Callable[..., AbstractContextManager[str]]
"""What `at_work` is, or something in its place."""

PATIENCE = 120.0
_numbers = count()


@contextmanager
def at_work(
    settings: Settings,
    folder: Path,
    *,
    workers: int,
    senders: int = 0,
    web_processes: int = demo_programs.WEB_PROCESSES,
) -> Iterator[str]:
    """The address of the service while it runs, with so many workers, one sender or none, and the clock."""
    home, variables = folder / f"crew-{next(_numbers)}", environment(settings)
    port = free_port()
    backstage = demo_programs.build_background_commands(home, variables)
    with demo_programs.run_programs_for_block(
        [
            _build_web_command(home, variables, port, web_processes),
            *backstage[:workers],
            *backstage[-1 - senders :],
        ]
    ):
        wait_until(lambda: demo_programs.is_web_ready(port))
        wait_for_workers(settings, workers=workers, senders=senders)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def serving(settings: Settings, folder: Path, application: str) -> Iterator[int]:
    """The port where one granian process of the demo's kind serves another application."""
    home, port = folder / f"web-{next(_numbers)}", free_port()
    web = _build_web_command(home, environment(settings), port, 1, application)
    with demo_programs.run_programs_for_block([web]):
        wait_until(lambda: demo_programs.is_web_ready(port))
        yield port


def _build_web_command(
    home: Path, variables: Mapping[str, str], port: int, processes: int, application: str = ""
) -> SupervisedCommand:
    demo = demo_programs.build_web_command(home, variables, port).plan
    command = [*demo.command[:-1], application or demo.command[-1]]
    command[command.index("--workers") + 1] = str(processes)
    return SupervisedCommand(home, replace(demo, command=tuple(command)))


def wait_until(holds: Callable[[], bool], patience: float = PATIENCE, *, every: float = 0.02) -> None:
    """Return as soon as it holds."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"It did not come about within {patience:.0f} s."
        time.sleep(every)


def wait_for_workers(settings: Settings, *, workers: int, senders: int) -> None:
    """Return once all of them wait for work."""
    wait_until(lambda: _count_workers(settings, QUEUE) == workers)
    wait_until(lambda: _count_workers(settings, SENDING_QUEUE) == senders)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _count_workers(settings: Settings, queue: str) -> int:
    with Redis.from_url(settings.redis_url) as redis:
        return int(redis.scard(f"rq:workers:{queue}"))
