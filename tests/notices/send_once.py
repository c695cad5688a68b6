"""A worker of its own process, for a test to kill: sends the mail that is due."""

from __future__ import annotations

import os

from app.factory import create_app
from app.kernel.jobs import perform
from app.kernel.settings import Settings
from tests.notices.makers import plug_in_kinds


def send_due() -> None:
    """Send to everybody."""
    app = create_app(Settings.from_environ(os.environ))
    plug_in_kinds(app)
    with app.app_context():
        perform("notices.send", (), None)
