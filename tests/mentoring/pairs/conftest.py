"""What the tests of pairs stand on: a key for notes, a mail server, office hours."""

from __future__ import annotations

from dataclasses import replace
from email.headerregistry import Address

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.hours import WorkingHours
from app.kernel.sealing import Keyring
from app.kernel.settings import Settings
from tests.mail_host import Host
from tests.mentoring.pairs.makers import TUESDAY, Two, make_two

OFFICE = WorkingHours((1, 2, 3, 4, 5), 7 * 60, 13 * 60)
KEYS = Keyring((("first", b"1" * 32),))


@pytest.fixture
def settings(settings: Settings, host: Host) -> Settings:
    """Mail goes out, notes are sealed, and people work in the daytime."""
    sender = Address("Passerelle", addr_spec="passerelle@example.com")
    return replace(settings, mail_server=host.server, mail_from=sender, notes_key=KEYS, working_hours=OFFICE)


@pytest.fixture
def two(app: Application) -> Two:
    """A pair that began on the Tuesday."""
    with clock.freeze_at(TUESDAY):
        return make_two()
