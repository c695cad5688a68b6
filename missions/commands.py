"""The commands of missions: open them to whom they reach."""

from __future__ import annotations

import click

from app.kernel.transaction import transaction
from missions.service.enrol import enrol_everyone_in_missions


@click.group("missions")
def mission_commands() -> None:
    """Open missions to whom they reach."""


@mission_commands.command("enrol")
def enrol_everybody_whom_missions_reach() -> None:
    """Look at everybody, and open each mission to whom it reaches and lacks it.

    The clock does so every five minutes for people who changed. This repairs what was written with triggers switched off.
    """
    with transaction():
        opened = enrol_everyone_in_missions()
    click.echo(f"{opened:,} missions opened.")
