"""Every read of webhooks: outgoing events, endpoints, what is due to them, and deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select, true, tuple_
from sqlalchemy.orm import selectinload

from app.journal.queries import CLUSTER, NEXT_TRANSACTION, OLDEST_UNDER_WAY
from app.kernel.database import in_ids_condition, session
from app.kernel.errors import NotFound
from app.kernel.paging import BadCursor, CursorOfAnotherDatabase, Page, encode_cursor, parse_cursor
from app.webhooks.models import Delivery, Endpoint
from app.webhooks.statements import select_outgoing_events


class NoSuchEndpoint(NotFound):
    """No endpoint has this number."""


class IteratorOfAnotherCluster(CursorOfAnotherDatabase):
    """The iterator was made before the database was moved to another PostgreSQL cluster, or was put back to an older copy."""


class NoSuchDelivery(NotFound):
    """No delivery of this endpoint has this number."""


def read_feed_page(
    iterator: str | None, limit: int, since: datetime | None = None
) -> tuple[Page[dict[str, object]], bool]:
    """The next events after `iterator`, or without one those recorded since a moment, and whether no more exist now.

    The page's cursor is the next iterator. One of another PostgreSQL cluster is IteratorOfAnotherCluster, because numbers
    of transactions begin again there, and so is one with a number that this cluster has not reached.

    At the end of the feed the iterator stands at the oldest transaction under way, so that the next call reads
    new events only.
    """
    events = select_outgoing_events()
    horizon, following, cluster = session().execute(select(OLDEST_UNDER_WAY, NEXT_TRANSACTION, CLUSTER)).one()
    after = _parse_iterator(iterator, cluster, following) if iterator else [0, 0]
    rows = session().execute(
        select(events.c.tx, events.c.id, events.c.event)
        .where(tuple_(events.c.tx, events.c.id) > tuple_(*after), events.c.tx < horizon)
        .where(events.c.recorded_at >= since if since and not iterator else true())
        .order_by(events.c.tx, events.c.id)
        .limit(limit + 1)
    )
    page = rows.all()
    done = len(page) <= limit
    place = max([horizon, 0], after) if done else [page[limit - 1].tx, page[limit - 1].id]
    return Page([row.event for row in page[:limit]], encode_cursor([*place, cluster])), done


def _parse_iterator(iterator: str, cluster: int, following: int) -> list[int]:
    tx, fact_id, own = _parse_cursor_numbers(iterator, parts=3)
    if own != cluster or tx > following:
        raise IteratorOfAnotherCluster(
            "This iterator belongs to another database, from before a move: call without it once, with since= and a moment before the move."
        )
    return [tx, fact_id]


def list_endpoints() -> Sequence[Endpoint]:
    """Every endpoint, oldest first."""
    return session().scalars(select(Endpoint).order_by(Endpoint.id)).all()


def list_endpoints_with_last_delivery() -> list[tuple[Endpoint, datetime | None]]:
    """Every endpoint, oldest first, with the moment of its latest delivered message; None when there is none yet."""
    latest = (
        select(Delivery.delivered_at)
        .where(Delivery.endpoint_id == Endpoint.id, Delivery.delivered_at.is_not(None))
        .order_by(Delivery.fact_id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return [(row[0], row[1]) for row in session().execute(select(Endpoint, latest).order_by(Endpoint.id))]


def find_endpoint(endpoint_id: int) -> Endpoint | None:
    """The endpoint with that id; None when there is none."""
    return session().get(Endpoint, endpoint_id)


def get_endpoint(endpoint_id: int) -> Endpoint:
    """The endpoint with that id; NoSuchEndpoint when there is none."""
    endpoint = find_endpoint(endpoint_id)
    if endpoint is None:
        raise NoSuchEndpoint("There is no such endpoint: it may have been deleted.")
    return endpoint


def find_endpoint_if_sendable(endpoint_id: int, now: datetime) -> Endpoint | None:
    """The endpoint; None when it is gone, disabled or paused."""
    return session().scalar(select(Endpoint).where(Endpoint.id == endpoint_id, _sendable_endpoint_condition(now)))


def get_locked_endpoint(endpoint_id: int) -> Endpoint:
    """The endpoint with that id, locked against other writers until the transaction ends; NoSuchEndpoint when there is none."""
    lock_endpoint(endpoint_id)
    return get_endpoint(endpoint_id)


def lock_endpoint(endpoint_id: int) -> Endpoint | None:
    """The endpoint, locked against other writers until the transaction ends; deliveries may still be added. None when it is gone."""
    return session().scalar(select(Endpoint).where(Endpoint.id == endpoint_id).with_for_update(key_share=True))


def list_due_endpoint_ids(now: datetime) -> Sequence[int]:
    """The ids of the endpoints that have a delivery due and may be tried."""
    waiting = exists().where(Delivery.endpoint_id == Endpoint.id, *_due_delivery_conditions(now))
    return session().scalars(select(Endpoint.id).where(_sendable_endpoint_condition(now), waiting)).all()


def _sendable_endpoint_condition(now: datetime) -> ColumnElement[bool]:
    """Whether an endpoint is neither disabled nor paused."""
    return Endpoint.disabled_at.is_(None) & or_(Endpoint.paused_until.is_(None), Endpoint.paused_until <= now)


def select_claimable_deliveries(endpoint: Endpoint, now: datetime, limit: int) -> Select[tuple[int]]:
    """The ids of due deliveries without a claim, longest due first, locked; those that another sender locks are skipped."""
    due = (
        select(Delivery.id)
        .where(Delivery.endpoint_id == endpoint.id, *_due_delivery_conditions(now))
        .order_by(Delivery.due_at)
    )
    return select(due.limit(limit).with_for_update(skip_locked=True).cte("free").c.id)


def _due_delivery_conditions(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(Delivery.claimed_until.is_(None), Delivery.claimed_until <= now)
    return Delivery.state == "due", Delivery.due_at <= now, free


def lock_deliveries(ids: Sequence[int]) -> Sequence[Delivery]:
    """Those deliveries, locked until the transaction ends."""
    return (
        session()
        .scalars(select(Delivery).where(in_ids_condition(Delivery.id, ids)).order_by(Delivery.id).with_for_update())
        .all()
    )


def list_deliveries(endpoint: Endpoint, cursor: str | None, limit: int) -> Page[Delivery]:
    """The deliveries of an endpoint with their attempts, those of the latest facts first."""
    deliveries = select(Delivery).where(Delivery.endpoint_id == endpoint.id).options(selectinload(Delivery.attempts))
    if cursor:
        deliveries = deliveries.where(Delivery.fact_id < _parse_cursor_numbers(cursor, parts=1)[0])
    page = session().scalars(deliveries.order_by(Delivery.fact_id.desc()).limit(limit + 1)).all()
    more = len(page) > limit
    return Page(page[:limit], encode_cursor([page[limit - 1].fact_id]) if more else None)


def get_locked_delivery(endpoint: Endpoint, delivery_id: int) -> Delivery:
    """The delivery of this endpoint with that id, locked until the transaction ends; NoSuchDelivery when there is none."""
    wanted = select(Delivery).where(Delivery.id == delivery_id, Delivery.endpoint_id == endpoint.id)
    delivery = session().scalar(wanted.options(selectinload(Delivery.attempts)).with_for_update())
    if delivery is None:
        raise NoSuchDelivery("This endpoint has no such delivery.")
    return delivery


def _parse_cursor_numbers(cursor: str, *, parts: int) -> list[int]:
    place = [part for part in parse_cursor(cursor, parts=parts) if type(part) is int]
    if len(place) < parts:
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    return place
