"""Counts tries in Redis, so that guessing is slow on all machines together; while Redis is away nothing is refused."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Lock

from flask import current_app
from redis import RedisError

from app.kernel import clock
from app.kernel.errors import ServiceError
from app.kernel.jobs import redis_connection

log = logging.getLogger(__name__)

EXTENSION = "tries_ahead"
"""The key of what a process counted ahead among the application's extensions."""
PARTS = 100
"""In how many parts a process counts a limit ahead."""
MOST_SUBJECTS = 10_000
"""Subjects of whom one process keeps what it counted ahead; all are forgotten at once, and the tries left with them."""
_lock = Lock()

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
    """At most `most` tries within a window that starts with the first: further tries do not prolong the wait."""

    name: str
    most: int
    within: timedelta


@dataclass(frozen=True)
class TryCount:
    """How many tries a subject has left in its window, and the seconds until the next window."""

    left: int
    seconds: int


@dataclass(frozen=True)
class TriesAhead:
    """Tries that a process counted in Redis before they are made: those after `made`, up to `counted`, until the window ends."""

    made: int
    counted: int
    until: datetime


def count_try_or_raise(limit: RateLimit, subject: str) -> TryCount | None:
    """Count one try of `subject`; TooManyTries, with the seconds to wait, above the limit. None while Redis is away."""
    count = _count_in_redis(limit, subject, 1)
    return None if count is None else _check_limit(limit, *count)


def count_try_ahead_or_raise(limit: RateLimit, subject: str) -> TryCount | None:
    """The same, but a process counts a hundredth of the limit at once, and asks Redis again when that is used up.

    Never more than the limit, by all processes together. Each of several may leave a hundredth unused, so the last tries may be
    refused. Where the limit is below two hundred, every try is counted by itself.
    """
    key, now = f"{limit.name}:{subject}", clock.now()
    ahead = _take_ahead(key, now)
    if ahead is None:
        at_once = max(limit.most // PARTS, 1)
        count = _count_in_redis(limit, subject, at_once)
        if count is None:
            return None
        ahead = TriesAhead(count[0] - at_once + 1, count[0], now + timedelta(seconds=count[1]))
        _keep_ahead(key, ahead)
    return _check_limit(limit, ahead.made, round((ahead.until - now).total_seconds()))


def _take_ahead(key: str, now: datetime) -> TriesAhead | None:
    """One more try of those counted ahead; None where none is left."""
    kept = _get_all_ahead()
    with _lock:
        ahead = kept.get(key)
        if ahead is None or ahead.made >= ahead.counted or ahead.until <= now:
            return None
        kept[key] = taken = replace(ahead, made=ahead.made + 1)
        return taken


def _keep_ahead(key: str, ahead: TriesAhead) -> None:
    kept = _get_all_ahead()
    with _lock:
        if len(kept) >= MOST_SUBJECTS:
            kept.clear()
        kept[key] = ahead


def _get_all_ahead() -> dict[str, TriesAhead]:
    kept: dict[str, TriesAhead] = current_app.extensions.setdefault(EXTENSION, {})
    return kept


def _count_in_redis(limit: RateLimit, subject: str, tries: int) -> tuple[int, int] | None:
    """The tries of the window with these, and the seconds until it ends; None while Redis is away."""
    count = redis_connection().register_script(COUNT_SCRIPT)
    try:
        counted, wait = count(keys=[_counter_key(limit, subject)], args=[int(limit.within.total_seconds()), tries])
    except RedisError as away:
        log.warning("Redis is away; %s is not limited: %s", limit.name, away)
        return None
    return counted, wait


def _check_limit(limit: RateLimit, tries: int, wait: int) -> TryCount:
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
