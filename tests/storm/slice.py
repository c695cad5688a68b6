"""One slice of the storm: a stream is pushed and pushed again while programs are killed; then everything is counted twice."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

import urllib3
from msgspec import json
from sqlalchemy import update

from app.intake.activities import IntakeAnswer
from app.intake.client import RETRIED_STATUSES
from app.kernel import clock
from app.kernel.database import session
from app.kernel.pool import REST_LIMIT
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.leaderboards.models import Board
from app.people.accounts.service.tokens import create_token
from app.people.directory.service.imports import apply_import
from app.webhooks.models import Delivery
from tests import collegemsg
from tests.foreseen import foresee_totals
from tests.independent_count import count
from tests.made_stream import write_made_stream
from tests.real_run import publish_programme, wait_until_settled
from tests.receiver import Receiver
from tests.stream_outcome import let_some_appear, list_person_ids, outcome

Victims = Mapping[str, Callable[[], None]]
"""What may be killed, by its name: each kills it and starts it again."""

PATIENCE = 600.0
"""Seconds: claims of the dead last two minutes."""


@dataclass(frozen=True, kw_only=True)
class Slice:
    """The seed decides the stream, the victims and the pauses."""

    seed: int
    kills: int
    people: int = 60
    messages: int = 600
    batch: int = 20
    longest_pause: float = 0.4
    waits_for_claims: bool = True


@dataclass(frozen=True, kw_only=True)
class SliceFigures:
    """What happened in a slice whose totals were right."""

    kills: dict[str, int]
    pushes: int
    seconds: float
    settled_in: float
    facts: int
    points: int
    awards: int
    sent_twice: int


def run_slice(plan: Slice, settings: Settings, url: str, victims: Victims, folder: Path) -> SliceFigures:
    """Run one slice in the current application, whose database is empty; AssertionError when a total is wrong."""
    file = write_made_stream(
        folder / f"storm-{plan.seed}.txt", people=plan.people, messages=plan.messages, seed=plan.seed
    )
    moved_by = collegemsg.weeks_until(clock.now().date(), file)
    messages = collegemsg.read_messages(moved_by, file)
    with Receiver() as receiver:
        with transaction():
            receiver.trust(publish_programme(receiver.url, settings))
            token = create_token("the RSE", scopes={"activities:write"}, source="collegemsg")
            assert apply_import(collegemsg.people_csv(messages)).problems == ()
        ids = list_person_ids()
        let_some_appear(ids)
        began = time.monotonic()
        with _killing(plan, victims) as (is_over, kills):
            pushes = _push_until(is_over, Pusher(url, token), collegemsg.activities(messages), plan.batch)
        time.sleep(REST_LIMIT)
        if not plan.waits_for_claims:
            _let_claims_of_the_dead_expire()
        settled_in = wait_until_settled(within=PATIENCE)
        expected, made = foresee_totals(count(file, moved_by), ids), outcome(ids)
        wrong = {what: (made[what], foretold) for what, foretold in expected.items() if made[what] != foretold}
        assert not wrong, f"Seed {plan.seed}: {wrong}"
        copies = Counter(received.message_id for received in receiver.accepted)
    return SliceFigures(
        kills=dict(kills),
        pushes=pushes,
        seconds=round(time.monotonic() - began, 1),
        settled_in=round(settled_in, 1),
        facts=len(messages),
        points=int(sum(made["ledger"].values())),  # type: ignore[attr-defined]  # points by person
        awards=len(made["awards"]),  # type: ignore[arg-type]  # moments by person
        sent_twice=copies.total() - len(copies),
    )


def _let_claims_of_the_dead_expire() -> None:
    """What two minutes do by themselves."""
    with transaction():
        session().execute(update(Board).values(building_until=clock.now()).where(Board.building_until.is_not(None)))
        session().execute(update(Delivery).values(claimed_until=clock.now()).where(Delivery.claimed_until.is_not(None)))


@contextmanager
def _killing(plan: Slice, victims: Victims) -> Iterator[tuple[Event, Counter[str]]]:
    """Kill beside what the block does; the event is set after the last kill, and a failure is raised at the end."""
    chance, is_over, kills, failures = random.Random(plan.seed), Event(), Counter[str](), list[BaseException]()

    def kill_at_random() -> None:
        try:
            for _ in range(plan.kills):
                time.sleep(chance.uniform(0.0, plan.longest_pause))
                name = chance.choice(sorted(victims))
                victims[name]()
                kills[name] += 1
        except BaseException as failure:  # noqa: BLE001 - told by the thread that waits
            failures.append(failure)
        finally:
            is_over.set()

    thread = Thread(target=kill_at_random, name="storm")
    thread.start()
    try:
        yield is_over, kills
    finally:
        thread.join()
    if failures:
        raise failures[0]


def _push_until(is_over: Event, client: Pusher, lines: Iterable[bytes], size: int) -> int:
    """Push everything once, and again from the start until the event is set; returns the number of batches."""
    activities = list(lines)
    batches = [activities[start : start + size] for start in range(0, len(activities), size)]
    for pushes, batch in enumerate(cycle(batches), 1):
        client.push_until_taken(b"".join(batch), len(batch))
        if pushes >= len(batches) and is_over.is_set():
            return pushes
    raise AssertionError("A stream has messages.")


class Pusher:
    """A network that sends a batch again, five times a second, until it is taken."""

    def __init__(self, url: str, token: str) -> None:
        self._address = f"{url}/api/v1/activities"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/x-ndjson"}
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=2, read=20))

    def push_until_taken(self, body: bytes, count: int) -> None:
        """Send one batch; every item counts, or counted before."""
        ends = time.monotonic() + PATIENCE
        while (answer := self._push_once(body)) is None:
            assert time.monotonic() < ends, "The intake never came back."
            time.sleep(0.2)
        assert answer.accepted + answer.duplicate == count, answer

    def _push_once(self, body: bytes) -> IntakeAnswer | None:
        try:
            answer = self._pool.request("POST", self._address, body=body, headers=self._headers)
        except urllib3.exceptions.HTTPError:
            return None
        if answer.status in RETRIED_STATUSES:
            return None
        assert answer.status < 300, (answer.status, answer.data)
        return json.decode(answer.data, type=IntakeAnswer)
