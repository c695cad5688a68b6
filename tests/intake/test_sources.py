"""Every kind of source keeps the common contract, without being named here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from app.intake.inbox.jobs import poll_source
from app.intake.inbox.models import InboxBatch, InboxItem
from app.intake.inbox.service.poll import poll_soon
from app.intake.inbox_kind import NETWORK_CLIENT, InboxKind
from app.intake.models import Source
from app.intake.queries import get_source
from app.intake.request_body import MAX_BODY_BYTES
from app.intake.service.connect import connect_source
from app.intake.source import SourceKind, answer_no_challenge, source_kinds_by_name
from app.journal.effects.queries import list_reasons_of_facts_without_effect
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Invalid
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from tests.intake.conftest import NOW, Rse
from tests.intake.reading import read_inboxes
from tests.intake.sample import Credentials, SourceSample

NAME = "network"
SAMPLES: dict[str, SourceSample] = {
    name: import_module(f"tests.intake.sources.{name}.sample").sample for name in source_kinds_by_name()
}
"""How each kind sends: its file alone, for the tests beside it import this one."""

PUSHED = sorted(
    name for name, kind in source_kinds_by_name().items() if not isinstance(kind, InboxKind) or kind.cut is not None
)
"""The kinds of networks that send by themselves; the others are polled only."""


@dataclass
class Network:
    """One connected network: it sends as its kind does, with its own proof or with another."""

    rse: Rse
    sample: SourceSample
    proof: Credentials
    strangers_proof: Credentials
    name: str = NAME

    def send(
        self,
        body: bytes | None = None,
        *,
        proof: Credentials | None = None,
        proven_at: datetime | None = None,
        query: str = "",
    ) -> TestResponse:
        """Push a body, an activity of Ada's unless another is given, with a proof that is made now unless another moment is given."""
        sent = self.sample.prove_in_body(proof or self.proof, self.sample.body(NOW) if body is None else body)
        headers = self.sample.headers(proof or self.proof, sent, proven_at or clock.now())
        return self.push(sent, dict(headers), query)

    def push(self, body: bytes, headers: dict[str, str], query: str = "") -> TestResponse:
        """Send this body with these headers."""
        address = f"/hooks/{self.name}/{self.sample.path}".removesuffix("/")
        method = self.sample.method
        return self.rse.client.open(address, method=method, data=body, headers=headers, query_string=query)

    def read(self) -> None:
        """Read everything that the network sent, and what it answers where it must be asked."""
        if self.sample.client is not None:
            with self.rse.app.app_context():
                self.rse.app.extensions[NETWORK_CLIENT] = self.sample.client
                with transaction():
                    source_id = get_source(self.name).id
                    poll_soon(source_id)
                poll_source(source_id)
        read_inboxes(self.rse.app)

    def count_facts(self) -> int:
        """How many facts the network has written, once everything that it sent is read."""
        self.read()
        return len(self.rse.facts(self.name))

    def count_effects(self) -> int:
        """How many of its facts about what somebody did count at this moment."""
        self.read()
        ids = [fact.id for fact in self.rse.facts(self.name) if fact.undoes is None]
        with self.rse.app.app_context(), transaction():
            return len(ids) - len(list_reasons_of_facts_without_effect(ids))


@pytest.fixture(params=sorted(source_kinds_by_name()))
def kind(request: pytest.FixtureRequest) -> SourceKind:
    """Each kind of source in its turn."""
    return source_kinds_by_name()[request.param]


@pytest.fixture
def network(bare_app: Flask, rse: Rse, request: pytest.FixtureRequest) -> Iterator[Network]:
    """A network of that kind, connected, which told where things happen."""
    sample = get_sample(request.param)
    give_key(bare_app)
    connect(bare_app, sample)
    with bare_app.app_context(), transaction():
        own = NAME if sample.kind == "cloudevents" else "own"
        tokens = [create_token(name, scopes={"activities:write"}, source=name) for name in (own, "stranger")]
    with clock.freeze_at(NOW):
        network = Network(rse, sample, Credentials(sample.secret, tokens[0]), Credentials("another secret", tokens[1]))
        for body in sample.setting(NOW):
            network.send(body)
        network.read()
        yield network


def get_sample(kind: str) -> SourceSample:
    """How a network of that kind sends."""
    assert kind in SAMPLES, f"Write tests/intake/sources/{kind}/sample.py: how a network of this kind sends."
    return SAMPLES[kind]


def connect(app: Flask, sample: SourceSample, *, with_secret: bool = True, colour: str = "") -> None:
    """Connect the network of a sample."""
    has_secret = source_kinds_by_name()[sample.kind].has_secret
    options = {**sample.options, "colour": colour} if colour else sample.options
    with app.app_context(), transaction():
        connect_source(NAME, sample.kind, secret=sample.secret if has_secret == with_secret else "", options=options)


