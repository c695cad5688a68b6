"""Every kind of source keeps the common contract, without being named here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.intake.models import Source
from app.intake.service.connect import connect_source
from app.intake.source import SourceKind, answer_no_challenge, source_kinds_by_name
from app.kernel import clock
from app.kernel.database import session
from app.kernel.discovery import discover_instances
from app.kernel.errors import Invalid
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from tests.intake.conftest import NOW, Rse
from tests.intake.sample import Credentials, SourceSample

NAME = "network"
SECRET = "the secret of the network"
SAMPLES = discover_instances("tests.intake.sources", SourceSample)


@dataclass
class Network:
    """One connected network: it sends as its kind does, with its own proof or with another."""

    rse: Rse
    sample: SourceSample
    proof: Credentials
    strangers_proof: Credentials

    def send(self, body: bytes | None = None, *, proof: Credentials | None = None) -> TestResponse:
        """Push a body, an activity of Ada's unless another is given."""
        sent = self.sample.body(NOW) if body is None else body
        headers = self.sample.headers(proof or self.proof, sent, clock.now())
        return self.rse.client.post(f"/hooks/{NAME}", data=sent, headers=headers)

    def count_facts(self) -> int:
        """How many facts the network has written."""
        return len(self.rse.facts(NAME))


@pytest.fixture(params=sorted(source_kinds_by_name()))
def kind(request: pytest.FixtureRequest) -> SourceKind:
    """Each kind of source in its turn."""
    return source_kinds_by_name()[request.param]


@pytest.fixture
def network(bare_app: Flask, rse: Rse, kind: SourceKind) -> Iterator[Network]:
    """A network of that kind, connected."""
    assert kind.name in SAMPLES, f"Write tests/intake/sources/{kind.name}.py: how a network of this kind sends."
    give_key(bare_app)
    sample = SAMPLES[kind.name]
    with bare_app.app_context(), transaction():
        connect_source(NAME, kind.name, secret=SECRET if kind.has_secret else "", options=sample.options)
        tokens = [create_token(name, scopes={"activities:write"}, source=name) for name in (NAME, "stranger")]
    with clock.freeze_at(NOW):
        yield Network(rse, sample, Credentials(SECRET, tokens[0]), Credentials("another secret", tokens[1]))


def give_key(app: Flask) -> None:
    """Give the service a key for the secrets of sources."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], sources_key=Keyring((("test", b"k" * 32),)))


def test_a_kind_is_named_after_its_file_and_says_what_it_is(kind: SourceKind) -> None:
    assert kind.name == kind.read.__module__.split(".")[3]
    assert kind.sentence.endswith(".")


def test_an_activity_becomes_a_fact_once_however_often_it_is_sent(network: Network) -> None:
    assert network.send().status_code in (200, 202)
    assert network.count_facts() == 1
    with clock.freeze_at(NOW + timedelta(days=1)):
        network.send()
    assert network.count_facts() == 1


def test_nothing_is_taken_from_a_stranger(network: Network) -> None:
    for proof in (network.strangers_proof, Credentials("", ""), Credentials("é", "é")):
        answer = network.send(proof=proof)
        assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert network.count_facts() == 0


def test_what_cannot_be_read_is_refused_and_breaks_nothing(network: Network) -> None:
    for body in (b"", b"\x00\xff", b"[]", b"{}", b'{"data": 7}', b"[" * 2_000):
        assert network.send(body).status_code < 500
    assert network.count_facts() == 0


def test_a_greeting_is_answered_and_writes_nothing(network: Network, kind: SourceKind) -> None:
    assert (network.sample.greeting is None) == (kind.answer_challenge is answer_no_challenge)
    for challenge, answer in [network.sample.greeting] if network.sample.greeting else []:
        response = network.send(challenge)
        assert (response.status_code, response.data) == (200, answer)
    assert network.count_facts() == 0


def test_a_secret_is_kept_sealed_and_asked_for_where_the_kind_has_one(bare_app: Flask, kind: SourceKind) -> None:
    give_key(bare_app)
    options = SAMPLES[kind.name].options
    with bare_app.app_context(), transaction(), pytest.raises(Invalid):
        connect_source(NAME, kind.name, secret="" if kind.has_secret else SECRET, options=options)
    with bare_app.app_context(), transaction():
        connect_source(NAME, kind.name, secret=SECRET if kind.has_secret else "", options=options)
        sealed = session().scalars(select(Source.secret)).one()
    assert sealed is None or SECRET.encode() not in sealed


def test_an_option_that_the_kind_does_not_have_is_refused(bare_app: Flask, kind: SourceKind) -> None:
    give_key(bare_app)
    options = {**SAMPLES[kind.name].options, "colour": "red"}
    with bare_app.app_context(), transaction(), pytest.raises(Invalid):
        connect_source(NAME, kind.name, secret=SECRET if kind.has_secret else "", options=options)
