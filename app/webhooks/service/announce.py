"""Facts become deliveries: by themselves as they happen, or again when somebody asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Select, Text, and_, any_, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.sql.selectable import Subquery

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.jobs import enqueue_job
from app.webhooks import queries
from app.webhooks.models import Delivery, Endpoint
from app.webhooks.service.forget import FORGOTTEN_BODY
from app.webhooks.statements import select_events


class EndpointDisabled(Conflict):
    """Nothing is sent to an endpoint that is disabled."""


class ContentForgotten(Conflict):
    """Nobody can send again what is no longer known."""


class NotYetHappened(Invalid):
    """One recovers what was, not what will be."""


def address_facts(fact_ids: Sequence[int]) -> None:
    """Address these facts to every endpoint that asked for their kind and was there when they were recorded."""
    told = select_events()
    these = told.c.id == any_(literal(list(fact_ids), ARRAY(BigInteger)))
    there = and_(Endpoint.disabled_at.is_(None), told.c.recorded_at >= Endpoint.created_at)
    enqueue_sending(_insert_deliveries(_select_new_deliveries(told).where(these, there)))


def recover_deliveries(endpoint: Endpoint, since: datetime) -> int:
    """Make due again what was recorded since then and never arrived, with what was missed while disabled; how many."""
    _refuse_disabled(endpoint)
    if since > clock.now():
        raise NotYetHappened(
            "Recover from a moment in the past.", errors=[FieldError("/since", "This moment has not come yet.")]
        )
    queries.lock_endpoint(endpoint.id)
    told = select_events()
    _insert_deliveries(_select_new_deliveries(told).where(Endpoint.id == endpoint.id, told.c.recorded_at >= since))
    missed = select(Fact.id).where(Fact.recorded_at >= since)
    mine = (Delivery.endpoint_id == endpoint.id, Delivery.state != "delivered", Delivery.body != FORGOTTEN_BODY)
    again = (
        update(Delivery)
        .where(*mine, Delivery.fact_id.in_(missed))
        .values(state="due", tries=0, due_at=clock.now())
        .returning(Delivery.id)
    )
    due = session().scalars(again).all()
    enqueue_sending([endpoint.id])
    return len(due)


def replay_delivery(endpoint: Endpoint, delivery: Delivery) -> Delivery:
    """Send one delivery again, whatever became of it, under the same message id."""
    _refuse_disabled(endpoint)
    if delivery.body == FORGOTTEN_BODY:
        raise ContentForgotten("What this message said was forgotten, thirty days after its last try: read the feed.")
    delivery.state, delivery.tries, delivery.due_at = "due", 0, clock.now()
    enqueue_sending([endpoint.id])
    return delivery


def enqueue_sending(endpoint_ids: Iterable[int]) -> None:
    """Ask RQ, after the commit, to send what is due to these endpoints."""
    for endpoint_id in sorted(set(endpoint_ids)):
        enqueue_job("webhooks.send", endpoint_id, once=f"send:{endpoint_id}")


def _select_new_deliveries(told: Subquery) -> Select[tuple[int, int, str, str, str, datetime]]:
    """The deliveries that these events make. The message id comes from what it names, so it is the same for ever."""
    name = func.concat("msg_", cast(told.c.id, Text), "_", cast(Endpoint.id, Text))
    return (
        select(Endpoint.id, told.c.id, name, told.c.kind, cast(told.c.event, Text), literal(clock.now()))
        .join(Endpoint, told.c.kind == any_(Endpoint.kinds))
        .order_by(Endpoint.id, told.c.id)
    )


def _insert_deliveries(deliveries: Select[tuple[int, int, str, str, str, datetime]]) -> Sequence[int]:
    """Write them, once each; the endpoints that have something new."""
    columns = ["endpoint_id", "fact_id", "message_id", "kind", "body", "due_at"]
    written = insert(Delivery).from_select(columns, deliveries).on_conflict_do_nothing().returning(Delivery.endpoint_id)
    return session().scalars(written).all()


def _refuse_disabled(endpoint: Endpoint) -> None:
    if endpoint.disabled_at is not None:
        raise EndpointDisabled("This endpoint is disabled: enable it first.")