def give_key(app: Flask) -> None:
    """Give the service a key for the secrets of sources."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], sources_key=Keyring((("test", b"k" * 32),)))


for_each_network = pytest.mark.parametrize("network", PUSHED, indirect=True)


def test_a_kind_is_named_after_its_folder_and_says_what_it_is(kind: SourceKind) -> None:
    assert kind.name == kind.authenticate.__module__.split(".")[3]
    assert kind.sentence.endswith(".")


@for_each_network
def test_an_activity_counts_once_however_often_and_however_late_it_is_sent(network: Network) -> None:
    before = network.count_facts()
    for _ in range(2):
        assert network.send().status_code in (200, 202)
    assert network.count_facts() == before + 1
    with clock.freeze_at(NOW + timedelta(days=1)):
        network.send()
    with clock.freeze_at(NOW + timedelta(days=8)):
        network.send()
    assert network.count_facts() == before + 1


@for_each_network
def test_what_is_taken_back_counts_no_more_in_whichever_order_it_is_told(network: Network) -> None:
    undo = network.sample.undo_body
    before = network.count_effects()
    for body in [undo(NOW), network.sample.body(NOW)] if undo else []:
        assert network.send(body).status_code in (200, 202)
    assert network.count_effects() == before
    network.send()
    assert network.count_effects() == before + (undo is None)


@for_each_network
def test_nothing_is_taken_from_a_stranger_nor_with_a_proof_that_is_too_old(network: Network) -> None:
    before = network.count_facts(), count_items(network)
    for proof in (network.strangers_proof, Credentials("", ""), Credentials("é", "é")):
        answer = network.send(proof=proof)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    window = network.sample.window
    for distance in (window, -window) if window else ():
        moment = NOW - distance - timedelta(seconds=2 if distance > timedelta() else -2)
        assert network.send(proven_at=moment).status_code == 401, "An old request is nobody's to send again."
    assert (network.count_facts(), count_items(network)) == before


@for_each_network
def test_what_cannot_be_read_or_came_by_half_is_refused_and_breaks_nothing(network: Network) -> None:
    before = network.count_facts()
    whole = network.sample.body(NOW)
    bodies = (b"", b"\x00\xff", b"[]", b"{}", b'{"data": 7}', b"[" * 2_000, whole[: len(whole) // 2])
    for body in (*bodies, *replace_each_value(whole)):
        assert network.send(body).status_code < 500, body
    assert network.push(whole[:-9], dict(network.sample.headers(network.proof, whole, NOW))).status_code < 500
    assert network.send(b" " * (MAX_BODY_BYTES + 1)).status_code == 413
    read_inboxes(network.rse.app)
    assert network.count_facts() <= before + 1, "A fact is Ada's activity, if its proof covers no body."


def replace_each_value(body: bytes) -> Iterator[bytes]:
    """The body with each of its values replaced by one of another type."""
    for part in sorted({part for part in body.split(b",") if b":" in part}):
        name = part.rpartition(b":")[0]
        for value in (b"null", b"7", b"[]", b'"\\u0000"', b'{"a": [1]}'):
            yield body.replace(part, name + b":" + value)


@for_each_network
def test_a_greeting_is_answered_and_writes_nothing(network: Network) -> None:
    before = network.count_facts(), count_items(network)
    greeting, kind = network.sample.greeting, source_kinds_by_name()[network.sample.kind]
    assert (greeting is None) <= (kind.answer_challenge is answer_no_challenge or kind.has_paths)
    for challenge, answer in [greeting] if greeting else []:
        response = network.send(challenge, query=network.sample.greeting_query)
        assert (response.status_code, response.data) == (200, answer)
    assert (network.count_facts(), count_items(network)) == before


def count_items(network: Network) -> int:
    """How many items of the network are in the inbox."""
    with network.rse.app.app_context(), transaction():
        read = session().scalar(select(func.count()).select_from(InboxItem)) or 0
        return read + int(session().scalar(select(func.sum(InboxBatch.item_count))) or 0)


def test_a_secret_is_kept_sealed_and_asked_for_where_the_kind_has_one(bare_app: Flask, kind: SourceKind) -> None:
    give_key(bare_app)
    sample = get_sample(kind.name)
    with pytest.raises(Invalid):
        connect(bare_app, sample, with_secret=False)
    connect(bare_app, sample)
    with bare_app.app_context(), transaction():
        sealed = session().scalars(select(Source.secret)).one()
    assert sealed is None or sample.secret.encode() not in sealed


def test_an_option_that_the_kind_does_not_have_is_refused(bare_app: Flask, kind: SourceKind) -> None:
    give_key(bare_app)
    with pytest.raises(Invalid):
        connect(bare_app, get_sample(kind.name), colour="red")
