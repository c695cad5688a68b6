"""How much of a worker's time goes to RQ and not to the work, while batches come in one after the other."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps

from app.journal.service import NewFact, append_facts
from app.kernel.application import Application
from app.kernel.jobs import QUEUE, build_worker, redis_connection
from app.kernel.transaction import transaction
from tests.bench.figure import Figure, at_most
from tests.bench.intake.company import TEMPLATE, ids_by_name
from tests.bench.intake.stream import Stream
from tests.bench.rig import Rig, application

BATCHES = 40

Work = Callable[..., object]


@dataclass
class Stopwatch:
    """The seconds inside jobs and those between them; a new batch comes in, with the watch stopped, when none is left."""

    batches: Iterator[Sequence[NewFact]]
    inside: float = 0.0
    between: float = 0.0
    jobs: int = 0
    _free_at: float | None = None

    def around(self, work: Work) -> Work:
        """The same job, timed."""

        @wraps(work)
        def timed(*args: object) -> object:
            began = time.perf_counter()
            if self._free_at is not None:
                self.between += began - self._free_at
            try:
                return work(*args)
            finally:
                self.inside += time.perf_counter() - began
                self.jobs += 1
                self.feed()
                self._free_at = time.perf_counter()

        return timed

    def feed(self) -> None:
        """Append the next batch as soon as the queue is empty: the worker never waits, and never finds two batches."""
        batch = None if redis_connection().llen(f"rq:queue:{QUEUE}") else next(self.batches, None)
        if batch is not None:
            with transaction():
                append_facts(batch)


def queue_overhead(rig: Rig, stream: Stream) -> list[Figure]:
    """A worker of this very process, from its first job to its last: the hardest case, for nothing is coalesced."""
    with rig.copy_of(TEMPLATE) as settings, application(settings) as built, _signals_kept():
        with transaction():
            facts = stream.facts(ids_by_name())[:BATCHES]
        watch = _watched(built, facts)
        watch.feed()
        build_worker(built).work(burst=True, logging_level="WARNING")
    assert next(watch.batches, None) is None, "Every batch came in."
    return [
        Figure(
            name="RQ's share of a worker's time",
            figure=100 * watch.between / (watch.between + watch.inside),
            unit="%",
            target=at_most(10),
        ),
        Figure(name="RQ's time for a job", figure=1_000 * watch.between / watch.jobs, unit="ms"),
        Figure(name="jobs for a batch of 1,000 facts", figure=watch.jobs / len(facts), unit="jobs"),
        Figure(name="time in jobs for a batch of 1,000 facts", figure=1_000 * watch.inside / len(facts), unit="ms"),
    ]


def _watched(built: Application, batches: Sequence[Sequence[NewFact]]) -> Stopwatch:
    watch = Stopwatch(iter(batches))
    jobs: dict[str, Work] = built.extensions["jobs"]
    jobs.update({name: watch.around(work) for name, work in jobs.items()})
    return watch


@contextmanager
def _signals_kept() -> Iterator[None]:
    """RQ takes over Ctrl-C for good: give it back."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, before in kept.items():
            signal.signal(number, before)
