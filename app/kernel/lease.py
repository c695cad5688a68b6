"""Leases: people share a queue, one person at a time handles an item, and an item that is left alone becomes free again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, null, or_, update
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from app.kernel.database import session

WAITING, TAKEN = "waiting", "taken"
"""The two states of an item in the queue; any other state means that it has left the queue."""


@dataclass(frozen=True, kw_only=True)
class LeaseQueue:
    """The columns of the table that holds the items, and how long a lease lasts.

    `taken_by` is the person who handles the item; outside the states of the queue it may name the person to return it
    to. `taken_until` is set in state TAKEN only: at that moment the lease expires, and no job has to run for it.
    """

    model: type[DeclarativeBase]
    item_id: InstrumentedAttribute[int]
    author_id: InstrumentedAttribute[int]
    state: InstrumentedAttribute[str]
    taken_by: InstrumentedAttribute[int | None]
    taken_until: InstrumentedAttribute[datetime | None]
    lease_for: timedelta

    def free_condition(self, now: datetime) -> ColumnElement[bool]:
        """Whether the item waits, or its lease has expired."""
        return or_(self.state == WAITING, and_(self.state == TAKEN, self.taken_until <= now))

    def offered_to_person_condition(self, person_id: int, now: datetime) -> ColumnElement[bool]:
        """Whether this person is offered the item: free, of another author, and not one that they let expire."""
        return and_(self.free_condition(now), self.author_id != person_id, self.taken_by.is_distinct_from(person_id))

    def last_taken_by_condition(self, person_id: int) -> ColumnElement[bool]:
        """Whether this person took it and no other person has since, even when their lease has expired."""
        return and_(self.state == TAKEN, self.taken_by == person_id)

    def still_leased_by_condition(self, person_id: int, now: datetime) -> ColumnElement[bool]:
        """Whether this person took it and their lease still runs."""
        return and_(self.last_taken_by_condition(person_id), self.taken_until > now)


def try_to_take_item(queue: LeaseQueue, item_id: int, person_id: int, now: datetime) -> bool:
    """Lease a free item of another author to this person; False if it is not free, or their own.

    Of several transactions that take one item at once, one gets True: each waits for the row, then looks at it again.
    """
    is_possible = and_(queue.item_id == item_id, queue.author_id != person_id, queue.free_condition(now))
    lease = {queue.state: TAKEN, queue.taken_by: person_id, queue.taken_until: now + queue.lease_for}
    return _update_one_item(queue, is_possible, lease) is not None


def try_to_release_item(queue: LeaseQueue, item_id: int, person_id: int) -> bool:
    """Put the item back in its place in the queue; False if this person has not taken it."""
    return try_to_end_lease(queue, item_id, person_id, {queue.state: WAITING, queue.taken_by: None})


def try_to_end_lease(
    queue: LeaseQueue, item_id: int, person_id: int, values: dict[InstrumentedAttribute[Any], object]
) -> bool:
    """End the lease with these values, the new state among them; False if this person has not taken the item.

    The person may be late: they decide as long as no other person has taken it since.
    """
    is_theirs = and_(queue.item_id == item_id, queue.last_taken_by_condition(person_id))
    return _update_one_item(queue, is_theirs, {queue.taken_until: None, **values}) is not None


def return_item_to_taker(queue: LeaseQueue, is_returned: ColumnElement[bool], now: datetime) -> int | None:
    """Lease the one item of that condition to its `taken_by` again, or make it wait if there is none; its id, None without one."""
    has_person = queue.taken_by.is_not(None)
    values: dict[InstrumentedAttribute[Any], object] = {
        queue.state: case((has_person, TAKEN), else_=WAITING),
        queue.taken_until: case((has_person, now + queue.lease_for), else_=null()),
    }
    return _update_one_item(queue, is_returned, values)


def _update_one_item(
    queue: LeaseQueue, condition: ColumnElement[bool], values: dict[InstrumentedAttribute[Any], object]
) -> int | None:
    changed = update(queue.model).where(condition).values(values).returning(queue.item_id)
    return session().execute(changed).scalar_one_or_none()
