"""From the POST of the one activity that completes a mission to the moment when the database shows it: alone, and under full load."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, islice
from random import Random

import orjson
import psycopg

from app.intake.client import ActivityLine, IntakeClient
from app.kernel.settings import Settings
from tests.bench.crew import at_work
from tests.bench.figure import Figure, Say, at_most
from tests.bench.intake.company import TEMPLATE, make_token, read_ids
from tests.bench.intake.stream import Stream
from tests.bench.intake.whole_way import push
from tests.bench.rig import Rig, application
from tests.bench.waits import median_and_p95
from tests.collegemsg import RSE

TIMES = 100
EVERY = 0.25
"""Seconds between two probes under load: they are sent when it is time, however late the last one is."""
PATIENCE = 120.0
SEEN = """
select e.person_id from enrolment e join mission m on m.id = e.mission_id
where m.slug = 'thank-a-colleague' and e.completed_at is not null and e.person_id = any(%s)
"""
ALONE, LOADED = "POST to visible progress, at rest", "POST to visible progress, under full load"


@dataclass
class Probe:
    """Sends somebody's first thanks, which completes a mission, and looks for the completion."""

    address: str
    token: str
    database: psycopg.Connection
    people: Iterator[tuple[str, int]]
    waiting: dict[int, float] = field(default_factory=dict)
    waited: list[float] = field(default_factory=list)

    @cached_property
    def intake(self) -> IntakeClient:
        """The door, for probes alone."""
        return self.new_intake()

    def new_intake(self) -> IntakeClient:
        """The door, over connections of its own."""
        return IntakeClient(self.address, self.token)

    def list_next_people(self, count: int) -> list[tuple[str, int]]:
        """The people of the next activities."""
        people = list(islice(self.people, count))
        self.people = chain(people, self.people)
        return people

    def send(self) -> None:
        """One activity of the next person; the watch runs from before it leaves."""
        name, person_id = next(self.people)
        self.waiting[person_id] = time.perf_counter()
        assert self.intake.push_batch([thanks(name)]).accepted == 1, "A first thanks is new."

    def look(self) -> None:
        """Note whoever has arrived."""
        for (person_id,) in self.database.execute(SEEN, [list(self.waiting)]).fetchall():
            self.waited.append(time.perf_counter() - self.waiting.pop(person_id))

    def look_until_none_waits(self) -> None:
        """Look as often as the database can be asked without being in its way."""
        deadline = time.perf_counter() + PATIENCE
        while self.waiting and time.perf_counter() < deadline:
            time.sleep(0.003)
            self.look()


def thanks(name: str) -> ActivityLine:
    """An answer marked as useful, now."""
    now = datetime.now(UTC).isoformat()
    note = {"id": f"{RSE}/notes/of-nobody-in-the-stream", "type": "Note"}
    activity = {
        "id": f"{RSE}/thanks/{name}",
        "type": "Accept",
        "actor": f"{RSE}/users/{name}",
        "object": note,
        "published": now,
    }
    event = {"specversion": "1.0", "id": f"thanks-{name}", "source": f"{RSE}/", "type": "Accept", "data": activity}
    return ActivityLine(1, orjson.dumps(event) + b"\n")


def latency(rig: Rig, stream: Stream, say: Say) -> list[Figure]:
    """With two workers, as the demo has."""
    say(f"  latency at rest, {TIMES} times")
    with rig.copy_of(TEMPLATE) as settings, _probe(rig, settings) as probe:
        alone = median_and_p95(_alone(probe))
    say("  latency while the whole stream is pushed")
    with rig.copy_of(TEMPLATE) as settings, _probe(rig, settings) as probe:
        loaded = median_and_p95(_under_load(probe, stream.wire))
    return [
        Figure(name=f"{ALONE}, median", figure=alone.median, unit="s", target=at_most(0.5)),
        Figure(name=f"{ALONE}, p95", figure=alone.p95, unit="s"),
        Figure(name=f"{LOADED}, median", figure=loaded.median, unit="s"),
        Figure(name=f"{LOADED}, p95", figure=loaded.p95, unit="s", target=at_most(2)),
    ]


@contextmanager
def _probe(rig: Rig, settings: Settings) -> Iterator[Probe]:
    people = iter(read_ids(settings).items())
    with application(settings):
        token = make_token()
    with (
        at_work(settings, rig.folder, workers=2) as address,
        psycopg.connect(settings.database_url, autocommit=True) as database,
    ):
        yield Probe(address, token, database, people)


def _alone(probe: Probe) -> Sequence[float]:
    chance = Random(TIMES)
    for _ in range(TIMES):
        time.sleep(chance.uniform(0.02, 0.12))
        probe.send()
        probe.look_until_none_waits()
    return probe.waited


def _under_load(probe: Probe, batches: Sequence[list[ActivityLine]]) -> Sequence[float]:
    with ThreadPoolExecutor(16) as threads:
        load = threads.submit(push, probe.new_intake(), batches)
        sent = list(_sent_while(load, probe, threads))
        load.result()
        for request in sent:
            request.result()
        probe.look_until_none_waits()
    assert not probe.waiting, f"{len(probe.waiting)} were never seen."
    return probe.waited


def _sent_while(load: Future[int], probe: Probe, threads: ThreadPoolExecutor) -> Iterator[Future[None]]:
    due = time.perf_counter()
    while not load.done():
        if time.perf_counter() >= due:
            due += EVERY
            yield threads.submit(probe.send)
        time.sleep(0.01)
        probe.look()
