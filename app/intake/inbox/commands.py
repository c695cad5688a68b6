"""The commands by which IT looks into the inbox of a source, pauses it, and takes it up again."""

from __future__ import annotations

import click

from app.intake.inbox.models import InboxItem
from app.intake.inbox.queries import read_inbox_state
from app.intake.inbox.service import pause
from app.intake.inbox.service.poll import poll_soon
from app.intake.queries import get_source
from app.intake.reasons import SENTENCES
from app.kernel import clock
from app.kernel.shown_errors import transaction_showing_errors


@click.command("show")
@click.argument("name")
def show_source(name: str) -> None:
    """Show when the network NAME was last heard, how much waits, and what became of its last hundred items."""
    with transaction_showing_errors():
        source = get_source(name)
        state = read_inbox_state(source.id)
        heard = f"last heard at {source.heard_at:%Y-%m-%d %H:%M}" if source.heard_at else "never heard"
        paused = f", paused since {source.paused_at:%Y-%m-%d %H:%M}" if source.paused_at else ""
        click.echo(f"{name}: kind {source.kind}, {heard} (UTC){paused}.")
        if source.earlier_secret_until and source.earlier_secret_until > clock.now():
            click.echo(f"The secret of before is accepted until {source.earlier_secret_until:%Y-%m-%d %H:%M} (UTC).")
        if source.poll_failure:
            click.echo(f"The last call failed: {source.poll_failure}")
        if state.progress:
            click.echo(f"First import under way: {state.progress}.")
        click.echo(f"{state.waiting} items wait." if state.waiting else "Nothing waits.")
        for item in state.latest:
            click.echo(_format_item(item))


def _format_item(item: InboxItem) -> str:
    word = item.effect if item.outcome == "accepted" else item.outcome
    why = item.reason or SENTENCES.get(item.code or "", "")
    return f"{item.received_at:%Y-%m-%d %H:%M}\t{item.native_id}\t{word}\t{why}".rstrip()


@click.command("pause")
@click.argument("name")
def pause_source(name: str) -> None:
    """Keep what the network NAME sends, and read nothing of it until it is taken up again."""
    with transaction_showing_errors():
        pause.pause_source(name)
    click.echo(f"{name} is paused: what it sends waits.")


@click.command("resume")
@click.argument("name")
def take_up_source(name: str) -> None:
    """Read what the network NAME sent during its pause, and what it sends from now on."""
    with transaction_showing_errors():
        pause.take_up_source(name)
    click.echo(f"{name} is read again.")


@click.command("poll")
@click.argument("name")
def poll_source(name: str) -> None:
    """Ask the network NAME now for what is new, where its kind is polled, instead of at its next moment."""
    with transaction_showing_errors():
        poll_soon(get_source(name).id)
    click.echo(f"{name} is asked as soon as a sender is free.")


INBOX_COMMANDS = (show_source, pause_source, take_up_source, poll_source)
