"""Takes a reader through the journal: lock its position, act on a batch, move, commit; again until nothing waits."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.journal import queries
from app.journal.models import SHARDS, Position
from app.journal.reader import Batch, Reader
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction


def drain(reader: Reader, shard: int) -> int:
    """Act on every fact that waits in `shard`; the answer says how many there were.

    Two drains of one shard take turns: the position's row is locked. A batch that raises is undone
    whole, position included, so it is acted on again and never twice.
    """
    done = 0
    while batch := _one_batch(reader, shard):
        done += batch
        if batch < reader.size:
            break
    return done


def _one_batch(reader: Reader, shard: int) -> int:
    with transaction():
        position = _locked_position(reader, shard)
        facts = queries.next_facts(reader, position)
        if facts:
            reader.handle(Batch([fact_id for _, fact_id in facts], shard))
            position.tx, position.fact_id = facts[-1]
            position.moved_at = clock.now()
    return len(facts)


def _locked_position(reader: Reader, shard: int) -> Position:
    mine = select(Position).where(Position.reader == reader.name, Position.shard == shard).with_for_update()
    found = session().scalar(mine)
    if found is None:
        ensure_positions([reader])
        found = session().scalar(mine)
    assert found is not None, "A position exists once it has been ensured."
    return found


def ensure_positions(readers: list[Reader]) -> None:
    """Give each reader its rows, at the start of the journal."""
    rows = [{"reader": reader.name, "shard": shard} for reader in readers for shard in range(SHARDS)]
    if rows:
        session().execute(insert(Position).values(rows).on_conflict_do_nothing())
