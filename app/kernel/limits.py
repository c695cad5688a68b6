"""Counts tries in Redis, so that guessing is slow on all machines together; while Redis is away nothing is refused."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from flask import current_app
from redis import RedisError

from app.kernel import clock
from app.kernel.errors import ServiceError
from app.kernel.jobs import redis_connection

log = logging.getLogger(__name__)

EXTENSION = "tries_ahead"
"""The key of what a process counted ahead among the application's extensions."""
MOST_SUBJECTS = 10_000
"""Subjects of whom one process keeps what it counted ahead; all are forgotten at once, and the tries left with them."""

COUNT_SCRIPT = """
local tries, wait = redis.call('INCRBY', KEYS[1], ARGV[2]), redis.call('TTL', KEYS[1])
if wait < 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
  wait = tonumber(ARGV[1])
end
return {tries, wait}
"""
"""KEYS: a counter. ARGV: the seconds of its window, and the tries to count. One command costs our process half of what four in a MULTI do."""


class TooManyTries(ServiceError):
    """More tries than the limit allows."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    problem = "too-many-requests"


@dataclass(frozen=True)
class RateLimit:
    """At most `most` tries within a window that starts with the first: further tries do not prolong the wait.

    A process counts `at_once` of them in Redis, and asks it again when these are used up. By all processes together there are never
    more than `most`; each of several may leave some unused, so the last tries may be refused.
    """

    name: str
    most: int
    within: timedelta
    at_once: int = 1


@dataclass(frozen=True)
class TryCount:
    """How many tries a subject has left in its window, and the seconds until the next window."""

    left: int
    seconds: int


@dataclass(frozen=True)
class TriesAhead:
    """The numbers of tries that a process counted in Redis before they are made, until the window ends."""

    numbers: Iterator[int]
    until: datetime


def count_try_or_raise(limit: RateLimit, subject: str) -> TryCount | None:
    """Count one try of `subject`; TooManyTries, with the seconds to wait, above the limit. None while Redis is away."""
    key, now = _counter_key(limit, subject), clock.now()
    ahead = _get_all_ahead().get(key)
    number = next(ahead.numbers, None) if ahead is not None and now < ahead.until else None
    if ahead is None or number is None:
        ahead = _count_in_redis(limit, key, now)
        if ahead is None:
            return None
        number = next(ahead.numbers)
        _keep_if_tries_are_left(limit, key, ahead)
    return _check_limit(limit, number, round((ahead.until - now).total_seconds()))


def _keep_if_tries_are_left(limit: RateLimit, key: str, ahead: TriesAhead) -> None:
    kept = _get_all_ahead()
    if limit.at_once > 1:
        if len(kept) >= MOST_SUBJECTS:
            kept.clear()
        kept[key] = ahead


def _get_all_ahead() -> dict[str, TriesAhead]:
    kept: dict[str, TriesAhead] = current_app.extensions.setdefault(EXTENSION, {})
    return kept


def _count_in_redis(limit: RateLimit, key: str, now: datetime) -> TriesAhead | None:
    """So many more tries at once; None while Redis is away."""
    count = redis_connection().register_script(COUNT_SCRIPT)
    try:
        counted, wait = count(keys=[key], args=[int(limit.within.total_seconds()), limit.at_once])
    except RedisError as away:
        log.warning("Redis is away; %s is not limited: %s", limit.name, away)
        return None
    return TriesAhead(iter(range(counted - limit.at_once + 1, counted + 1)), now + timedelta(seconds=wait))


def _check_limit(limit: RateLimit, tries: int, wait: int) -> TryCount:
    seconds = max(wait, 1)
    if tries > limit.most:
        raise TooManyTries("Too many tries. Wait a little, then try again.", retry_after=seconds)
    return TryCount(limit.most - tries, seconds)


def reset_try_count(limit: RateLimit, subject: str) -> None:
    """Forget the tries of `subject`."""
    key = _counter_key(limit, subject)
    _get_all_ahead().pop(key, None)
    try:
        redis_connection().delete(key)
    except RedisError as away:
        log.warning("Redis is away; %s forgets by itself: %s", limit.name, away)


def _counter_key(limit: RateLimit, subject: str) -> str:
    return f"passerelle:limit:{limit.name}:{hashlib.sha256(subject.encode()).hexdigest()[:32]}"
