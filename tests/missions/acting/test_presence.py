"""Being there: the code of the moment checks in, during the event alone, whether it is scanned or typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.limits import TooManyTries
from app.kernel.transaction import transaction
from missions.acting.service import SubmissionOutcome
from missions.attempts.answers import InvalidAnswers
from missions.attempts.attempt import OutsideOpeningHours
from missions.presence.codes import (
    SECONDS,
    digits_at,
    interval_number,
    is_current_or_previous_code,
    seconds_left,
    url_token_at,
)
from missions.presence.queries import get_presence_event
from missions.presence.service import WRONG, CodeExpired, check_in_by_scanned_code
from missions.queries import NoSuchMission
from tests.makers import make_people
from tests.missions.acting.arranged import count_facts_of, next_number_for, open_mission, submit_as
from tests.missions.company import completions_of

DURING = datetime(2026, 1, 5, 13, 0, 5, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - their zone is drawn beside them


@pytest.fixture(autouse=True)
def during() -> Iterator[None]:
    """A moment of the event."""
    with clock.freeze_at(DURING):
        yield


@pytest.fixture
def ada(app: Application) -> int:
    """Somebody who may check in."""
    with transaction():
        (person,) = make_people(1)
        open_mission("check-in")
    return person


def scan(person_id: int, code: str) -> None:
    """Press the one button behind what was scanned."""
    with transaction():
        check_in_by_scanned_code(person_id, code, next_number_for(person_id))


def scanned() -> str:
    """What the code of the moment says."""
    return get_presence_event("m").address.rpartition("/")[2]


def test_the_digits_of_the_moment_check_in_once(ada: int) -> None:
    digits = get_presence_event("m").digits
    assert submit_as(ada, {"code": digits}, number=1) is SubmissionOutcome.COMPLETED
    assert submit_as(ada, {"code": digits}, number=1) is SubmissionOutcome.COMPLETED
    assert completions_of(ada)[0][2] == DURING
    assert count_facts_of(ada, "presence.confirmed") == 1


def test_what_was_scanned_checks_in_until_the_next_code_has_passed(ada: int) -> None:
    code = scanned()
    assert get_presence_event("m").address.startswith("http://localhost/e/m.")
    with clock.freeze_at(DURING + timedelta(seconds=60)), pytest.raises(CodeExpired):
        scan(ada, code)
    assert count_facts_of(ada, "presence.confirmed") == 0
    with clock.freeze_at(DURING + timedelta(seconds=30)):
        scan(ada, code)
    assert len(completions_of(ada)) == 1


@pytest.mark.parametrize("hour", [11, 14])
def test_nobody_checks_in_before_or_after(ada: int, hour: int) -> None:
    with clock.freeze_at(DURING.replace(hour=hour, second=0)):
        assert not get_presence_event("m").is_on
        with pytest.raises(OutsideOpeningHours):
            submit_as(ada, {"code": get_presence_event("m").digits})
        with pytest.raises(OutsideOpeningHours):
            scan(ada, scanned())


def test_guessing_the_digits_is_slow(ada: int) -> None:
    right = get_presence_event("m").digits
    for guess in range(1, 11):
        with pytest.raises(InvalidAnswers) as refused:
            submit_as(ada, {"code": f"{(int(right) + guess) % 10**6:06}"})
        assert refused.value.remarks == {"code": WRONG}
    with pytest.raises(TooManyTries):
        submit_as(ada, {"code": right})


def test_the_code_of_one_event_opens_no_other(ada: int) -> None:
    with transaction():
        open_mission("check-in", "other")
    with pytest.raises(CodeExpired):
        scan(ada, f"other.{scanned().partition('.')[2]}")
    with pytest.raises(NoSuchMission):
        scan(ada, "nowhere.aaaa")


@pytest.mark.property
@given(moment=MOMENTS, late=st.integers(0, 4 * SECONDS), secret=st.binary(min_size=1, max_size=32))
def test_a_code_is_taken_in_its_thirty_seconds_and_the_next_and_never_after(
    moment: datetime, late: int, secret: bytes
) -> None:
    then = moment + timedelta(seconds=late)
    is_in_time = interval_number(then) - interval_number(moment) <= 1
    assert is_current_or_previous_code(secret, url_token_at(secret, moment), then) == is_in_time
    assert is_current_or_previous_code(secret, digits_at(secret, moment), then) or not is_in_time
    assert interval_number(moment + timedelta(seconds=seconds_left(moment))) == interval_number(moment) + 1


@pytest.mark.property
@given(moment=MOMENTS, typed=st.text(max_size=12))
def test_nothing_else_is_taken(moment: datetime, typed: str) -> None:
    codes = {
        make(b"a secret", at) for make in (digits_at, url_token_at) for at in (moment, moment - timedelta(seconds=30))
    }
    assert is_current_or_previous_code(b"a secret", typed, moment) == (typed in codes)
