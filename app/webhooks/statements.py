"""The SQL of webhooks: outgoing events, for the messages and for the feed, and the deletion of old contents."""

from __future__ import annotations

from sqlalchemy import BigInteger, Subquery, Text, bindparam, column, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from app.journal.service import HOUSE
from app.webhooks.events import CORRECTION_KINDS, OUTGOING_KINDS, PERSONAL_KINDS
from app.webhooks.models import Delivery

LOCK_ADDRESSES = text("select pg_advisory_xact_lock(hashtext('webhooks.addresses'))")
"""Whoever registers or moves an address waits for the one before: an address is registered once."""

SELECT_EVENTS = r"""
    select f.id, f.tx, f.kind, f.recorded_at, jsonb_build_object(
        'type', f.kind,
        'timestamp', to_char(f.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24\:MI\:SS.US"Z"'),
        'data', jsonb_strip_nulls(jsonb_build_object(
                'sequence', f.id, 'person', case when f.kind = any(:personal) then p.external_id end,
                'object', f.object, 'takes_back', undone.id))
            || coalesce((select jsonb_object_agg(member.key, member.value) from jsonb_each(f.body) member
                         where cast(:members as jsonb) -> f.kind ? member.key), '{}')) as event
    from fact f
    left join member p on p.id = f.actor_id
    left join fact undone on undone.source = f.source and undone.source_key = f.undoes
    where f.source = :house and f.kind = any(:kinds) and not f.body ? (cast(:withheld as jsonb) ->> f.kind)
    and (f.actor_id is null or f.kind <> all(:personal) or p.takes_part or (p.id is not null and f.kind = any(:corrections)))
"""
"""Of a person only their external id, where the kind sends it; of people who no longer take part only corrections.

What a kind without a person says stays true when its actor has left.
"""


def select_outgoing_events() -> Subquery:
    """The outgoing facts: (id, tx, kind, recorded_at, event), the event as it is sent."""
    events = text(SELECT_EVENTS).bindparams(
        bindparam("members", {kind: list(sent.members) for kind, sent in OUTGOING_KINDS.items()}, type_=JSONB),
        bindparam("kinds", sorted(OUTGOING_KINDS), type_=ARRAY(Text)),
        bindparam("withheld", {kind: sent.withheld_by for kind, sent in OUTGOING_KINDS.items()}, type_=JSONB),
        bindparam("personal", sorted(PERSONAL_KINDS), type_=ARRAY(Text)),
        bindparam("corrections", sorted(CORRECTION_KINDS), type_=ARRAY(Text)),
        house=HOUSE,
    )
    whole = (column("id", BigInteger), column("tx", BigInteger), column("kind", Text))
    return events.columns(*whole, column("recorded_at", Delivery.due_at.type), column("event", JSONB)).subquery(
        "events"
    )


FORGET_CONTENTS = text(
    """
    update delivery set body = :forgotten where id in (
        select d.id from delivery d
        where d.state <> 'due' and d.body <> :forgotten and d.created_at < :before
            and not exists (select 1 from attempt a where a.delivery_id = d.id and a.at >= :before)
        order by d.id limit :most for update skip locked)
    returning id
    """
)
"""Empties the body of messages whose last attempt is before :before, :most at a time."""

KEEP_ATTEMPTS = """
    insert into attempt (delivery_id, at, status, error, milliseconds)
    select delivery_id, %(now)s, status, error, milliseconds
    from unnest(cast(%(deliveries)s as bigint[]), cast(%(statuses)s as bigint[]), cast(%(errors)s as text[]),
        cast(%(milliseconds)s as bigint[])) with ordinality as tried (delivery_id, status, error, milliseconds, place)
    order by place
"""

MARK_DELIVERED = """
    update delivery set state = 'delivered', delivered_at = %(now)s, claimed_until = null, tries = tries + 1
    where id = any(cast(%(ids)s as bigint[]))
"""
"""Both as the driver takes them: a sender runs them for each handful of messages."""
