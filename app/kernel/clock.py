"""The only place that asks what time it is, so that a test can say it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_frozen_now: ContextVar[datetime | None] = ContextVar("frozen_now", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen_now.get() or datetime.now(UTC)


@contextmanager
def freeze_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) for the block."""
    assert moment.tzinfo is not None, "A moment without a zone is no moment."
    token = _frozen_now.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen_now.reset(token)
