"""Sends a reader back to the start of the journal, and compares what it keeps with what the facts say."""

from __future__ import annotations

from sqlalchemy import update

from app.journal import queries
from app.journal.models import Position
from app.journal.reader import Batch, Reader
from app.kernel.database import session
from app.kernel.transaction import roll_back


def rewind_reader(reader: Reader) -> None:
    """Put every position of `reader` at the start; its next drain reads every fact again."""
    session().execute(
        update(Position).where(Position.reader == reader.name).values(tx=0, fact_id=0, is_read_again=True)
    )


def count_rows_changed_by_trial_replay(reader: Reader, person_id: int) -> dict[str, int]:
    """How many rows of each table `reader` would write if it read the facts about this person again; empty when all is right.

    It does read them, and everything that it writes is undone: call it in a transaction of its own.
    """
    fact_ids = queries.list_read_fact_ids_about_person(reader, person_id)
    before = queries.count_rows_written_by_connection(reader.derives)
    for start in range(0, len(fact_ids), reader.size):
        reader.handle(Batch(fact_ids[start : start + reader.size], is_read_again=True))
    session().flush()
    after = queries.count_rows_written_by_connection(reader.derives)
    roll_back()
    return {table: rows - before.get(table, 0) for table, rows in after.items() if rows > before.get(table, 0)}
