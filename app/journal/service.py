"""The journal's verbs: append facts, and wake whoever waits for them once they are committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import orjson
from sqlalchemy import text

from app.journal.kinds import KINDS
from app.journal.models import SHARDS
from app.journal.reader import Reader
from app.journal.registry import all_readers
from app.kernel.database import session
from app.kernel.jobs import enqueue
from app.kernel.schema import JsonObject

HOUSE = "passerelle"
"""The source of facts that happen in Passerelle itself."""


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


APPEND = text(
    """
    insert into fact (kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, body)
    select kind, actor_id, counterpart_id, object, community, occurred_at, source, source_key, undoes, coalesce(body, '{}')
    from jsonb_to_recordset(cast(:facts as jsonb)) as fact (
        kind text, actor_id bigint, counterpart_id bigint, object text, community text,
        occurred_at timestamptz, source text, source_key text, undoes text, body jsonb)
    order by source, source_key
    on conflict (source, source_key) do nothing
    returning source, source_key, id
    """
)


def append(facts: Sequence[NewFact]) -> list[int | None]:
    """Write the facts; the answer has the id of each new one, and None where it was already there."""
    assert all(fact.kind in KINDS for fact in facts), "A fact of a kind that the closed list does not have."
    if not facts:
        return []
    rows = session().execute(APPEND, {"facts": orjson.dumps(facts).decode()}).all()
    ids = {(row.source, row.source_key): row.id for row in rows}
    new = [fact for fact in facts if (fact.source, fact.source_key) in ids]
    wake({fact.kind for fact in new}, {(fact.actor_id or 0) % SHARDS for fact in new})
    return [ids.pop((fact.source, fact.source_key), None) for fact in facts]


def wake(kinds: Iterable[str], shards: Iterable[int]) -> None:
    """Ask RQ, after the commit, for every reader that waits for one of `kinds`, in those shards."""
    happened, shards = set(kinds), set(shards)
    for reader in all_readers().values():
        if reader.kinds & happened:
            ask_to_drain(reader, shards)


def ask_to_drain(reader: Reader, shards: Iterable[int]) -> None:
    """Ask RQ to drain `reader` in those shards; asked twice before a worker starts, it is done once."""
    for shard in sorted(set(shards)):
        enqueue("journal.drain", reader.name, shard, once=f"drain:{reader.name}:{shard}")
