"""Counts tries in Redis, so that guessing is slow on all machines together; while Redis is away nothing is refused."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from redis import RedisError

from app.kernel.errors import ServiceError
from app.kernel.jobs import redis_connection

log = logging.getLogger(__name__)


class TooManyTries(ServiceError):
    """More tries than the limit allows."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    problem = "too-many-requests"


@dataclass(frozen=True)
class RateLimit:
    """At most `most` tries within a window that starts with the first: further tries do not prolong the wait."""

    name: str
    most: int
    within: timedelta


@dataclass(frozen=True)
class TryCount:
    """How many tries a subject has left in its window, and the seconds until the next window."""

    left: int
    seconds: int


def count_try_or_raise(limit: RateLimit, subject: str) -> TryCount | None:
    """Count one try of `subject`; TooManyTries, with the seconds to wait, above the limit. None while Redis is away."""
    key = _counter_key(limit, subject)
    pipeline = redis_connection().pipeline()
    pipeline.set(key, 0, nx=True, ex=limit.within)
    pipeline.incr(key)
    pipeline.ttl(key)
    try:
        _, tries, wait = pipeline.execute()
        if wait < 0:  # The key expired between the first two commands, and INCR created one without an end.
            redis_connection().expire(key, limit.within)
    except RedisError as away:
        log.warning("Redis is away; %s is not limited: %s", limit.name, away)
        return None
    seconds = max(int(wait), 1)
    if tries > limit.most:
        raise TooManyTries("Too many tries. Wait a little, then try again.", retry_after=seconds)
    return TryCount(limit.most - tries, seconds)


def reset_try_count(limit: RateLimit, subject: str) -> None:
    """Forget the tries of `subject`."""
    try:
        redis_connection().delete(_counter_key(limit, subject))
    except RedisError as away:
        log.warning("Redis is away; %s forgets by itself: %s", limit.name, away)


def _counter_key(limit: RateLimit, subject: str) -> str:
    return f"passerelle:limit:{limit.name}:{hashlib.sha256(subject.encode()).hexdigest()[:32]}"
