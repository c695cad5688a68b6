"""From the POST of an activity to what follows from it, and to the receivers that answer, while others never do."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import psycopg

from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.webhooks.address import AllowedNetworks
from app.webhooks.service.register import EndpointWish, create_endpoint
from tests.bench.crew import Crew, at_work
from tests.bench.figure import Figure, Say, at_most
from tests.bench.intake.company import TEMPLATE, make_token, read_ids
from tests.bench.intake.latency import Probe
from tests.bench.rig import Rig, application
from tests.bench.waits import median_and_p95
from tests.receiver import Receiver, Reply

KINDS = ["mission.completed", "badge.awarded"]
NEVER = 600.0
"""Seconds after which a receiver that hangs would answer: long after everybody gave up."""


@dataclass(frozen=True)
class HangingSizes:
    """How many receivers hang, how many answer, how many activities are sent, how many seconds lie between two, and who is at work."""

    hanging: int = 20
    answering: int = 3
    activities: int = 200
    every: float = 0.25
    crew: Crew = at_work


@dataclass
class TimedReceiver:
    """A receiver that answers at once, and the moment at which each person's first message came."""

    receiver: Receiver
    read: int = 0
    arrived: dict[str, float] = field(default_factory=dict)

    def look(self) -> None:
        """Note who is new since the last look."""
        now = time.perf_counter()
        for message in self.receiver.received[self.read :]:
            self.arrived.setdefault(str(message.details["person"]), now)
            self.read += 1


def measure_hanging(rig: Rig, sizes: HangingSizes, say: Say) -> Iterator[Figure]:
    """With two workers and one sender, as the demo has."""
    say(f"webhooks: {sizes.activities} activities, {sizes.hanging} receivers hang, {sizes.answering} answer")
    with ExitStack() as stack:
        hanging = [stack.enter_context(Receiver()) for _ in range(sizes.hanging)]
        for receiver in hanging:
            receiver.reply = Reply(after=NEVER)
        answering = [TimedReceiver(stack.enter_context(Receiver())) for _ in range(sizes.answering)]
        probe = stack.enter_context(_probe(rig, sizes.crew, [*hanging, *(timed.receiver for timed in answering)]))
        sent = _send_all(probe, answering, sizes)
        effects = median_and_p95(probe.waited)
        deliveries = median_and_p95(_compute_waits(sent, answering))
    name = f"{sizes.hanging} receivers hang: POST to"
    yield Figure(name=f"{name} visible progress, median", figure=effects.median, unit="s", target=at_most(1))
    yield Figure(name=f"{name} visible progress, p95", figure=effects.p95, unit="s", target=at_most(2))
    yield Figure(name=f"{name} a receiver that answers, median", figure=deliveries.median, unit="s")
    yield Figure(name=f"{name} a receiver that answers, p95", figure=deliveries.p95, unit="s", target=at_most(3))


@contextmanager
def _probe(rig: Rig, crew: Crew, receivers: Sequence[Receiver]) -> Iterator[Probe]:
    with rig.copy_of(TEMPLATE) as settings:
        people = iter(read_ids(settings).items())
        token = _register_receivers(settings, receivers)
        with (
            crew(settings, rig.folder, workers=2, senders=1) as address,
            psycopg.connect(settings.database_url, autocommit=True) as database,
        ):
            yield Probe(address, token, database, people)


def _register_receivers(settings: Settings, receivers: Sequence[Receiver]) -> str:
    """Each has an endpoint from now on; returns a token with which activities can be sent."""
    reach = AllowedNetworks(settings.webhook_networks, plain_http=True)
    with application(settings):
        with transaction():
            for receiver in receivers:
                create_endpoint(EndpointWish(url=receiver.url, kinds=KINDS), reach)
        return make_token()


def _send_all(probe: Probe, answering: Sequence[TimedReceiver], sizes: HangingSizes) -> dict[str, float]:
    """When the activity of each person was sent; returns when all are seen and have arrived, or too much time went by."""
    names = {person_id: name for name, person_id in probe.list_next_people(sizes.activities)}
    sent: dict[str, float] = {}
    due = time.perf_counter()
    deadline = due + sizes.activities * sizes.every + NEVER / 4
    while len(sent) < sizes.activities or probe.waiting or _is_any_missing(sent, answering):
        assert time.perf_counter() < deadline, f"{len(probe.waiting)} effects and some deliveries never came."
        if len(sent) < sizes.activities and time.perf_counter() >= due:
            due += sizes.every
            probe.send()
            sent |= {names[person_id]: began for person_id, began in probe.waiting.items()}
        time.sleep(0.005)
        probe.look()
        for timed in answering:
            timed.look()
    return sent


def _is_any_missing(sent: dict[str, float], answering: Sequence[TimedReceiver]) -> bool:
    return any(not sent.keys() <= timed.arrived.keys() for timed in answering)


def _compute_waits(sent: dict[str, float], answering: Sequence[TimedReceiver]) -> list[float]:
    return [timed.arrived[name] - began for timed in answering for name, began in sent.items()]
