"""What the tests of credentials stand on: keys of an issuer, made once, and an address at which the world would reach it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.kernel.application import Application
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from badges.credentials.keys import create_signing_keys
from tests.badges.credentials.makers import BASE
from tests.not_run import find_program


@pytest.fixture(scope="session")
def first_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pair of keys of January 2026; making one takes a second."""
    folder = tmp_path_factory.mktemp("keys")
    create_signing_keys(folder, datetime(2026, 1, 1, tzinfo=UTC))
    return folder


@pytest.fixture(scope="session")
def later_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pair of keys of the summer."""
    folder = tmp_path_factory.mktemp("later")
    create_signing_keys(folder, datetime(2026, 7, 1, tzinfo=UTC))
    return folder


@pytest.fixture
def keys(first_keys: Path, tmp_path: Path) -> Path:
    """A copy of the first pair, for this test alone."""
    return Path(shutil.copytree(first_keys, tmp_path / "keys"))


@pytest.fixture
def settings(settings: Settings, keys: Path) -> Settings:
    """Badges are signed, under the name of a public address."""
    return replace(settings, badge_keys=keys, badge_url=BASE, company="Groupe Armor")


@pytest.fixture(scope="session")
def pngcheck() -> str:
    """The program that judges PNG files; whoever asks for it gets the mark `pngcheck`."""
    program = find_program("pngcheck")
    assert program, "Tests with the mark `pngcheck` are put aside where it is missing."
    return program


@pytest.fixture
def machine(bare_app: Application) -> FlaskClient:
    """The network, with a token that reads what holders show."""
    with bare_app.app_context(), transaction():
        secret = create_token("network", scopes=["awards:read"], source="rse")
    client = bare_app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client
