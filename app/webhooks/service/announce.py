"""Facts become deliveries: as they happen, or again on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Select, Text, and_, any_, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.sql.selectable import Subquery

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import Conflict, FieldError, Invalid
from app.kernel.jobs import enqueue_job_after_commit
from app.webhooks import queries
from app.webhooks.models import Delivery, Endpoint
from app.webhooks.service.forget import FORGOTTEN_BODY
from app.webhooks.statements import select_outgoing_events


class EndpointDisabled(Conflict):
    """Nothing is sent to an endpoint that is disabled: enable it first."""

    problem = "endpoint-disabled"


class ContentForgotten(Conflict):
    """The content of the message was deleted, so it cannot be sent again."""

    problem = "content-forgotten"


class RecoveryMomentInFuture(Invalid):
    """The moment to recover from is in the future."""


def create_and_enqueue_deliveries(fact_ids: Sequence[int]) -> None:
    """Create the deliveries of these facts for every endpoint that chose their kind before they were recorded."""
    events = select_outgoing_events()
    these = events.c.id == any_(literal(list(fact_ids), ARRAY(BigInteger)))
    there = and_(Endpoint.disabled_at.is_(None), events.c.recorded_at >= Endpoint.created_at)
    enqueue_sending_to_endpoints(
        _insert_deliveries_and_list_endpoints(_select_new_deliveries(events).where(these, there))
    )


def make_undelivered_due_since(endpoint: Endpoint, since: datetime) -> int:
    """Make due again what was recorded since then and never arrived, also while the endpoint was disabled; returns how many.

    Nothing from before the endpoint was registered: it was not for this receiver.
    """
    _refuse_unless_endpoint_enabled(endpoint)
    if since > clock.now():
        raise RecoveryMomentInFuture(
            "Recover from a moment in the past.", errors=[FieldError("/since", "This moment has not come yet.")]
        )
    queries.lock_endpoint(endpoint.id)
    events = select_outgoing_events()
    _insert_deliveries_and_list_endpoints(
        _select_new_deliveries(events).where(
            Endpoint.id == endpoint.id, events.c.recorded_at >= max(since, endpoint.created_at)
        )
    )
    missed = select(Fact.id).where(Fact.recorded_at >= since)
    undelivered = (Delivery.endpoint_id == endpoint.id, Delivery.state != "delivered", Delivery.body != FORGOTTEN_BODY)
    again = (
        update(Delivery)
        .where(*undelivered, Delivery.fact_id.in_(missed))
        .values(state="due", tries=0, due_at=clock.now())
        .returning(Delivery.id)
    )
    due = session().scalars(again).all()
    enqueue_sending_to_endpoints([endpoint.id])
    return len(due)


def make_delivery_due_again(endpoint: Endpoint, delivery: Delivery) -> Delivery:
    """Make one delivery due again, whatever its state, under the same message id."""
    _refuse_unless_endpoint_enabled(endpoint)
    if delivery.body == FORGOTTEN_BODY:
        raise ContentForgotten("What this message said was forgotten, thirty days after its last try: read the feed.")
    delivery.state, delivery.tries, delivery.due_at = "due", 0, clock.now()
    enqueue_sending_to_endpoints([endpoint.id])
    return delivery


def make_deliveries_due_again(endpoint: Endpoint, *, ids: Sequence[int] = (), since: datetime | None = None) -> int:
    """Make these deliveries due again, or all since a moment, delivered or not, under the same message ids; returns how many.

    Those whose content was forgotten stay as they are.
    """
    _refuse_unless_endpoint_enabled(endpoint)
    chosen = in_ids_condition(Delivery.id, ids) if since is None else Delivery.created_at >= since
    again = (
        update(Delivery)
        .where(Delivery.endpoint_id == endpoint.id, Delivery.body != FORGOTTEN_BODY, chosen)
        .values(state="due", tries=0, due_at=clock.now())
        .returning(Delivery.id)
    )
    due = session().scalars(again).all()
    enqueue_sending_to_endpoints([endpoint.id])
    return len(due)


def enqueue_sending_to_endpoints(endpoint_ids: Iterable[int]) -> None:
    """Enqueue, after the commit, the sending of what is due to these endpoints."""
    for endpoint_id in sorted(set(endpoint_ids)):
        enqueue_job_after_commit("webhooks.send", endpoint_id, once=f"send:{endpoint_id}")


def _select_new_deliveries(events: Subquery) -> Select[tuple[int, int, str, str, str, datetime]]:
    """The deliveries of these events. The message id is made of the ids of fact and endpoint, so it never changes."""
    name = func.concat("msg_", cast(events.c.id, Text), "_", cast(Endpoint.id, Text))
    return (
        select(Endpoint.id, events.c.id, name, events.c.kind, cast(events.c.event, Text), literal(clock.now()))
        .join(Endpoint, events.c.kind == any_(Endpoint.kinds))
        .order_by(Endpoint.id, events.c.id)
    )


def _insert_deliveries_and_list_endpoints(
    deliveries: Select[tuple[int, int, str, str, str, datetime]],
) -> Sequence[int]:
    """Insert deliveries, once each; returns the endpoint id of each that is new."""
    columns = ["endpoint_id", "fact_id", "message_id", "kind", "body", "due_at"]
    written = insert(Delivery).from_select(columns, deliveries).on_conflict_do_nothing().returning(Delivery.endpoint_id)
    return session().scalars(written).all()


def _refuse_unless_endpoint_enabled(endpoint: Endpoint) -> None:
    if endpoint.disabled_at is not None:
        raise EndpointDisabled("This endpoint is disabled: enable it first.")
