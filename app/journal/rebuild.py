"""Sends a reader back to the start of the journal, and compares what it keeps with what the facts say."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from app.journal import queries
from app.journal.models import Position, Rebuild
from app.journal.reader import Batch, Reader
from app.journal.service import enqueue_drain_job
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import roll_back


def note_rebuild(what: str, name: str) -> None:
    """Keep that a reader (`what` is "reader") or a board ("board") was asked now to be made anew; the audit log says by whom."""
    now = clock.now()
    row = insert(Rebuild).values(what=what, name=name, requested_at=now)
    session().execute(row.on_conflict_do_update(index_elements=["what", "name"], set_={"requested_at": now}))


def rewind_reader(reader: Reader) -> None:
    """Put every position of `reader` at the start, and ask for a drain, which reads every fact again."""
    note_rebuild("reader", reader.name)
    session().execute(
        update(Position).where(Position.reader == reader.name).values(tx=0, fact_id=0, is_read_again=True)
    )
    enqueue_drain_job()


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
