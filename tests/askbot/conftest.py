"""A forum for the tests of Askbot, started once, and a Passerelle that it reaches while a test lets it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.kernel.application import Application
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import ensure_token
from badges.credentials.keys import create_signing_keys
from tests.askbot.company import NAMES, make_company
from tests.askbot.forum import ACTIVITIES_TOKEN, BADGES_TOKEN, Forum
from tests.nodes import find_askbot


def find_free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def running_forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forum]:
    """The forum, with what the tests before wrote into it."""
    python = find_askbot()
    assert python, "Tests with the mark `askbot` are put aside where there is none."
    folder, passerelle = tmp_path_factory.mktemp("forum"), f"http://127.0.0.1:{find_free_port()}"
    with Forum(python, folder, find_free_port(), passerelle, NAMES) as running:
        yield running


@pytest.fixture
def forum(running_forum: Forum) -> Iterator[Forum]:
    """The forum; whoever asks for it gets the mark `askbot`. The commands that a test starts end with it."""
    yield running_forum
    running_forum.stop_commands()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The settings of a deployment whose forum is on this machine, over plain HTTP."""
    return replace(settings, webhook_networks=(ip_network("127.0.0.0/8"),), webhook_plain_http=True)


@pytest.fixture
def company(bare_app: Application) -> Application:
    """The members of the forum, and the tokens that the forum has."""
    with bare_app.app_context(), transaction():
        make_company()
        ensure_token("askbot", ACTIVITIES_TOKEN, scopes=["activities:write"], source="askbot")
        ensure_token("askbot-badges", BADGES_TOKEN, scopes=["awards:read"], source="askbot")
    return bare_app


@pytest.fixture
def signing_company(company: Application, tmp_path: Path) -> Application:
    """The same, with keys that sign badges: what is shown in the network is signed."""
    create_signing_keys(tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    company.config["SETTINGS"] = replace(company.config["SETTINGS"], badge_keys=tmp_path)
    return company
