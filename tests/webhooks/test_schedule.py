"""When a message is tried again, and what an answer means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from app.webhooks.schedule import (
    JITTER,
    RETRY_PAUSES,
    DeliveryVerdict,
    is_failing_too_long,
    judge_http_status,
    pause_before_next_try,
    pause_of_unwell_endpoint,
    wait_requested_by_receiver,
)

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def test_ten_tries_over_three_days() -> None:
    assert [pause.total_seconds() for pause in RETRY_PAUSES] == [
        0,
        5,
        300,
        1800,
        7200,
        18000,
        36000,
        50400,
        72000,
        86400,
    ]
    assert timedelta(hours=75) < sum(RETRY_PAUSES, timedelta()) < timedelta(hours=76)
    assert pause_before_next_try(len(RETRY_PAUSES), Random(1)) is None


@pytest.mark.parametrize("tries", range(1, len(RETRY_PAUSES)))
def test_a_pause_is_a_little_longer_than_promised_never_shorter(tries: int) -> None:
    pauses = {pause_before_next_try(tries, Random(seed)) for seed in range(50)}
    assert len(pauses) > 40, "Messages that failed together must not come back together."
    assert all(pause and RETRY_PAUSES[tries] <= pause <= RETRY_PAUSES[tries] * (1 + JITTER) for pause in pauses)


def test_the_same_chance_gives_the_same_pause() -> None:
    assert pause_before_next_try(3, Random("msg_1:3")) == pause_before_next_try(3, Random("msg_1:3"))


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, DeliveryVerdict.DELIVERED),
        (204, DeliveryVerdict.DELIVERED),
        (299, DeliveryVerdict.DELIVERED),
        (100, DeliveryVerdict.REFUSED),
        (301, DeliveryVerdict.REFUSED),
        (307, DeliveryVerdict.REFUSED),
        (400, DeliveryVerdict.REFUSED),
        (404, DeliveryVerdict.REFUSED),
        (410, DeliveryVerdict.GONE),
        (429, DeliveryVerdict.UNWELL),
        (500, DeliveryVerdict.UNWELL),
        (503, DeliveryVerdict.UNWELL),
        (None, DeliveryVerdict.UNWELL),
    ],
)
def test_only_2xx_is_a_success(status: int | None, verdict: DeliveryVerdict) -> None:
    assert judge_http_status(status) is verdict


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        (429, "120", 120),
        (502, "7", 7),
        (504, "Mon, 05 Jan 2026 08:01:00 GMT", 60),
        (429, "Mon, 05 Jan 2026 07:00:00 GMT", 0),
        (429, "99999999999999999999", 86400),
        (429, "Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        (429, "-5", 0),
        (429, "soon", 0),
        (429, "²", 0),
        (429, None, 0),
        (500, "120", 0),
        (200, "120", 0),
    ],
)
def test_a_receiver_may_ask_to_be_left_alone_for_a_day_at_most(status: int, header: str | None, wait: int) -> None:
    assert wait_requested_by_receiver(status, header, NOW) == timedelta(seconds=wait)


def test_a_breather_grows_with_the_time_of_failing() -> None:
    assert pause_of_unwell_endpoint(timedelta()) == timedelta(seconds=5)
    assert pause_of_unwell_endpoint(timedelta(minutes=4)) == timedelta(minutes=1)
    assert pause_of_unwell_endpoint(timedelta(days=2)) == timedelta(minutes=5)


def test_five_days_of_failures_are_too_many() -> None:
    assert not is_failing_too_long(timedelta(days=5) - timedelta(seconds=1))
    assert is_failing_too_long(timedelta(days=5))
