"""The commands that replay a file of activities through the public intake, and that connect sources."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

import click

from app.intake import queries
from app.intake.accounts.commands import ACCOUNT_COMMANDS
from app.intake.activities import IntakeAnswer
from app.intake.client import ActivityLine, BatchNotTaken, IntakeClient, split_lines_into_batches
from app.intake.inbox.commands import INBOX_COMMANDS
from app.intake.request_body import MAX_ITEMS
from app.intake.service import connect
from app.kernel.shown_errors import transaction_showing_errors

MAX_SHOWN = 5
"""How many reasons of refusals are shown; they tend to be the same."""


@dataclass
class OutcomeTally:
    """The outcomes of the file so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)

    def count_batch_outcomes(self, batch: list[ActivityLine], answer: IntakeAnswer) -> None:
        """Count one batch with its answer."""
        self.outcomes.update(item.outcome for item in answer.items)
        refused = [item for item in answer.items if item.outcome == "refused"]
        for item in refused[: MAX_SHOWN - len(self.refusals)]:
            self.refusals.append(f"line {batch[item.index].number}: {item.pointer or ''} {item.reason}")


@click.command("replay")
@click.argument("file", type=click.File("rb"))
@click.option(
    "--url",
    envvar="PASSERELLE_URL",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="Where Passerelle answers.",
)
@click.option(
    "--token",
    envvar="PASSERELLE_TOKEN",
    required=True,
    help="A service token that may push; better in PASSERELLE_TOKEN.",
)
@click.option(
    "--batch", type=click.IntRange(1, MAX_ITEMS), default=1_000, show_default=True, help="Activities in a request."
)
def replay_file(file: BinaryIO, url: str, token: str, batch: int) -> None:
    """Push FILE, one CloudEvent a line, as an RSE would. Pushed again, it changes nothing."""
    tally, began = OutcomeTally(), time.monotonic()
    try:
        _push_lines(file, IntakeClient(url, token, say=_show_warning), batch, tally)
    except BatchNotTaken as stopped:
        raise click.ClickException(stopped.detail) from stopped
    _show_tally(tally, time.monotonic() - began)
    if tally.outcomes["refused"]:
        raise SystemExit(1)


def _show_warning(text: str) -> None:
    click.echo(f"\n{text}", err=True)


def _push_lines(file: BinaryIO, intake: IntakeClient, most: int, tally: OutcomeTally) -> None:
    size = os.fstat(file.fileno()).st_size
    with click.progressbar(length=size, label="Pushing", file=sys.stderr) as bar:
        for lines in split_lines_into_batches(file, most):
            tally.count_batch_outcomes(lines, intake.push_batch(lines))
            bar.update(sum(len(line.text) for line in lines))


def _show_tally(tally: OutcomeTally, seconds: float) -> None:
    total = tally.outcomes.total()
    for outcome in ("accepted", "duplicate", "dropped", "refused"):
        click.echo(f"{outcome:<10}{tally.outcomes[outcome]:>10,}")
    click.echo(f"{'in all':<10}{total:>10,}   in {seconds:.1f} s, {total / max(seconds, 0.001):,.0f} a second")
    for reason in tally.refusals:
        click.echo(f"refused, {reason}", err=True)


@click.group("source")
def source_commands() -> None:
    """Connect networks, look into what they send, and say whose their accounts are."""


@source_commands.command("connect")
@click.argument("name")
@click.option("--kind", required=True, help="How the network sends: cloudevents, or another kind of source.")
@click.option("--options", default="{}", show_default=True, help="The options of the kind, as a JSON object.")
@click.option(
    "--secret",
    envvar="PASSERELLE_SOURCE_SECRET",
    default="",
    help="The secret that the network signs with, where its kind has one; better in PASSERELLE_SOURCE_SECRET.",
)
def connect_source(name: str, kind: str, options: str, secret: str) -> None:
    """Connect a network as NAME, or change the secret and the options of the one that is."""
    try:
        read_options = json.loads(options)
    except ValueError as wrong:
        raise click.BadParameter(f"this is not JSON: {wrong}", param_hint="--options") from wrong
    if not isinstance(read_options, dict):
        raise click.BadParameter("this is not a JSON object", param_hint="--options")
    with transaction_showing_errors():
        connect.connect_source(name, kind, secret=secret, options=read_options)
    click.echo(f"{name} is connected: it pushes to /hooks/{name}.")


@source_commands.command("list")
def list_sources() -> None:
    """Show every connected network, without its secret."""
    with transaction_showing_errors():
        for source in queries.list_sources():
            click.echo(f"{source.name}\tkind {source.kind}\tconnected {source.created_at:%Y-%m-%d}")


@source_commands.command("disconnect")
@click.argument("name")
def disconnect_source(name: str) -> None:
    """Refuse what the network NAME sends from now on. Its facts stay."""
    with transaction_showing_errors():
        connect.disconnect_source(name)
    click.echo(f"{name} is disconnected.")


for _command in (*INBOX_COMMANDS, *ACCOUNT_COMMANDS):
    source_commands.add_command(_command)
