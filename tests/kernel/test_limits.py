"""Counted tries: a window begins with the first, ends by itself, and is counted on by a Redis that began anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.kernel.application import Application
from app.kernel.jobs import redis_connection
from app.kernel.limits import RateLimit, TooManyTries, TryCount, count_try_or_raise, reset_try_count

TWICE = RateLimit("twice", most=2, within=timedelta(minutes=1))


def test_tries_are_counted_for_each_subject_until_the_limit(app: Application) -> None:
    assert count_try_or_raise(TWICE, "ada") == TryCount(1, 60)
    assert count_try_or_raise(TWICE, "ada") == TryCount(0, 60)
    with pytest.raises(TooManyTries) as refused:
        count_try_or_raise(TWICE, "ada")
    assert refused.value.retry_after == 60
    assert count_try_or_raise(TWICE, "bob") == TryCount(1, 60)
    reset_try_count(TWICE, "ada")
    assert count_try_or_raise(TWICE, "ada") == TryCount(1, 60)


def test_further_tries_do_not_prolong_the_window_and_no_counter_is_without_an_end(app: Application) -> None:
    count_try_or_raise(TWICE, "ada")
    (key,) = redis_connection().keys("passerelle:limit:twice:*")
    redis_connection().expire(key, 20)
    assert count_try_or_raise(TWICE, "ada") == TryCount(0, 20)
    redis_connection().set(key, 1)
    assert count_try_or_raise(TWICE, "ada") == TryCount(0, 60)


@pytest.mark.fault
def test_a_redis_that_forgot_the_script_counts_on(app: Application) -> None:
    count_try_or_raise(TWICE, "ada")
    redis_connection().script_flush()
    assert count_try_or_raise(TWICE, "ada") == TryCount(0, 60)
