"""The journal's commands: how far each reader got, and a rebuild from the first fact."""

from __future__ import annotations

import time

import click

from app.journal import queries
from app.journal.drain import drain_by_batches, ensure_positions
from app.journal.reader import Reader
from app.journal.rebuild import rewind
from app.journal.registry import all_readers
from app.kernel.transaction import transaction

MOST = 1_000_000


@click.group("journal")
def journal() -> None:
    """The journal and its readers."""


@journal.command("readers")
def list_readers() -> None:
    """Show how many facts wait for each reader."""
    with transaction():
        waiting = {name: sum(queries.facts_waiting(reader, MOST).values()) for name, reader in all_readers().items()}
    for name, count in waiting.items():
        click.echo(f"{name}: {'up to date' if count == 0 else f'{count:,} facts waiting'}")


@journal.command("rebuild")
@click.argument("name")
def rebuild(name: str) -> None:
    """Send the reader NAME back to the first fact and let it hear everything again; what it derived stays right meanwhile."""
    reader = all_readers().get(name)
    if reader is None:
        raise click.BadParameter(f"no reader is called {name}: choose among {', '.join(all_readers())}.")
    with transaction():
        ensure_positions([reader])
        rewind(reader)
        total = sum(queries.facts_waiting(reader, MOST).values())
    left = total
    with click.progressbar(length=total, label=f"{name}: {total:,} facts") as bar:
        while left:
            for done in drain_by_batches(reader):
                bar.update(done)
            left = _count_waiting(reader)
            time.sleep(0.05 if left else 0)  # A worker is at it too, or a transaction under way holds some back.


def _count_waiting(reader: Reader) -> int:
    with transaction():
        return sum(queries.facts_waiting(reader, MOST).values())
