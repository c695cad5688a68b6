"""Workers, the sender and the clock beside a storm, with the supervisor that production has."""

from __future__ import annotations

from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from threading import Event, Lock, Thread
from typing import Self

from tests.faults.commands import start_command

BACKGROUND = ("worker-1", "worker-2", "sender", "clock")
SUPERVISED_EVERY = 0.5
"""Seconds between two looks of the supervisor."""


class Background:
    """Workers, the sender and the clock, started again by a supervisor when they stop, as in production."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._processes: dict[str, ForkServerProcess] = {}
        self._lock, self._is_over = Lock(), Event()
        self._supervisor = Thread(target=self._supervise, name="supervisor")

    def __enter__(self) -> Self:
        for name in BACKGROUND:
            self._start(name)
        self._supervisor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._supervisor.join()
        for process in self._processes.values():
            process.kill()
            process.join()

    def kill_and_start(self, name: str) -> None:
        """Kill one and start it again."""
        with self._lock:
            self._processes[name].kill()
            self._processes[name].join()
            self._start(name)

    def _start(self, name: str) -> None:
        self._processes[name] = start_command(name.partition("-")[0], self._variables)

    def _supervise(self) -> None:
        while not self._is_over.wait(SUPERVISED_EVERY):
            with self._lock:
                self._start_what_stopped()

    def _start_what_stopped(self) -> None:
        for name in BACKGROUND:
            if not self._processes[name].is_alive():
                self._start(name)
