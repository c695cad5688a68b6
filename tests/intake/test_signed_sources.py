"""A network that signs its requests and checks the address first is taken in by the code of its kind alone."""

from __future__ import annotations

import hmac
from dataclasses import replace

import orjson
import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.test import TestResponse

from app.intake.commands import source_commands
from app.intake.service.connect import connect_source
from app.intake.source import (
    AnsweredKind,
    ConnectedSource,
    HookResponse,
    ParsedBatch,
    RawRequest,
    SourceNotProven,
    source_kinds_by_name,
)
from app.intake.sources.cloudevents.kind import parse_events_of_request
from app.kernel import clock
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from tests.intake.commands import call_command
from tests.intake.conftest import NOW, Rse, doing

OLD, NEW = ("old", b"o" * 32), ("new", b"n" * 32)


def sign(body: bytes, secret: str = "shared") -> str:
    return hmac.digest(secret.encode(), body, "sha256").hex()


class SigningNetwork:
    """The code of a kind of source, as a file of `app/intake/sources` would have it."""

    def __init__(self) -> None:
        self.read_count = 0

    def answer_challenge(self, _: ConnectedSource, request: RawRequest) -> HookResponse | None:
        """Echo a challenge, which this network sends unsigned."""
        return HookResponse(request.body) if request.media_type == "text/plain" else None

    def authenticate(self, source: ConnectedSource, request: RawRequest) -> None:
        """Check the signature of the body as it came."""
        if not hmac.compare_digest(sign(request.body, source.secret), request.headers.get("x-signature", "")):
            raise SourceNotProven("The signature is wrong.")

    def read(self, source: ConnectedSource, request: RawRequest) -> ParsedBatch:
        """Read the events, and count that it was asked to."""
        self.read_count += 1
        return parse_events_of_request(source, request)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch, bare_app: Flask) -> SigningNetwork:
    """A network that signs, connected as `forum` with the secret `shared`."""
    code = SigningNetwork()
    kind = AnsweredKind(
        name="signing",
        sentence="A double.",
        answer_challenge=code.answer_challenge,
        authenticate=code.authenticate,
        read=code.read,
        has_secret=True,
    )
    monkeypatch.setitem(source_kinds_by_name(), kind.name, kind)
    give_keys(bare_app, OLD)
    with bare_app.app_context(), transaction():
        connect_source("forum", "signing", secret="shared")
    return code


def give_keys(app: Flask, *keys: tuple[str, bytes]) -> None:
    """Give the service these keys for secrets of sources; none when there are none."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], sources_key=Keyring(keys) if keys else None)


def push(rse: Rse, body: bytes, media_type: str = "application/cloudevents+json", **headers: str) -> TestResponse:
    """Send to the address of the source."""
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    with clock.freeze_at(NOW):
        return rse.client.post("/hooks/forum", data=body, headers={"Content-Type": media_type} | named)


def test_what_is_signed_is_taken_in_under_the_name_of_the_source(network: SigningNetwork, rse: Rse) -> None:
    body = orjson.dumps(doing(1))
    assert push(rse, body, x_signature=sign(body)).status_code == 202
    assert [fact.source for fact in rse.facts("forum")] == ["forum"]
    again = push(rse, body, x_signature=sign(body))
    assert (again.status_code, again.json and again.json["duplicate"]) == (200, 1)


def test_nothing_is_read_of_what_is_not_signed(network: SigningNetwork, rse: Rse) -> None:
    body = orjson.dumps(doing(1))
    assert push(rse, body, x_signature=sign(body, "guessed")).status_code == 401
    assert push(rse, body + b" ", x_signature=sign(body)).status_code == 401
    assert push(rse, body, authorization=f"Bearer {rse.token}").status_code == 401
    assert (network.read_count, rse.facts("forum")) == (0, [])


def test_a_bearer_token_of_the_network_s_own_does_not_stand_in_the_way(network: SigningNetwork, rse: Rse) -> None:
    body = orjson.dumps(doing(1))
    assert push(rse, body, x_signature=sign(body), authorization="Bearer theirs").status_code == 202


def test_a_challenge_is_answered_in_the_same_request(network: SigningNetwork, rse: Rse) -> None:
    answer = push(rse, b"a challenge", "text/plain")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "text/plain", b"a challenge")
    assert network.read_count == 0


def test_a_secret_opens_under_an_older_key_and_not_without_it(
    network: SigningNetwork, bare_app: Flask, rse: Rse
) -> None:
    body = orjson.dumps(doing(1))
    give_keys(bare_app, NEW, OLD)
    assert push(rse, body, x_signature=sign(body)).status_code == 202
    for keys in ((NEW,), ()):
        give_keys(bare_app, *keys)
        assert push(rse, body, x_signature=sign(body)).status_code == 503


def test_a_changed_secret_counts_at_once_and_a_disconnected_network_is_nowhere(
    network: SigningNetwork, bare_app: Flask, rse: Rse
) -> None:
    body = orjson.dumps(doing(1))
    with bare_app.app_context():
        call_command("connect", "forum", "--kind", "signing", "--secret", "changed")
        assert push(rse, body, x_signature=sign(body)).status_code == 401
        assert push(rse, body, x_signature=sign(body, "changed")).status_code == 202
        assert "forum\tkind signing\tconnected" in call_command("list")
        call_command("disconnect", "forum")
        assert "forum" not in call_command("list")
    assert push(rse, body, x_signature=sign(body, "changed")).status_code == 404
    assert len(rse.facts("forum")) == 1


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["forum", "--kind", "cloudevents", "--secret", "x"], "has no secret"),
        (["passerelle", "--kind", "cloudevents"], "never passerelle"),
        (["https://rse.example", "--kind", "cloudevents"], "small letters"),
        (["forum", "--kind", "cloudevents", "--options", "{"], "not JSON"),
        (["forum", "--kind", "cloudevents", "--options", "[]"], "not a JSON object"),
        (["forum", "--kind", "cloudevents", "--options", '{"colour": "red"}'], "/settings/colour"),
        (["forum", "--kind", "gossip"], "Unknown kind 'gossip': choose among"),
    ],
)
def test_a_network_that_cannot_be_connected_so_is_refused_with_the_reason(
    bare_app: Flask, arguments: list[str], reason: str
) -> None:
    with bare_app.app_context():
        result = CliRunner().invoke(source_commands, ["connect", *arguments])
    assert result.exit_code != 0
    assert reason in result.output


def test_a_secret_is_not_kept_without_a_key(network: SigningNetwork, bare_app: Flask) -> None:
    give_keys(bare_app)
    with bare_app.app_context():
        result = CliRunner().invoke(source_commands, ["connect", "wiki", "--kind", "cloudevents", "--options", "{}"])
        assert result.exit_code == 0
        with transaction(), pytest.raises(Exception, match="SOURCES_KEY"):
            connect_source("forum", "signing", secret="shared")
