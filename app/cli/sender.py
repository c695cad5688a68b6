"""The command that runs a sender of webhooks."""

from __future__ import annotations

import click

from app.cli.service import open_application_from_environment
from app.kernel import jobs


@click.command("sender")
def command() -> None:
    """Send webhooks, to 64 endpoints at once; a receiver that hangs delays no other. Run one or more, on as many machines."""
    with open_application_from_environment() as application, jobs.open_lanes(application):
        jobs.build_worker(application, jobs.SENDING_QUEUE).work(logging_level="WARNING")
