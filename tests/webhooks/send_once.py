"""A worker of its own process, for a test to kill: sends what is due to one endpoint."""

from __future__ import annotations

import os

from app.factory import create_app
from app.kernel.jobs import perform
from app.kernel.settings import Settings


def send_to(endpoint_id: int) -> None:
    """Send to this endpoint."""
    with create_app(Settings.from_environ(os.environ)).app_context():
        perform("webhooks.send", (endpoint_id,), None)
