"""What the tests of notices stand on: a mail server on this machine, and a service that writes to it at any hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.headerregistry import Address

import pytest

from app.kernel.application import Application
from app.kernel.hours import ALWAYS
from app.kernel.settings import Settings
from tests.mail_host import Host, MailHost, running_host
from tests.notices.makers import plug_in_kinds


@pytest.fixture
def host() -> Iterator[Host]:
    """A mail server."""
    with running_host() as running:
        yield running


@pytest.fixture
def taken(host: Host) -> MailHost:
    """What that server takes, and how it answers."""
    return host.host


@pytest.fixture
def settings(settings: Settings, host: Host) -> Settings:
    """The settings of a service that sends its mail there."""
    sender = Address("Passerelle", addr_spec="passerelle@example.com")
    return replace(settings, mail_server=host.server, mail_from=sender, working_hours=ALWAYS, company="Groupe Armor")


@pytest.fixture(autouse=True)
def kinds(bare_app: Application) -> None:
    """Two kinds of notices and a source of news, as a wing would plug them in."""
    plug_in_kinds(bare_app)
