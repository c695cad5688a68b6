"""The journal's commands: how far each reader got, and a rebuild from the first fact."""

from __future__ import annotations

import time

import click

from app.journal import queries
from app.journal.drain import create_or_restart_reader_positions, iterate_batch_sizes_while_draining
from app.journal.queries import Backlog
from app.journal.reader import Reader
from app.journal.rebuild import count_rows_changed_by_trial_replay, rewind_reader
from app.journal.registry import readers_by_name
from app.kernel.transaction import transaction

LOOKED_AT = 10_000
"""Facts after a position that are counted exactly; a reader further behind is said to have at least so many."""


@click.group("journal")
def journal_commands() -> None:
    """The journal and its readers."""


@journal_commands.command("readers")
def show_reader_backlogs() -> None:
    """Show how many facts wait for each reader."""
    with transaction():
        backlogs = queries.count_waiting_facts_by_reader(readers_by_name().values(), LOOKED_AT)
    for name in readers_by_name():
        click.echo(f"{name}: {_describe_backlog(backlogs[name])}")


@journal_commands.command("rebuild")
@click.argument("name")
def rebuild_reader(name: str) -> None:
    """Send the reader NAME back to the first fact and let it hear everything again; what it derived stays right meanwhile."""
    reader = _get_reader(name)
    with transaction():
        create_or_restart_reader_positions([reader])
        rewind_reader(reader)
    left = total = _count_waiting_facts(reader)
    with click.progressbar(length=total, label=f"{name}: {total:,} facts") as bar:
        while left:
            for done in iterate_batch_sizes_while_draining(reader):
                bar.update(done)
            left = _count_waiting_facts(reader)
            time.sleep(0.05 if left else 0)  # A worker is at it too, or a transaction under way holds some back.


@journal_commands.command("check")
@click.argument("name")
@click.option("--people", default=200, show_default=True, help="How many people to look at, drawn by chance.")
def compare_reader_with_facts(name: str, people: int) -> None:
    """Compare what the reader NAME keeps with what the facts say, for some people; fails when something differs."""
    reader = _get_reader(name)
    if not reader.derives:
        click.echo(f"{name}: keeps nothing that follows from facts alone.")
        return
    with transaction():
        sample = queries.sample_person_ids(people)
    different = 0
    for person_id in sample:
        with transaction():
            differences = count_rows_changed_by_trial_replay(reader, person_id)
        if differences:
            different += 1
            rows = ", ".join(f"{table} {count}" for table, count in sorted(differences.items()))
            click.echo(f"person {person_id}: rows to write: {rows}")
    click.echo(f"{name}: {len(sample)} people looked at, {different} different.")
    if different:
        raise click.exceptions.Exit(1)


def _get_reader(name: str) -> Reader:
    reader = readers_by_name().get(name)
    if reader is None:
        raise click.BadParameter(f"no reader is called {name}: choose among {', '.join(readers_by_name())}.")
    return reader


def _describe_backlog(backlog: Backlog) -> str:
    if backlog.is_more:
        return f"at least {backlog.count:,} facts waiting"
    return f"{backlog.count:,} facts waiting" if backlog.count else "up to date"


def _count_waiting_facts(reader: Reader) -> int:
    with transaction():
        return queries.count_waiting_facts_by_reader([reader])[reader.name].count
