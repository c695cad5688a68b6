"""What the tests of notices stand on: a mail server on this machine, and a service that writes to it at any hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.headerregistry import Address

import pytest

from app.kernel.application import Application
from app.kernel.hours import ALWAYS
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from tests.mail_host import Host
from tests.makers import make_people
from tests.notices.makers import TUESDAY, plug_in_kinds, set_office_hours, visit_on


@pytest.fixture
def settings(settings: Settings, host: Host) -> Settings:
    """The settings of a service that sends its mail there."""
    sender = Address("Passerelle", addr_spec="passerelle@example.com")
    return replace(settings, mail_server=host.server, mail_from=sender, working_hours=ALWAYS, company="Groupe Armor")


@pytest.fixture(autouse=True)
def kinds(bare_app: Application) -> None:
    """Two kinds of notices and a source of news, as a wing would plug them in."""
    plug_in_kinds(bare_app)


@pytest.fixture
def person_id(app: Application) -> int:
    """A person who visited on Monday and whose day of the digest is Tuesday."""
    set_office_hours(app)
    with transaction():
        (person_id,) = make_people(1)
    visit_on(person_id, (TUESDAY - timedelta(days=1)).date())
    return person_id
