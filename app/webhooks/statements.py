"""The facts that may leave the house, as SQL tells them: one statement for the messages and for the feed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Subquery, Text, bindparam, column, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.journal.service import HOUSE
from app.webhooks.events import CORRECTION_KINDS, OUTGOING_KINDS
from app.webhooks.models import Delivery

SELECT_EVENTS = r"""
    select f.id, f.tx, f.kind, f.recorded_at, jsonb_build_object(
        'type', f.kind,
        'timestamp', to_char(f.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24\:MI\:SS.US"Z"'),
        'data', jsonb_strip_nulls(jsonb_build_object('sequence', f.id, 'person', p.external_id, 'object', f.object))
            || coalesce((select jsonb_object_agg(member.key, member.value) from jsonb_each(f.body) member
                         where cast(:members as jsonb) -> f.kind ? member.key), '{}')) as event
    from fact f
    left join member p on p.id = f.actor_id
    where f.source = :house and f.kind = any(:kinds)
    and (f.actor_id is null or p.takes_part or (p.id is not null and f.kind = any(:corrections)))
"""
"""Of a person, only who the RSE knows them as; of those who no longer take part, only what is taken back."""


def select_events() -> Subquery:
    """The facts that may leave the house, as they are told: (id, tx, kind, recorded_at, event)."""
    told = text(SELECT_EVENTS).bindparams(
        bindparam("members", {kind: list(members) for kind, members in OUTGOING_KINDS.items()}, type_=JSONB),
        bindparam("kinds", sorted(OUTGOING_KINDS), type_=ARRAY(Text)),
        bindparam("corrections", sorted(CORRECTION_KINDS), type_=ARRAY(Text)),
        house=HOUSE,
    )
    whole = (column("id", BigInteger), column("tx", BigInteger), column("kind", Text))
    return told.columns(*whole, column("recorded_at", Delivery.due_at.type), column("event", JSONB)).subquery("events")
