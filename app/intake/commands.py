"""The command that replays a file of activities through the public intake."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

import click

from app.intake.activities import Answer
from app.intake.client import Intake, Line, NotTaken, batches
from app.intake.limits import MOST_ITEMS

SHOWN = 5
"""How many reasons of refusals are told; they tend to be the same."""


@dataclass
class Tally:
    """What became of the file so far."""

    outcomes: Counter[str] = field(default_factory=Counter)
    refusals: list[str] = field(default_factory=list)

    def add(self, batch: list[Line], answer: Answer) -> None:
        """Count one batch with its answer."""
        self.outcomes.update(item.outcome for item in answer.items)
        refused = [item for item in answer.items if item.outcome == "refused"]
        for item in refused[: SHOWN - len(self.refusals)]:
            self.refusals.append(f"line {batch[item.index].number}: {item.pointer or ''} {item.reason}")


@click.command()
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
    "--batch", type=click.IntRange(1, MOST_ITEMS), default=1_000, show_default=True, help="Activities in a request."
)
def replay(file: BinaryIO, url: str, token: str, batch: int) -> None:
    """Push FILE, one CloudEvent a line, as an RSE would. Pushed again, it changes nothing."""
    tally, began = Tally(), time.monotonic()
    try:
        _push(file, Intake(url, token, say=_say), batch, tally)
    except NotTaken as stopped:
        raise click.ClickException(stopped.detail) from stopped
    _tell(tally, time.monotonic() - began)
    if tally.outcomes["refused"]:
        raise SystemExit(1)


def _say(text: str) -> None:
    click.echo(f"\n{text}", err=True)


def _push(file: BinaryIO, intake: Intake, most: int, tally: Tally) -> None:
    size = os.fstat(file.fileno()).st_size
    with click.progressbar(length=size, label="Pushing", file=sys.stderr) as bar:
        for lines in batches(file, most):
            tally.add(lines, intake.push(lines))
            bar.update(sum(len(line.text) for line in lines))


def _tell(tally: Tally, seconds: float) -> None:
    told = tally.outcomes.total()
    for outcome in ("accepted", "duplicate", "dropped", "refused"):
        click.echo(f"{outcome:<10}{tally.outcomes[outcome]:>10,}")
    click.echo(f"{'in all':<10}{told:>10,}   in {seconds:.1f} s, {told / max(seconds, 0.001):,.0f} a second")
    for reason in tally.refusals:
        click.echo(f"refused, {reason}", err=True)
