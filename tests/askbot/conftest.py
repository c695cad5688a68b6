"""A forum for the tests of Askbot, started once, and a Passerelle that it reaches while a test lets it."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import ensure_token
from tests.askbot.company import NAMES, make_company
from tests.askbot.forum import ACTIVITIES_TOKEN, Forum
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
def company(bare_app: Application) -> Application:
    """The members of the forum, and the tokens that the forum has."""
    with bare_app.app_context(), transaction():
        make_company()
        ensure_token("askbot", ACTIVITIES_TOKEN, scopes=["activities:write"], source="askbot")
    return bare_app
