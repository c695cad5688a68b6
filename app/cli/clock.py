"""The command that runs the clock."""

from __future__ import annotations

import signal
import threading

import click

from app.cli.service import open_application_from_environment
from app.factory import list_all_features
from app.kernel import scheduler


@click.command("clock")
def command() -> None:
    """Ask for the work that is due every so often; of several clocks one leads and the others wait."""
    stop_requested = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop_requested.set())
    with open_application_from_environment() as application:
        schedules = (schedule for feature in list_all_features() for schedule in feature.schedules)
        scheduler.run_schedules(application, schedules, stop_requested)
