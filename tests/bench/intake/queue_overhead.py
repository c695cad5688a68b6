"""How much of a worker's time goes to RQ and not to the work: batches come in, and a worker of this very process does what they ask for."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps

from app.journal.service import NewFact, append
from app.kernel.application import Application
from app.kernel.jobs import worker
from app.kernel.transaction import transaction
from tests.bench.figure import Figure, at_most
from tests.bench.intake.company import TEMPLATE, ids_by_name
from tests.bench.intake.stream import Stream
from tests.bench.rig import Rig, application

BATCHES = 30

Work = Callable[..., object]


@dataclass
class Stopwatch:
    """The seconds spent inside jobs, and how many there were."""

    seconds: float = 0.0
    jobs: int = 0

    def around(self, work: Work) -> Work:
        """The same job, timed."""

        @wraps(work)
        def timed(*args: object) -> object:
            began = time.perf_counter()
            try:
                return work(*args)
            finally:
                self.seconds += time.perf_counter() - began
                self.jobs += 1

        return timed


def queue_overhead(rig: Rig, stream: Stream) -> list[Figure]:
    """The worker never waits: it is asked to stop when nothing is left, and its own start and end count as RQ's time."""
    with rig.copy_of(TEMPLATE) as settings, application(settings) as built, _signals_kept():
        with transaction():
            ids = ids_by_name()
        watch = _timed(built)
        busy = _work_off(built, stream.facts(ids)[:BATCHES])
    outside = busy - watch.seconds
    return [
        Figure(name="RQ's share of a worker's time", figure=100 * outside / busy, unit="%", target=at_most(10)),
        Figure(name="RQ's time for a job", figure=1_000 * outside / watch.jobs, unit="ms"),
        Figure(name="jobs for a batch of 1,000 facts", figure=watch.jobs / BATCHES, unit="jobs"),
        Figure(name="a worker's time for a batch of 1,000 facts", figure=1_000 * busy / BATCHES, unit="ms"),
    ]


def _timed(built: Application) -> Stopwatch:
    watch = Stopwatch()
    jobs: dict[str, Work] = built.extensions["jobs"]
    jobs.update({name: watch.around(work) for name, work in jobs.items()})
    return watch


def _work_off(built: Application, batches: Sequence[Sequence[NewFact]]) -> float:
    busy = 0.0
    for batch in batches:
        with transaction():
            append(batch)
        began = time.perf_counter()
        worker(built).work(burst=True, logging_level="WARNING")
        busy += time.perf_counter() - began
    return busy


@contextmanager
def _signals_kept() -> Iterator[None]:
    """RQ takes over Ctrl-C for good: give it back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, before in kept.items():
            signal.signal(number, before)
