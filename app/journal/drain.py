"""Takes a reader through the journal: lock its positions, act on a batch, move them, commit; again until nothing waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import text

from app.journal import queries
from app.journal.affected.queries import AffectedFacts
from app.journal.models import SHARDS
from app.journal.queries import ShardBatch
from app.journal.reader import Batch, Reader
from app.journal.statements import CREATE_POSITIONS, FORGET_PLANS, MOVE, RESTART_POSITIONS
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction

EVERY_SHARD = tuple(range(SHARDS))
SHORT_JOURNAL = 100
"""Facts up to which any plan will do."""
_MOVE = text(MOVE)


def drain_reader(reader: Reader, *shards: int, affected: AffectedFacts | None = None) -> int:
    """Act on every fact that waits in `shards` (all of them when none is named); returns how many there were.

    Two drains of one reader share its shards: a position that another one has locked is left to it. A batch that
    raises is undone whole, positions included, so it is acted on again and never twice. Drains that are given the same
    `affected` look facts up once.
    """
    return sum(iterate_batch_sizes_while_draining(reader, shards or EVERY_SHARD, affected))


def iterate_batch_sizes_while_draining(
    reader: Reader, shards: Sequence[int] = EVERY_SHARD, affected: AffectedFacts | None = None
) -> Iterator[int]:
    """The same, yielding after each batch how many facts were in it."""
    is_more_waiting = True
    while is_more_waiting:
        with transaction():
            steps = queries.lock_next_shard_batches(reader, shards) or _ensure_positions_and_lock_batches(
                reader, shards
            )
            _handle_facts_and_move_positions(reader, steps, affected or AffectedFacts())
        yield sum(len(step.facts) for step in steps)
        is_more_waiting = any(step.has_more for step in steps)


def _ensure_positions_and_lock_batches(reader: Reader, shards: Sequence[int]) -> list[ShardBatch]:
    """The next steps when there are no positions yet, or other drains have locked them all."""
    create_or_restart_reader_positions([reader])
    return queries.lock_next_shard_batches(reader, shards)


def _handle_facts_and_move_positions(reader: Reader, steps: Sequence[ShardBatch], affected: AffectedFacts) -> None:
    """Hand the facts over in the order of the journal, whichever shard they are in, and move the positions."""
    facts = sorted(fact for step in steps for fact in step.facts)
    if facts:
        _forget_plans_of_half_as_long_journal(facts[-1][1])
        is_read_again = any(step.is_read_again for step in steps)
        _, ids, kinds = zip(*facts, strict=True)
        reader.handle(Batch(list(ids), kinds, is_read_again=is_read_again, affected=affected))
    _move_positions(reader, steps)


def _forget_plans_of_half_as_long_journal(fact_id: int) -> None:
    """Plans are kept with the connection, and were good for the journal of when they were made."""
    planned_at = session().connection().info.setdefault("planned_at_fact", max(fact_id, SHORT_JOURNAL))
    if fact_id > 2 * planned_at:
        session().execute(text(FORGET_PLANS))
        session().connection().info["planned_at_fact"] = fact_id


def _move_positions(reader: Reader, steps: Sequence[ShardBatch]) -> None:
    """Past the last fact of a full step; past all that can no longer change where there was no more to read."""
    moved = {
        "reader": reader.name,
        "now": clock.now(),
        "shards": [step.shard for step in steps],
        "txs": [step.end[0] for step in steps],
        "fact_ids": [step.end[1] for step in steps],
        "have_more": [step.has_more for step in steps],
    }
    session().execute(_MOVE, moved)


def create_or_restart_reader_positions(readers: Sequence[Reader]) -> None:
    """Give each reader its positions, at the start of the journal; one whose version is greater than before starts again.

    Idempotent. A process with an older version of a reader changes nothing, so two versions may run side by side.
    """
    given = {"readers": [reader.name for reader in readers], "versions": [reader.version for reader in readers]}
    session().execute(text(CREATE_POSITIONS), given | {"shards": SHARDS})
    session().execute(text(RESTART_POSITIONS), given)
