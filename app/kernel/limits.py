"""Counts tries in Redis, so that guessing is slow on every machine at once; while Redis is away nothing is refused."""

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


class TooOften(ServiceError):
    """More tries than the limit allows."""

    status = HTTPStatus.TOO_MANY_REQUESTS


@dataclass(frozen=True)
class RateLimit:
    """So many tries within a window that starts with the first: a wait never grows by trying again."""

    name: str
    most: int
    within: timedelta


def count_try(limit: RateLimit, subject: str) -> None:
    """Count one try of `subject`; TooOften, with the seconds to wait, past the limit."""
    key = _counter_key(limit, subject)
    pipeline = redis_connection().pipeline()
    pipeline.set(key, 0, nx=True, ex=limit.within)
    pipeline.incr(key)
    pipeline.ttl(key)
    try:
        _, tries, wait = pipeline.execute()
        if wait < 0:  # The key ran out between the first two commands, and INCR made one that would last for ever.
            redis_connection().expire(key, limit.within)
    except RedisError as away:
        log.warning("Redis is away; %s is not limited: %s", limit.name, away)
        return
    if tries > limit.most:
        raise TooOften("Too many tries. Wait a little, then try again.", retry_after=max(int(wait), 1))


def reset_limit(limit: RateLimit, subject: str) -> None:
    """Give `subject` all its tries back."""
    try:
        redis_connection().delete(_counter_key(limit, subject))
    except RedisError as away:
        log.warning("Redis is away; %s forgets by itself: %s", limit.name, away)


def _counter_key(limit: RateLimit, subject: str) -> str:
    return f"passerelle:limit:{limit.name}:{hashlib.sha256(subject.encode()).hexdigest()[:32]}"
