"""What the webhooks' tests stand on: a receiver on this machine, in reach of the service, and a machine that may manage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from tests.receiver import Receiver


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The settings of a deployment whose RSE lives on this machine, over plain HTTP."""
    return replace(settings, webhook_networks=(ip_network("127.0.0.0/8"),), webhook_plain_http=True)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Somebody who listens."""
    with Receiver() as listening:
        yield listening


@pytest.fixture
def machine(app: Flask) -> FlaskClient:
    """A client that carries a token with the scope to manage webhooks."""
    return client_with(app, "webhooks:manage")


def client_with(app: Flask, scope: str) -> FlaskClient:
    """A client that carries a token of one scope."""
    with transaction():
        token = create_token(f"machine for {scope}", scopes=[scope], source="rse")
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client
