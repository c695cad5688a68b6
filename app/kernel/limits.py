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

COUNT_SCRIPT = """
local tries, wait = redis.call('INCR', KEYS[1]), redis.call('TTL', KEYS[1])
if wait < 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  wait = tonumber(ARGV[1])
end
return {tries, wait}
"""
"""KEYS: a counter. ARGV: the seconds of its window. One command costs our process half of what four in a MULTI do."""


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
    count = redis_connection().register_script(COUNT_SCRIPT)
    try:
        tries, wait = count(keys=[key], args=[int(limit.within.total_seconds())])
    except RedisError as away:
        log.warning("Redis is away; %s is not limited: %s", limit.name, away)
        return None
    seconds = max(wait, 1)
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
