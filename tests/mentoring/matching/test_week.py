"""Slots of several time zones meet in one week of the calendar, whatever the clocks do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.problem import build_problem
from mentoring.matching.reasons import explain_pairs
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import Slot
from mentoring.matching.views import PairGrid, PairList, indices_of_all_people
from mentoring.matching.week import (
    free_half_hour_bits,
    list_local_meeting_slots,
    list_minutes_of_half_hours,
    meeting_start_bits,
)
from tests.mentoring.matching.people import OFFER, WEEK_ON, WISH

BOTH_WINTER, ONE_SUMMER = date(2026, 3, 2), date(2026, 3, 9)
"""North America changes its clocks three weeks before Europe does."""


def hours_of(slot: Slot, zone: str, week_on: date = WEEK_ON) -> list[float]:
    return [minute / 60 for minute in list_minutes_of_half_hours(free_half_hour_bits(slot, zone, week_on))]


@pytest.mark.parametrize(("week_on", "hour"), [(BOTH_WINTER, 15), (ONE_SUMMER, 14)])
def test_nine_in_toronto_is_another_hour_in_paris_while_one_clock_has_changed(week_on: date, hour: int) -> None:
    toronto = replace(WISH, zone="America/Toronto", slots=(Slot(1, 540, 600),))
    for start in (14, 15):
        paris = replace(OFFER, slots=(Slot(1, start * 60, start * 60 + 60),))
        problem = build_problem([toronto], [paris], MatchingLimits(week_on=week_on, ends_on=week_on))
        assert build_allowed_pairs_mask(PairGrid(problem, *indices_of_all_people(problem)))[0, 0] == (start == hour)


NANTES = replace(WISH, zone="Europe/Paris", slots=(Slot(0, 8 * 60, 9 * 60),))
SAINT_DENIS = replace(OFFER, zone="Indian/Reunion", slots=(Slot(0, 11 * 60, 12 * 60),))


@pytest.mark.parametrize(("ends_on", "is_allowed"), [(date(2026, 3, 27), True), (date(2026, 8, 28), False)])
def test_a_common_hour_must_last_through_the_changes_of_clocks_of_the_round(ends_on: date, *, is_allowed: bool) -> None:
    problem = build_problem([NANTES], [SAINT_DENIS], MatchingLimits(week_on=WEEK_ON, ends_on=ends_on))
    assert build_allowed_pairs_mask(PairGrid(problem, *indices_of_all_people(problem)))[0, 0] == is_allowed
    assert build_allowed_pairs_mask(PairList(problem, np.array([0]), np.array([0])))[0] == is_allowed


def test_the_common_hours_of_a_pair_are_dated_where_their_clocks_change_apart() -> None:
    wide = replace(NANTES, slots=(Slot(0, 8 * 60, 10 * 60),))
    limits = MatchingLimits(week_on=WEEK_ON, ends_on=date(2026, 11, 27))
    (explanation,) = explain_pairs(
        build_problem([wide], [replace(SAINT_DENIS, slots=(Slot(0, 660, 780),))], limits), [(1, 101)]
    )
    assert [(period.first_on, period.last_on, len(period.starts)) for period in explanation.periods] == [
        (date(2026, 3, 2), date(2026, 3, 29), 3),
        (date(2026, 3, 30), date(2026, 10, 25), 1),
        (date(2026, 10, 26), date(2026, 11, 29), 3),
    ]
    assert explanation.start_count == 1


def test_two_zones_that_change_together_have_one_period() -> None:
    limits = MatchingLimits(week_on=WEEK_ON, ends_on=date(2026, 11, 27))
    lisbon = replace(OFFER, zone="Europe/Lisbon", slots=(Slot(0, 8 * 60, 9 * 60),))
    others = replace(SAINT_DENIS, person_id=102)
    (explanation,) = explain_pairs(build_problem([WISH], [lisbon, others], limits), [(1, 101)])
    assert [period.first_on for period in explanation.periods] == [WEEK_ON]


def test_a_clock_that_changes_inside_the_week_moves_the_days_after_it() -> None:
    week_on = date(2026, 3, 23)
    assert hours_of(Slot(5, 600, 630), "Europe/Paris", week_on) == [5 * 24 + 9]
    assert hours_of(Slot(6, 600, 630), "Europe/Paris", week_on) == [6 * 24 + 8]


def test_only_whole_half_hours_count_where_clocks_are_a_quarter_off() -> None:
    assert hours_of(Slot(0, 600, 690), "Asia/Kolkata") == [4.5, 5.0, 5.5]
    assert hours_of(Slot(0, 600, 690), "Asia/Kathmandu") == [4.5, 5.0]


def test_the_week_goes_round() -> None:
    assert hours_of(Slot(6, 23 * 60, 24 * 60), "America/Toronto", date(2026, 2, 2)) == [4.0, 4.5]
    assert hours_of(Slot(0, 0, 60), "Europe/Paris") == [167.0, 167.5]


def test_a_slot_that_ends_before_it_starts_holds_nothing() -> None:
    assert hours_of(Slot(0, 600, 540), "Europe/Paris") == []


def test_a_session_starts_where_all_of_it_is_free() -> None:
    free = free_half_hour_bits(Slot(0, 600, 720), "UTC", WEEK_ON)
    assert [minute / 60 for minute in list_minutes_of_half_hours(meeting_start_bits(free, 90))] == [10.0, 10.5]
    assert meeting_start_bits(free, 150) == 0
    night = free_half_hour_bits(Slot(6, 1410, 1440), "UTC", WEEK_ON) | free_half_hour_bits(
        Slot(0, 0, 30), "UTC", WEEK_ON
    )
    assert list(list_minutes_of_half_hours(meeting_start_bits(night, 60))) == [7 * 24 * 60 - 30]


def test_a_start_is_told_on_the_clock_of_a_person() -> None:
    slots = list_local_meeting_slots([4 * 60], "America/Toronto", week_on=WEEK_ON, session_minutes=60)
    assert slots == (Slot(6, 23 * 60, 24 * 60),)
