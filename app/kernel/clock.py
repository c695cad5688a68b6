"""The only place that reads the time, so that a test can set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen_now: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _frozen_now.get() or datetime.now(UTC)


@contextmanager
def freeze_at(moment: datetime) -> Iterator[None]:
    """Freeze the clock at `moment` (aware) during the block."""
    assert moment.tzinfo is not None, "The moment needs a time zone."
    token = _frozen_now.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen_now.reset(token)
