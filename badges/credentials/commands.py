"""The commands about the keys that sign badges."""

from __future__ import annotations

import click

from app.kernel.transaction import transaction
from badges.credentials.keys import KeysUnusable
from badges.credentials.service.publish import create_and_publish_keys


@click.group("badge-keys")
def badge_key_commands() -> None:
    """Make the keys that sign badges."""


@badge_key_commands.command("new")
def create_keys() -> None:
    """Write a newer pair of keys to the folder BADGE_KEYS; it signs from now on, and what older ones signed stays valid."""
    try:
        with transaction():
            keys = create_and_publish_keys()
    except KeysUnusable as wrong:
        raise click.ClickException(str(wrong)) from wrong
    click.echo(
        f"{keys.ed25519_name} and {keys.rsa_name} sign badges from now on. Back them up; who has them can sign in your name."
    )
