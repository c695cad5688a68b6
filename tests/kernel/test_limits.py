"""Counted tries: a window begins with the first, ends by itself, and is counted on by a Redis that began anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.jobs import redis_connection
from app.kernel.limits import (
    RateLimit,
    TooManyTries,
    TryCount,
    count_try_or_raise,
    reset_try_count,
)
from tests.applications import application_of

MANY = RateLimit("many", most=400, within=timedelta(minutes=1), at_once=4)
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


def test_a_process_counts_some_tries_ahead_and_asks_redis_again_when_it_is_used_up_or_the_window_ended(
    app: Application,
) -> None:
    with clock.freeze_at(clock.now()):
        left = [count_try_or_raise(MANY, "ada") for _ in range(5)]
        assert left == [TryCount(399 - number, 60) for number in range(5)], "As when each is counted by itself."
        (key,) = redis_connection().keys("passerelle:limit:many:*")
        assert int(redis_connection().get(key) or 0) == 8
        assert count_try_or_raise(MANY, "bob") == TryCount(399, 60)
    redis_connection().delete(key)
    with clock.freeze_at(clock.now() + timedelta(minutes=2)):
        assert count_try_or_raise(MANY, "ada") == TryCount(399, 60)


def test_processes_that_count_ahead_allow_the_limit_together_and_no_more(app: Application) -> None:
    with application_of(app.config["SETTINGS"]) as other:
        allowed = sum(_is_allowed(app if number % 3 else other) for number in range(2 * MANY.most))
    assert allowed == MANY.most, "Both used up what they counted."


def _is_allowed(application: Application) -> bool:
    """Whether one more try through that process is."""
    with application.app_context():
        try:
            count_try_or_raise(MANY, "ada")
        except TooManyTries:
            return False
        return True
