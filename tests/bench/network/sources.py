"""How much of a processor an activity of each kind of network costs, from the signed request to the journal."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import psycopg
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import create_environ

from app.intake.inbox.jobs import poll_source, read_items_of_source
from app.intake.inbox.service.poll import poll_soon
from app.intake.inbox_kind import NETWORK_CLIENT, InboxKind
from app.intake.queries import get_source
from app.intake.service.connect import connect_source
from app.intake.source import source_kinds_by_name
from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import session
from app.kernel.discovery import discover_instances
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.models import Person
from tests.bench.figure import Figure, at_least
from tests.bench.growth.processor import processor_seconds, server_of
from tests.bench.network.accepting import build_sealing_settings
from tests.bench.network.answers import answer_request
from tests.bench.rig import Rig, application
from tests.bench.rounds import by_turns
from tests.databases import TEMPLATE
from tests.intake.conftest import JOINED, NOW
from tests.intake.sample import Credentials, SourceSample
from tests.makers import make_people

PLAIN = "cloudevents"
"""The kind whose items are answered one by one: the yardstick of the others."""


@dataclass(frozen=True)
class SourceSizes:
    """How many activities each network sends in a round, one in a request."""

    activities: int = 200
    rounds: int = 3


def take_sources(ground: Rig, sizes: SourceSizes) -> Iterator[Figure]:
    """Activities for a second of one processor, that of the service and that of the database together."""
    samples = {sample.kind: sample for sample in discover_instances("tests.intake.sources", SourceSample).values()}
    pushed = [sample for kind, sample in sorted(samples.items()) if sample.other_body is not None]
    assert PLAIN in {sample.kind for sample in pushed} <= source_kinds_by_name().keys(), "Each sample has a kind."
    with (
        ground.copy_of(TEMPLATE) as settings,
        application(build_sealing_settings(settings)) as product,
        clock.freeze_at(NOW),
    ):
        proofs = {sample.kind: connect_network(product, sample) for sample in pushed}
        rounds = by_turns(Passage(product, pushed, proofs, sizes.activities).send_all, sizes.rounds)
    yield rounds.figure(_name(PLAIN), "activities/s of a core")
    for sample in pushed:
        if sample.kind != PLAIN:
            name, unit = _name(sample.kind), "activities/s of a core"
            yield rounds.figure(name, unit, against=_name(PLAIN), target=at_least(0.5))


def connect_network(product: Flask, sample: SourceSample) -> Credentials:
    """Connect the network of a sample in which Ada takes part, and let it tell where things happen; what it proves itself by."""
    with transaction():
        if session().scalar(select(Person.id).where(Person.external_id == "ada")) is None:
            session().get_one(Person, make_people(1, joined_at=JOINED)[0]).external_id = "ada"
        secret = sample.secret if source_kinds_by_name()[sample.kind].has_secret else ""
        connect_source(sample.kind, sample.kind, secret=secret, options=sample.options)
        proof = Credentials(sample.secret, _create_token_where_it_proves(sample.kind))
    for body in sample.setting(NOW):
        send(product, sample, proof, body)
    read(product, sample)
    return proof


def _create_token_where_it_proves(kind: str) -> str:
    """A token of the network; empty where the network proves itself by its secret, for then no token signs in its name."""
    proves_itself = isinstance(source_kinds_by_name()[kind], InboxKind)
    return "" if proves_itself else create_token(kind, scopes={"activities:write"}, source=kind)


def send(product: Flask, sample: SourceSample, proof: Credentials, body: bytes) -> None:
    """Push one body with its proof, as a server hands it over."""
    sent = sample.prove_in_body(proof, body)
    headers = dict(sample.headers(proof, sent, NOW))
    address = f"/hooks/{sample.kind}/{sample.path}".removesuffix("/")
    answer_request(product, create_environ(address, method=sample.method, data=sent, headers=headers), at=NOW)


def read(product: Flask, sample: SourceSample) -> None:
    """Fetch what the network only announced, and read what waits."""
    with transaction():
        source_id = get_source(sample.kind).id
        poll_soon(source_id)
    if sample.client is not None:
        product.extensions[NETWORK_CLIENT] = sample.client
        poll_source(source_id)
    read_items_of_source(source_id)


@dataclass
class Passage:
    """The way of activities into the journal, round by round."""

    product: Flask
    samples: list[SourceSample]
    proofs: Mapping[str, Credentials]
    activities: int
    sent: int = 0

    def send_all(self) -> Mapping[str, float]:
        """Each network in its turn: activities for a second of processor time."""
        with closing(psycopg.connect(current_settings().database_url, autocommit=True)) as database:
            server = server_of(database)
            rates = {_name(sample.kind): self._send_some(sample, server) for sample in self.samples}
        self.sent += self.activities
        return rates

    def _send_some(self, sample: SourceSample, server: int) -> float:
        before, began = _count_facts(sample.kind), time.process_time() + processor_seconds(server)
        assert sample.other_body is not None, "Only networks that push are measured."
        for number in range(self.sent, self.sent + self.activities):
            send(self.product, sample, self.proofs[sample.kind], sample.other_body(NOW, number))
        read(self.product, sample)
        taken = time.process_time() + processor_seconds(server) - began
        assert _count_facts(sample.kind) - before == self.activities, f"{sample.kind}: each becomes a fact."
        return self.activities / taken


def _name(kind: str) -> str:
    return f"{kind}: one activity in a request, to the journal"


def _count_facts(source: str) -> int:
    with transaction():
        return session().scalar(select(func.count()).select_from(Fact).where(Fact.source == source)) or 0
