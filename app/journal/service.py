"""Appends facts to the journal, and wakes the readers that wait for them once they are committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from sqlalchemy import text

from app.journal.kinds import KINDS
from app.journal.registry import readers_by_name
from app.journal.statements import APPEND
from app.kernel.database import session
from app.kernel.jobs import enqueue_job_after_commit
from app.kernel.schema import JsonObject

HOUSE = "passerelle"
"""The source of facts that happen in Passerelle itself."""

_APPEND = text(APPEND)


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
    ordered = sorted(facts, key=_get_writing_order)
    parameters = {"facts": orjson.dumps(ordered).decode(), "given": len(facts)}
    new, names = session().execute(_APPEND, parameters).one()
    ids = dict(zip(map(_get_fact_key, ordered) if names is None else map(tuple, names), new, strict=True))
    request_drain_for_kinds({fact.kind for fact in facts if _get_fact_key(fact) in ids})
    return [ids.pop(_get_fact_key(fact), None) for fact in facts]


def _get_fact_key(fact: NewFact) -> tuple[str, str]:
    return fact.source, fact.source_key


def _get_writing_order(fact: NewFact) -> tuple[str, bool, str]:
    return fact.source, fact.source == HOUSE and fact.undoes is None, fact.source_key


def request_drain_for_kinds(kinds: Iterable[str]) -> None:
    """Ask RQ, after the commit, to have the readers that wait for one of `kinds` drained."""
    happened = set(kinds)
    if any(reader.kinds & happened for reader in readers_by_name().values()):
        enqueue_drain_job()


def enqueue_drain_job() -> None:
    """Ask RQ to drain the readers that have facts waiting; requested twice before a worker starts, it runs once."""
    enqueue_job_after_commit("journal.drain", once="drain")
