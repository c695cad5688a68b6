"""The command that runs an RQ worker."""

from __future__ import annotations

import click

from app.cli.service import open_application_from_environment
from app.kernel import jobs


@click.command("worker")
@click.option("--burst", is_flag=True, help="Stop when nothing is left to do.")
def command(*, burst: bool) -> None:
    """Do the work that requests leave for later; run as many workers as wanted, on as many machines."""
    with open_application_from_environment() as application:
        jobs.build_worker(application).work(burst=burst, logging_level="WARNING")
