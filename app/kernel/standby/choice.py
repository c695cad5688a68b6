"""Which requests a standby serves: people's pages that only read, where it has everything that the floor asks for."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from flask import current_app, request
from flask import session as cookie
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.kernel.database import db, reads_standby
from app.kernel.standby.floor import find_floor, find_replayed, has_standby, raise_floor

log = logging.getLogger(__name__)

EXTENSION = "standby"
READING = ("GET", "HEAD")
REST = 5.0
"""Seconds for which a standby that failed is left alone, and a page that cannot be read from it."""
IN_A_ROW = 3
"""Failures of one page after which it is left to the primary for a while: it writes each time."""

Answer = TypeVar("Answer")


class StandbyFailed(Exception):
    """A page cannot come from the standby: it writes, or the standby is away."""


@dataclass
class StandbyState:
    """What this process knows of the standby: how far it got when it was asked last, and what is left to the primary until when."""

    replayed: int = 0
    away_until: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)
    left_until: dict[str, float] = field(default_factory=dict)


def answer_from_standby_or_primary(dispatch: Callable[[], Answer]) -> Answer:
    """Answer the request under way: from the standby where it may be, and again from the primary where that fails."""
    if not has_standby() or not _may_come_from_standby():
        return dispatch()
    before, endpoint, state = dict(cookie), str(request.endpoint), _get_state()
    try:
        with _reading_from_standby():
            answer = dispatch()
    except StandbyFailed as failed:
        log.info("%s comes from the primary: %s", endpoint, failed.__cause__)
        _note_failure(state, endpoint)
    else:
        state.failures.pop(endpoint, None)
        return answer
    cookie.clear()
    cookie.update(before)
    answer = dispatch()
    raise_floor()  # It may have written: the page that follows shows it.
    return answer


def refuse_fault_of_standby(error: Exception) -> None:
    """Raise StandbyFailed for a fault of the database while a page is read from the standby: the primary answers instead."""
    if reads_standby.get() and isinstance(error, DBAPIError | PoolTimeout):
        raise StandbyFailed from error


def raise_floor_after_act() -> None:
    """Have everybody see what a person just did; what machines push is shown when readers have read it, as ever."""
    if has_standby() and request.method not in READING and _is_person():
        raise_floor()


def _may_come_from_standby() -> bool:
    now, state = time.monotonic(), _get_state()
    is_page = request.method in READING and not request.path.startswith("/assets/") and _is_person()
    is_left = now < max(state.away_until, state.left_until.get(str(request.endpoint), 0.0))
    return is_page and not is_left and _has_reached_floor(state)


def _is_person() -> bool:
    return "Authorization" not in request.headers and isinstance(cookie.get("person"), int)


def _has_reached_floor(state: StandbyState) -> bool:
    floor = find_floor()
    if floor is None or floor <= state.replayed:
        return floor is not None
    try:
        state.replayed = find_replayed() or 0
    except (DBAPIError, PoolTimeout) as away:
        log.warning("The standby is away; the primary serves: %s", away)
        state.away_until = time.monotonic() + REST
        return False
    return floor <= state.replayed


def _note_failure(state: StandbyState, endpoint: str) -> None:
    state.replayed = 0  # It is asked before the next page: one that was lost or replaced begins anew.
    state.failures[endpoint] += 1
    if state.failures[endpoint] >= IN_A_ROW:
        state.left_until[endpoint] = time.monotonic() + REST


def _get_state() -> StandbyState:
    state: StandbyState = current_app.extensions.setdefault(EXTENSION, StandbyState())
    return state


@contextmanager
def _reading_from_standby() -> Iterator[None]:
    token = reads_standby.set(True)
    try:
        yield
    finally:
        reads_standby.reset(token)
        db.session.remove()
