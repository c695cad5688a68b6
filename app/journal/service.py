"""Appends facts to the journal, a few by one statement and many by COPY, and wakes the readers that wait for them once they are committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.journal.kinds import KINDS
from app.journal.models import Fact
from app.journal.registry import readers_by_name
from app.journal.statements import APPEND, FIND_AND_NUMBER
from app.kernel.database import copy_rows, session
from app.kernel.jobs import enqueue_job_after_commit
from app.kernel.schema import JsonObject

HOUSE = "passerelle"
"""The source of facts that happen in Passerelle itself."""

COPIED_FROM = 100
"""So many facts are written by COPY: fewer cost less by one statement, which asks the database once instead of four times."""

COPIED_COLUMNS = (
    *("id", "kind", "actor_id", "counterpart_id", "object", "community"),
    *("occurred_at", "source", "source_key", "undoes", "body"),
)

FactKey = tuple[str, str]
Ids = dict[FactKey, int]
"""The id of each new fact by its source and key."""


@dataclass(frozen=True, kw_only=True)
class NewFact:
    """A fact to append. (source, source_key) names it for ever: appending it again changes nothing."""

    kind: str
    source_key: str
    occurred_at: datetime
    actor_id: int | None = None
    counterpart_id: int | None = None
    object: str | None = None
    community: str | None = None
    source: str = HOUSE
    undoes: str | None = None
    body: JsonObject = field(default_factory=dict)


def append_facts(facts: Sequence[NewFact]) -> list[int | None]:
    """Write the facts; returns the id of each new one, and None where it was already there.

    They are written in the order of their names, so that two writers of the same facts do not deadlock; of our own,
    those that take something back come first, so that what replaces it is later for whoever reads them.
    """
    assert all(fact.kind in KINDS for fact in facts), "A fact of a kind that the closed list does not have."
    if not facts:
        return []
    ids = _write_facts(sorted(facts, key=_get_writing_order))
    request_drain_for_kinds({fact.kind for fact in facts if _get_fact_key(fact) in ids})
    return [ids.pop(_get_fact_key(fact), None) for fact in facts]


def _get_fact_key(fact: NewFact) -> FactKey:
    return fact.source, fact.source_key


def _get_writing_order(fact: NewFact) -> tuple[str, bool, str]:
    return fact.source, fact.source == HOUSE and fact.undoes is None, fact.source_key


def _write_facts(ordered: Sequence[NewFact]) -> Ids:
    if len(ordered) < COPIED_FROM:
        return _insert_facts(ordered)
    try:
        with session().begin_nested():
            return _copy_new_facts(ordered)
    except IntegrityError:
        # Somebody else wrote one of them between our look and our COPY.
        return _insert_facts(ordered)


def _insert_facts(ordered: Sequence[NewFact]) -> Ids:
    parameters = {"facts": orjson.dumps(ordered).decode(), "given": len(ordered)}
    new, names = session().execute(text(APPEND), parameters).one()
    return dict(zip(map(_get_fact_key, ordered) if names is None else map(tuple, names), new, strict=True))


def _copy_new_facts(ordered: Sequence[NewFact]) -> Ids:
    """Look for what is there, and copy the rest: that takes half of what the database needs to be ready for a conflict at each row."""
    firsts: dict[FactKey, NewFact] = {}
    for fact in ordered:
        firsts.setdefault(_get_fact_key(fact), fact)
    looked = {"sources": [source for source, _ in firsts], "keys": [key for _, key in firsts]}
    names, new = session().execute(text(FIND_AND_NUMBER), looked).one()
    for name in names:
        del firsts[tuple(name)]
    ids = dict(zip(firsts, new, strict=True))
    copy_rows(Fact, COPIED_COLUMNS, (_build_row(ids[key], fact) for key, fact in firsts.items()))
    return ids


def _build_row(fact_id: int, fact: NewFact) -> tuple[object, ...]:
    """The values of COPIED_COLUMNS."""
    body = orjson.dumps(fact.body).decode() if fact.body else "{}"
    return (
        *(fact_id, fact.kind, fact.actor_id, fact.counterpart_id, fact.object, fact.community),
        *(fact.occurred_at, fact.source, fact.source_key, fact.undoes, body),
    )


def request_drain_for_kinds(kinds: Iterable[str]) -> None:
    """Ask RQ, after the commit, to have the readers that wait for one of `kinds` drained."""
    happened = set(kinds)
    if any(reader.kinds & happened for reader in readers_by_name().values()):
        enqueue_drain_job()


def enqueue_drain_job() -> None:
    """Ask RQ to drain the readers that have facts waiting; requested twice before a worker starts, it runs once."""
    enqueue_job_after_commit("journal.drain", once="drain")
