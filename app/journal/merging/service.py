"""Gives the facts of one person to another, and lets the readers derive again what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row, text

from app.journal.merging import statements
from app.journal.reader import Batch, Reader
from app.journal.registry import readers_by_name
from app.journal.service import NewFact, append_facts, enqueue_drain_job
from app.kernel import clock
from app.kernel.database import session


def pause_readers() -> None:
    """Wait for the batches under way, and let no reader begin another one until the transaction ends."""
    session().execute(text(statements.LOCK_POSITIONS))


def take_back_facts_between(merged_id: int, kept_id: int) -> None:
    """Take back what two people did towards each other, as nobody likes, answers or follows themselves. Readers are paused.

    They read it at once, while the two are still two: what counted for the one who was met is nobody's event afterwards.
    """
    rows = session().execute(text(statements.FACTS_BETWEEN), {"merged": merged_id, "kept": kept_id}).all()
    undone = [fact_id for fact_id in append_facts([_build_undo_of_fact(row) for row in rows]) if fact_id is not None]
    for reader in _list_deriving_readers():
        _handle_facts(reader, undone if "activity.undone" in reader.kinds else ())


def move_facts(merged_id: int, kept_id: int) -> None:
    """Let everything that one person did, or that was done towards them, be the other's. Readers are paused."""
    both = {"merged": merged_id, "kept": kept_id}
    session().execute(text(statements.PART_WITH_ONESELF), both)
    session().execute(text(statements.MOVE_FACTS), both)
    enqueue_drain_job()


def read_facts_about_person_again(person_id: int) -> None:
    """Let each reader that derives tables act on every fact about a person, in this transaction; readers are paused."""
    for reader in _list_deriving_readers():
        given = {"person_id": person_id, "kinds": sorted(reader.kinds)}
        _handle_facts(reader, session().scalars(text(statements.FACTS_ABOUT), given).all())


def _list_deriving_readers() -> list[Reader]:
    return [reader for reader in readers_by_name().values() if reader.derives]


def _handle_facts(reader: Reader, fact_ids: Sequence[int]) -> None:
    for start in range(0, len(fact_ids), reader.size):
        reader.handle(Batch(list(fact_ids[start : start + reader.size])))


def _build_undo_of_fact(row: Row[int, str, str]) -> NewFact:
    return NewFact(
        kind="activity.undone",
        source=row.source,
        source_key=f"merged:{row.source_key}",
        undoes=row.source_key,
        actor_id=row.actor_id,
        occurred_at=clock.now(),
    )
