"""Reads of the journal: the next facts for a reader, what still stands, and who is behind."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import CTE, BigInteger, bindparam, func, literal_column, select, text, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from app.journal.models import Fact, Position
from app.journal.reader import Reader
from app.journal.standing import CONCERNED
from app.kernel.database import session

OLDEST_UNDER_WAY = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", BigInteger)
"""The oldest transaction that may still commit facts: what is before it can no longer change."""

NEXT_TRANSACTION = literal_column("pg_snapshot_xmax(pg_current_snapshot())::text::bigint", BigInteger)
"""The first transaction that has not begun yet."""


def next_facts(reader: Reader, after: Position) -> Sequence[tuple[int, int]]:
    """The (tx, id) of the next facts for `reader`, in an order without gaps, up to its batch size."""
    found = session().execute(
        select(Fact.tx, Fact.id)
        .where(
            Fact.shard == after.shard,
            tuple_(Fact.tx, Fact.id) > tuple_(after.tx, after.fact_id),
            Fact.tx < OLDEST_UNDER_WAY,
            Fact.kind.in_(sorted(reader.kinds)),
        )
        .order_by(Fact.tx, Fact.id)
        .limit(reader.size)
    )
    return [(row.tx, row.id) for row in found]


def concerned(fact_ids: Sequence[int]) -> CTE:
    """The facts to judge again after a batch: (id, kind, actor_id, occurred_at, object)."""
    judged = text(CONCERNED).bindparams(bindparam("batch", list(fact_ids), type_=ARRAY(BigInteger)))
    return judged.columns(Fact.id, Fact.kind, Fact.actor_id, Fact.occurred_at, Fact.object).cte("concerned")


BEHIND = text(
    """
    select p.reader, p.shard,
           (select count(*) from (
               select 1 from fact f
               where f.shard = p.shard and (f.tx, f.id) > (p.tx, p.fact_id) and f.kind = any(cast(:kinds as text[]))
               limit :most) as waiting) as waiting
    from position p where p.reader = :reader
    """
)


def facts_waiting(reader: Reader, most: int = 1) -> dict[int, int]:
    """How many facts wait for `reader` in each shard where some do, counted up to `most`."""
    rows = session().execute(BEHIND, {"reader": reader.name, "kinds": sorted(reader.kinds), "most": most})
    return {row.shard: row.waiting for row in rows if row.waiting}


def latest_fact() -> int:
    """The id of the newest fact, 0 in an empty journal."""
    return session().scalar(select(func.coalesce(func.max(Fact.id), 0))) or 0


def is_ahead_of_the_server() -> bool:
    """Whether facts or positions carry numbers of transactions that this server has not reached: a copy restored elsewhere."""
    written = select(func.max(Fact.tx)).scalar_subquery()
    reached = select(func.max(Position.tx)).scalar_subquery()
    return bool(session().scalar(select(func.greatest(written, reached) > NEXT_TRANSACTION)))
