"""Reads of the journal: the next facts for a reader, what still stands, and who is behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import BigInteger, column, literal_column, select, text

from app.journal.counted_events import COUNTERPART_KINDS
from app.journal.models import Fact, Rebuild
from app.journal.reader import Reader
from app.journal.statements import (
    BACKLOG,
    LAST_TRANSACTION,
    LATEST_EVENTS_OF_GROUPS,
    NEXT,
    READ_FACTS_OF,
    ROWS_WRITTEN,
    SAMPLE_ACTORS,
    WAITING,
)
from app.kernel.company_figure import CompanyFigure
from app.kernel.database import session
from app.kernel.disclosure import get_gate
from app.kernel.kept_figures.queries import read_figure
from app.kernel.schema import JsonObject

OLDEST_UNDER_WAY = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", BigInteger)
"""The oldest transaction that may still commit facts: what is before it can no longer change."""

CLUSTER = literal_column("(select system_identifier from pg_control_system())", BigInteger)
"""The PostgreSQL cluster: the numbers of transactions mean something in it alone. Replicas and physical backups keep it, a dump does not."""

NEXT_TRANSACTION = literal_column("pg_snapshot_xmax(pg_current_snapshot())::text::bigint", BigInteger)
"""The first transaction that has not begun yet."""


FACTS_PER_LOOK = 100
"""How many facts after a position a look reads: after so many of other kinds, the position is moved past them."""

MAX_LATEST_FACTS = 20_000
"""How many of the latest facts are looked through for what a form offers: so the cost does not grow with the journal."""

LATEST_FACTS_LIMIT = 200_000
"""How many of the latest facts are read to decide whether a kind of fact still happens."""

FIRST_FACTS_LIMIT = 20_000
"""How many of them are read first: they tell of most kinds, and the others are looked for among all."""

LAST = 2**63 - 1
"""After every fact of a transaction."""

_NEXT, _WAITING = text(NEXT), text(WAITING)


@dataclass(frozen=True)
class ShardBatch:
    """What a reader reads at a time in one shard: the (tx, id, kind) of its facts, the end that it is then past, whether more may wait after it, and whether it is read again."""

    shard: int
    facts: Sequence[tuple[int, int, str]]
    end: tuple[int, int]
    has_more: bool
    is_read_again: bool


@dataclass(frozen=True)
class Backlog:
    """How many facts wait for a reader among the first ones after its positions, and whether there are more to look at."""

    count: int
    is_more: bool


def lock_next_shard_batches(reader: Reader, shards: Sequence[int]) -> list[ShardBatch]:
    """The next facts for `reader` in those of `shards` that nobody else is at, in an order without gaps, up to its size in each.

    A step goes past FACTS_PER_STEP facts at most, whether the reader waits for them or not. The positions stay locked until the transaction ends. One statement reads the facts and the line before which
    nothing can change, so the end of a step is past everything that the step has seen, and nothing else.
    """
    parameters = {"reader": reader.name, "shards": list(shards), "kinds": sorted(reader.kinds), "most": reader.size}
    return [
        ShardBatch(
            shard=row.shard,
            facts=[(tx, fact_id, kind) for (tx, fact_id), kind in zip(row.facts or (), row.kinds or (), strict=True)],
            end=tuple(row.full_to or max((row.before, LAST), (row.tx, row.fact_id))),
            has_more=row.full_to is not None,
            is_read_again=row.is_read_again,
        )
        for row in session().execute(_NEXT, parameters)
    ]


def list_reader_names_to_drain(readers: Iterable[Reader]) -> set[str]:
    """The names of the readers for which facts wait, or whose position is missing or worth moving past other facts."""
    return {name for name, _ in _look_ahead(readers)}


def split_reader_names_to_drain(readers: Iterable[Reader]) -> tuple[set[str], set[str]]:
    """The same in two sets: those that have to act, and those before which so many facts of other kinds are that they are moved past them."""
    rows = _look_ahead(readers)
    return {name for name, is_awaited in rows if is_awaited}, {name for name, is_awaited in rows if not is_awaited}


def _look_ahead(readers: Iterable[Reader]) -> list[tuple[str, bool]]:
    given = {"kinds": encode_kinds_by_reader(readers), "most": FACTS_PER_LOOK}
    return [(row.name, row.is_awaited) for row in session().execute(_WAITING, given)]


def count_waiting_facts_by_reader(readers: Iterable[Reader], most: int | None = None) -> dict[str, Backlog]:
    """How far each reader is behind, by its name, among the first `most` facts after each of its positions (None: all)."""
    rows = session().execute(text(BACKLOG), {"kinds": encode_kinds_by_reader(readers), "most": most})
    return {row.name: Backlog(row.matches, row.is_more) for row in rows}


def encode_kinds_by_reader(readers: Iterable[Reader]) -> str:
    """The kinds that each of these readers waits for, as JSON for statements."""
    return orjson.dumps({reader.name: sorted(reader.kinds) for reader in readers}).decode()


def list_rebuild_moments() -> dict[tuple[str, str], datetime]:
    """When each reader and each board was last asked to be made anew: by ("reader" or "board", its name)."""
    return {(row.what, row.name): row.requested_at for row in session().scalars(select(Rebuild))}


def is_journal_ahead_of_server() -> bool:
    """Whether facts or positions carry numbers of transactions that this server has not reached: a copy restored elsewhere."""
    last = text(LAST_TRANSACTION).columns(column("last", BigInteger)).scalar_subquery()
    return bool(session().scalar(select(last > NEXT_TRANSACTION)))


def list_read_fact_ids_about_person(reader: Reader, person_id: int) -> list[int]:
    """The ids of the facts about one person that `reader` has read so far, in the order of the journal."""
    parameters = {"reader": reader.name, "kinds": sorted(reader.kinds), "person_id": person_id}
    return [row.id for row in session().execute(text(READ_FACTS_OF), parameters)]


def sample_person_ids(people: int) -> list[int]:
    """Up to so many people of the journal, drawn by chance in the database."""
    return sorted(session().scalars(text(SAMPLE_ACTORS), {"people": people}))


def count_rows_written_by_connection(tables: Iterable[str]) -> dict[str, int]:
    """A count of the rows of each table that grows with every row written; compare two of one transaction."""
    rows = session().execute(text(ROWS_WRITTEN), {"tables": sorted(tables)})
    return {row.relname: row.rows for row in rows}


def list_latest_communities() -> list[str]:
    """The communities that the network named in its latest activities, by name: MAX_LATEST_FACTS of them are looked at."""
    latest = select(Fact.community).order_by(Fact.id.desc()).limit(MAX_LATEST_FACTS).subquery()
    named = select(latest.c.community).where(latest.c.community.is_not(None)).distinct()
    return sorted(name for name in session().scalars(named) if name is not None)


def read_latest_event_moments_of_groups(smallest: int) -> dict[str, datetime]:
    """For each counted event, by its written name, the moment since which `smallest` people lived it; events of fewer are absent.

    LATEST_FACTS_LIMIT facts are looked at, for the events that the first FIRST_FACTS_LIMIT of them do not tell of.
    """
    limits = {"first": FIRST_FACTS_LIMIT, "most": LATEST_FACTS_LIMIT, "smallest": smallest}
    parameters = {**limits, "counterpart_kinds": list(COUNTERPART_KINDS)}
    return {row.name: row.occurred_at for row in session().execute(text(LATEST_EVENTS_OF_GROUPS), parameters)}


def _count_latest_event_moments() -> JsonObject:
    moments = read_latest_event_moments_of_groups(get_gate().smallest)
    return {name: moment.isoformat() for name, moment in moments.items()}


LATEST_EVENTS = CompanyFigure(
    "journal.latest-events", "fact", lambda: str(get_gate().smallest), _count_latest_event_moments
)
"""As read_latest_event_moments_of_groups, for the smallest group of today's settings."""


def load_latest_event_moments() -> dict[str, datetime]:
    """For each counted event the moment since which a group lived it, as it was some minutes ago; events of fewer people are absent."""
    return {name: datetime.fromisoformat(str(moment)) for name, moment in read_figure(LATEST_EVENTS).items()}
