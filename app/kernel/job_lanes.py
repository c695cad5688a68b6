"""Lanes: jobs that wait for others run side by side in the threads of one process, equal ones one after the other."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

log = logging.getLogger(__name__)

NamedJob = tuple[str, tuple[Any, ...]]
"""A job by its name, and its arguments."""


class JobLanes:
    """Starts a job in the next free lane. A job that is requested while it runs is run once more afterwards, in the same lane."""

    def __init__(self, run: Callable[[str, tuple[Any, ...]], None], lanes: int) -> None:
        self._run = run
        self._threads = ThreadPoolExecutor(lanes)
        self._lock = Lock()
        self._is_requested_again: dict[NamedJob, bool] = {}

    def start_job(self, name: str, args: tuple[Any, ...]) -> None:
        """Start a job, and return at once."""
        job = name, args
        with self._lock:
            is_running = job in self._is_requested_again
            self._is_requested_again[job] = is_running
        if not is_running:
            self._threads.submit(self._run_while_requested, job)

    def close(self) -> None:
        """Wait for what runs; what has not begun is left to the next look at what is due."""
        self._threads.shutdown(cancel_futures=True)

    def _run_while_requested(self, job: NamedJob) -> None:
        is_requested = True
        while is_requested:
            try:
                self._run(*job)
            except Exception:
                log.exception("The job %s%s failed; it runs again when it is due.", *job)
            with self._lock:
                is_requested = self._is_requested_again.pop(job)
                if is_requested:
                    self._is_requested_again[job] = False
