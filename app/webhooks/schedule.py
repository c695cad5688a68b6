"""What an answer means and when to try again: the promise made to receivers, as values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from random import Random

RETRY_PAUSES = (
    timedelta(),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long to wait before each try, the first included: about three days in all."""

JITTER = 0.2
"""By how much of itself a pause may grow, so that many messages that failed together do not come back together."""

FAILING_AT_MOST = timedelta(days=5)
"""An endpoint that did nothing but fail for so long is disabled."""

LONGEST_WAIT = timedelta(hours=24)
SHORTEST_BREATHER = timedelta(seconds=5)
LONGEST_BREATHER = timedelta(minutes=5)
RETRY_AFTER_STATUSES = frozenset({429, 502, 503, 504})
"""Statuses with which a receiver may say, by Retry-After, when to come back."""


class DeliveryVerdict(Enum):
    """What became of one try."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    UNWELL = "unwell"
    GONE = "gone"


def judge_http_status(status: int | None) -> DeliveryVerdict:
    """What a status means; None is no answer at all. A redirect is a failure: it is never followed."""
    if status is None or status == 429 or status >= 500:
        return DeliveryVerdict.UNWELL
    if 200 <= status < 300:
        return DeliveryVerdict.DELIVERED
    return DeliveryVerdict.GONE if status == 410 else DeliveryVerdict.REFUSED


def pause_before_next_try(tries: int, chance: Random) -> timedelta | None:
    """How long to wait after so many tries that failed; None when that was the last."""
    if tries >= len(RETRY_PAUSES):
        return None
    return RETRY_PAUSES[tries] * (1 + JITTER * chance.random())


def wait_requested_by_receiver(status: int | None, retry_after: str | None, now: datetime) -> timedelta:
    """How long the receiver asks to be left alone (RFC 9110: seconds or a date), a day at most; none when it does not."""
    if status not in RETRY_AFTER_STATUSES or retry_after is None:
        return timedelta()
    return min(max(_parse_retry_after(retry_after.strip(), now), timedelta()), LONGEST_WAIT)


def _parse_retry_after(retry_after: str, now: datetime) -> timedelta:
    if retry_after.isascii() and retry_after.isdigit():
        return timedelta(seconds=min(int(retry_after[:9]), LONGEST_WAIT.total_seconds()))
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return timedelta()
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now


def pause_of_unwell_endpoint(failing_for: timedelta) -> timedelta:
    """How long to leave alone an endpoint that is unwell: the longer it has been, the longer, five minutes at most."""
    return min(max(failing_for / 4, SHORTEST_BREATHER), LONGEST_BREATHER)


def is_failing_too_long(failing_for: timedelta) -> bool:
    """Whether an endpoint has failed for too long to be tried any more."""
    return failing_for >= FAILING_AT_MOST
