"""The journal's commands: how far each reader got, and a rebuild from the first fact."""

from __future__ import annotations

import time

import click

from app.journal import queries
from app.journal.drain import drain_by_batches, ensure_positions
from app.journal.queries import Backlog
from app.journal.reader import Reader
from app.journal.rebuild import find_differences, rewind_reader
from app.journal.registry import all_readers
from app.kernel.transaction import transaction

LOOKED_AT = 10_000
"""Facts after a position that are counted exactly; a reader further behind is said to have at least so many."""


@click.group("journal")
def journal() -> None:
    """The journal and its readers."""


@journal.command("readers")
def list_readers() -> None:
    """Show how many facts wait for each reader."""
    with transaction():
        backlogs = queries.count_waiting(all_readers().values(), LOOKED_AT)
    for name in all_readers():
        click.echo(f"{name}: {_describe_backlog(backlogs[name])}")


@journal.command("rebuild")
@click.argument("name")
def rebuild_reader(name: str) -> None:
    """Send the reader NAME back to the first fact and let it hear everything again; what it derived stays right meanwhile."""
    reader = _get_reader(name)
    with transaction():
        ensure_positions([reader])
        rewind_reader(reader)
    left = total = _count_waiting(reader)
    with click.progressbar(length=total, label=f"{name}: {total:,} facts") as bar:
        while left:
            for done in drain_by_batches(reader):
                bar.update(done)
            left = _count_waiting(reader)
            time.sleep(0.05 if left else 0)  # A worker is at it too, or a transaction under way holds some back.


@journal.command("check")
@click.argument("name")
@click.option("--people", default=200, show_default=True, help="How many people to look at, drawn by chance.")
def check_reader(name: str, people: int) -> None:
    """Compare what the reader NAME keeps with what the facts say, for some people; fails when something differs."""
    reader = _get_reader(name)
    if not reader.derives:
        click.echo(f"{name}: keeps nothing that follows from facts alone.")
        return
    with transaction():
        sample = queries.sample_people(people)
    different = 0
    for person_id in sample:
        with transaction():
            differences = find_differences(reader, person_id)
        if differences:
            different += 1
            rows = ", ".join(f"{table} {count}" for table, count in sorted(differences.items()))
            click.echo(f"person {person_id}: rows to write: {rows}")
    click.echo(f"{name}: {len(sample)} people looked at, {different} different.")
    if different:
        raise click.exceptions.Exit(1)


def _get_reader(name: str) -> Reader:
    reader = all_readers().get(name)
    if reader is None:
        raise click.BadParameter(f"no reader is called {name}: choose among {', '.join(all_readers())}.")
    return reader


def _describe_backlog(backlog: Backlog) -> str:
    if backlog.is_more:
        return f"at least {backlog.count:,} facts waiting"
    return f"{backlog.count:,} facts waiting" if backlog.count else "up to date"


def _count_waiting(reader: Reader) -> int:
    with transaction():
        return queries.count_waiting([reader])[reader.name].count
