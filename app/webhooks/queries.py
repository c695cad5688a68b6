"""Every read of webhooks: the facts as others may know them, what is due to whom, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select, tuple_
from sqlalchemy.orm import selectinload

from app.journal.queries import OLDEST_UNDER_WAY
from app.kernel.database import is_one_of, session
from app.kernel.errors import NotFound
from app.kernel.paging import BadCursor, Page, read_cursor, write_cursor
from app.webhooks.models import Delivery, Endpoint
from app.webhooks.statements import select_events


class NoSuchEndpoint(NotFound):
    """No endpoint has this number."""


class NoSuchDelivery(NotFound):
    """No delivery of this endpoint has this number."""


def read_feed(iterator: str | None, limit: int) -> tuple[Page[dict[str, object]], bool]:
    """The next events after `iterator`, and whether these are all for now; the page's cursor is the next iterator.

    Once all are told, the iterator stands at the oldest transaction under way, so that the next
    call looks at what is new only.
    """
    told = select_events()
    after = _read_position(iterator, parts=2) if iterator else [0, 0]
    horizon = session().scalar(select(OLDEST_UNDER_WAY)) or 0
    rows = session().execute(
        select(told.c.tx, told.c.id, told.c.event)
        .where(tuple_(told.c.tx, told.c.id) > tuple_(*after), told.c.tx < horizon)
        .order_by(told.c.tx, told.c.id)
        .limit(limit + 1)
    )
    found = rows.all()
    done = len(found) <= limit
    place = max([horizon, 0], after) if done else [found[limit - 1].tx, found[limit - 1].id]
    return Page([row.event for row in found[:limit]], write_cursor(place)), done


def list_endpoints() -> Sequence[Endpoint]:
    """Every endpoint, oldest first."""
    return session().scalars(select(Endpoint).order_by(Endpoint.id)).all()


def get_endpoint(endpoint_id: int) -> Endpoint:
    """The endpoint of that number; NoSuchEndpoint when there is none."""
    found = session().get(Endpoint, endpoint_id)
    if found is None:
        raise NoSuchEndpoint("There is no such endpoint: it may have been deleted.")
    return found


def find_endpoint_to_try(endpoint_id: int, now: datetime) -> Endpoint | None:
    """The endpoint, unless it is gone, disabled or having a breather."""
    return session().scalar(select(Endpoint).where(Endpoint.id == endpoint_id, _may_be_tried(now)))


def lock_endpoint(endpoint_id: int) -> Endpoint | None:
    """The endpoint, held until the transaction ends against others who note its health; deliveries may still be added."""
    return session().scalar(select(Endpoint).where(Endpoint.id == endpoint_id).with_for_update(key_share=True))


def list_endpoints_with_due(now: datetime) -> Sequence[int]:
    """The endpoints that something is due to, and that may be tried."""
    waiting = exists().where(Delivery.endpoint_id == Endpoint.id, *_is_due(now))
    return session().scalars(select(Endpoint.id).where(_may_be_tried(now), waiting)).all()


def _may_be_tried(now: datetime) -> ColumnElement[bool]:
    """Whether an endpoint is neither disabled nor having a breather."""
    return Endpoint.disabled_at.is_(None) & or_(Endpoint.paused_until.is_(None), Endpoint.paused_until <= now)


def select_claimable_deliveries(endpoint: Endpoint, now: datetime, limit: int) -> Select[tuple[int]]:
    """What is due and claimed by nobody, longest due first, locked; what another sender is claiming is passed over."""
    due = select(Delivery.id).where(Delivery.endpoint_id == endpoint.id, *_is_due(now)).order_by(Delivery.due_at)
    return select(due.limit(limit).with_for_update(skip_locked=True).cte("free").c.id)


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(Delivery.claimed_until.is_(None), Delivery.claimed_until <= now)
    return Delivery.state == "due", Delivery.due_at <= now, free


def lock_deliveries(ids: Sequence[int]) -> Sequence[Delivery]:
    """Those deliveries, held until the transaction ends."""
    return (
        session()
        .scalars(select(Delivery).where(is_one_of(Delivery.id, ids)).order_by(Delivery.id).with_for_update())
        .all()
    )


def list_deliveries(endpoint: Endpoint, cursor: str | None, limit: int) -> Page[Delivery]:
    """The deliveries of an endpoint with every try, those of the latest facts first."""
    mine = select(Delivery).where(Delivery.endpoint_id == endpoint.id).options(selectinload(Delivery.attempts))
    if cursor:
        mine = mine.where(Delivery.fact_id < _read_position(cursor, parts=1)[0])
    found = session().scalars(mine.order_by(Delivery.fact_id.desc()).limit(limit + 1)).all()
    more = len(found) > limit
    return Page(found[:limit], write_cursor([found[limit - 1].fact_id]) if more else None)


def get_delivery(endpoint: Endpoint, delivery_id: int) -> Delivery:
    """The delivery of that number, held until the transaction ends; NoSuchDelivery when this endpoint has none."""
    mine = select(Delivery).where(Delivery.id == delivery_id, Delivery.endpoint_id == endpoint.id)
    found = session().scalar(mine.options(selectinload(Delivery.attempts)).with_for_update())
    if found is None:
        raise NoSuchDelivery("This endpoint has no such delivery.")
    return found


def _read_position(cursor: str, *, parts: int) -> list[int]:
    place = [part for part in read_cursor(cursor, parts=parts) if type(part) is int]
    if len(place) < parts:
        raise BadCursor("This cursor belongs to another list: start from the first page.")
    return place
