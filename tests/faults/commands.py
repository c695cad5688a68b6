"""Workers, clocks and other work as processes of their own whose code is already imported: that takes longer than most tests."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from multiprocessing.context import ForkServerProcess
from threading import Thread

from app.cli import main
from app.cli.clock import command as _clock
from app.cli.worker import command as _worker
from app.factory import list_all_features

Work = Callable[[], None]

IMPORTED = (_clock, _worker, list_all_features())
"""What the server of processes holds before it forks one: this module is imported there first."""

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload([__name__])


def start_command(command: str, variables: Mapping[str, str]) -> ForkServerProcess:
    """Start one of the service's commands, with these variables added to the environment."""
    return _start(partial(run_command, command), variables)


@contextmanager
def running_command(command: str, variables: Mapping[str, str]) -> Iterator[ForkServerProcess]:
    """The same, killed at the end of the block."""
    with _killed_at_end(start_command(command, variables)) as process:
        yield process


@contextmanager
def running_work(work: Work, variables: Mapping[str, str]) -> Iterator[ForkServerProcess]:
    """A process that does this work, which it finds by its name; killed at the end of the block."""
    with _killed_at_end(_start(work, variables)) as process:
        yield process


def wait_for_exit(process: ForkServerProcess, within: float) -> int | None:
    """The exit code of a process, the negative number of a signal that killed it; None when it still runs then."""
    process.join(within)
    return process.exitcode


@contextmanager
def _killed_at_end(process: ForkServerProcess) -> Iterator[ForkServerProcess]:
    try:
        yield process
    finally:
        process.kill()
        process.join()


def _start(work: Work, variables: Mapping[str, str]) -> ForkServerProcess:
    process = _server.Process(target=_do, args=(work, dict(variables)), daemon=True)
    process.start()
    return process


def _do(work: Work, variables: Mapping[str, str]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    os.environ.update(variables)
    work()


def run_command(command: str) -> None:
    """Run one of the service's commands in this process, until it ends."""
    sys.argv = ["passerelle", command]
    main.main()


def _end_with_parent() -> None:
    """End this process as soon as the one that asked for it is gone, also when that was killed."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "The server of processes forks for another."
    parent.join()
    os._exit(1)
