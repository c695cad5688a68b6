"""The converter and the plain count of the real run, on a stream small enough to count by hand."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from tests import collegemsg
from tests.independent_count import ANSWER, HELLO, WEEKS, count

MONDAY = datetime(2004, 4, 19, 22, 30, tzinfo=UTC)
"""Half past midnight in Paris: there, it is Tuesday already."""

STREAM = [(1, 2, 0), (1, 3, 1), (2, 1, 2), (1, 4, 3), (3, 1, 24 * 9), (1, 2, 24 * 9 + 1), (3, 4, 24 * 40)]
"""Who wrote to whom, and how many hours after that."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "stream.txt"
    moments = [
        (sender, receiver, int((MONDAY + timedelta(hours=hours)).timestamp())) for sender, receiver, hours in STREAM
    ]
    path.write_text("".join(f"{sender} {receiver} {at}\n" for sender, receiver, at in moments))
    return path


def test_the_stream_is_moved_by_whole_weeks_to_end_in_the_last_seven_days(file: Path) -> None:
    for day in (date(2026, 11, 1) + timedelta(days=number) for number in range(14)):
        moved_by = collegemsg.weeks_until(day, file)
        last = collegemsg.read_messages(moved_by, file)[-1].at.date()
        assert timedelta(days=1) <= day - last <= timedelta(days=7)
        assert moved_by % timedelta(weeks=1) == timedelta(0)


def test_people_arrive_with_their_first_message_or_the_first_to_them(file: Path) -> None:
    messages = collegemsg.read_messages(timedelta(0), file)
    lines = csv.DictReader(collegemsg.people_csv(messages).decode().splitlines())
    assert {line["external_id"]: (line["arrived_on"], line["joined_on"]) for line in lines} == {
        "cm-1": ("2004-04-20", "2004-04-20"),
        "cm-2": ("2004-04-20", "2004-04-20"),
        "cm-3": ("2004-04-29", "2004-04-29"),
        "cm-4": ("2004-04-20", "2004-04-20"),
    }


def test_a_message_to_who_wrote_before_answers_their_last(file: Path) -> None:
    messages = collegemsg.read_messages(timedelta(0), file)
    events = [orjson.loads(line) for line in collegemsg.activities(messages)]
    answered = [event["data"]["object"].get("inReplyTo", {}).get("id", "").rpartition("/")[2] for event in events]
    assert answered == ["", "", "1", "", "2", "3", ""]
    assert b"".join(collegemsg.activities(messages)) == b"".join(collegemsg.activities(messages))


def test_the_count_is_what_one_counts_by_hand(file: Path) -> None:
    counted = count(file, timedelta(0))
    assert (counted.posts, counted.answers) == (4, 3)
    first, second, third, fourth = (counted.people[number] for number in (1, 2, 3, 4))
    # The third had not arrived when the first wrote to them: only the second and the fourth were greeted.
    assert (first.greeted, HELLO in first.completed) == ({2, 4}, False)
    assert first.completed == {WEEKS: MONDAY + timedelta(hours=24 * 9 + 1)}
    assert second.completed == {ANSWER: MONDAY + timedelta(hours=2)}
    assert third.completed == {ANSWER: MONDAY + timedelta(hours=24 * 9)}
    assert (fourth.completed, fourth.points, third.points) == ({}, 0, 30)
