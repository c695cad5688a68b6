"""The starts of sessions of both sides in each clock week of a round: zones that change their clocks on different days meet at other hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_

import numpy as np

from mentoring.matching.arrays import (
    BoolArray,
    BothSides,
    IntArray,
    WordArray,
    drop_unshared_bits,
    pack_int_masks,
    unpack_int_mask,
)
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import Participant, Slot
from mentoring.matching.week import (
    HALF_HOURS_A_WEEK,
    free_half_hour_bits,
    list_minutes_of_half_hours,
    list_mondays,
    meeting_start_bits,
    relative_zone_offsets,
)

SharedStartWords = tuple[tuple[WordArray, WordArray], ...]


@dataclass(frozen=True)
class StartPeriod:
    """Common starts of a pair from one day to another, as minutes of the UTC week of `week_on`."""

    first_on: date
    last_on: date
    week_on: date
    starts: tuple[int, ...]


@dataclass(frozen=True)
class MeetingStarts:
    """Starts as bits of half hours: a row for each person, then each clock week, then words.

    The zones of the round are equally far apart in all weeks with one clock week, so one of them stands for the others.
    """

    weeks: tuple[date, ...]
    index_by_monday: Mapping[date, int]
    rows: WordArray
    cols: WordArray
    row_moves: IntArray
    col_moves: IntArray
    """For each clock week a code of each person's zone: two zones with one code are as far apart as in the first week."""

    @cached_property
    def shared_words(self) -> SharedStartWords:
        """For each clock week the words of both sides, without the starts that one side never has: fewer words to compare."""
        return tuple(drop_unshared_bits(self.rows[:, week], self.cols[:, week]) for week in range(len(self.weeks)))

    def list_periods_of_pair(self, row: int, col: int, zones: tuple[str, str]) -> tuple[StartPeriod, ...]:
        """The common starts of a pair over the round: one period, or one for each time between changes of their clocks."""
        if zones not in self._first_mondays_by_zones:
            self._first_mondays_by_zones[zones] = self._list_first_mondays(zones)
        firsts = self._first_mondays_by_zones[zones]
        ends = [*(monday - timedelta(days=1) for monday in firsts[1:]), max(self.index_by_monday) + timedelta(days=6)]
        return tuple(
            StartPeriod(first, last, self.weeks[index], self._list_shared_starts(row, col, index))
            for first, last in zip(firsts, ends, strict=True)
            for index in [self.index_by_monday[first]]
        )

    @cached_property
    def _first_mondays_by_zones(self) -> dict[tuple[str, str], list[date]]:
        return {}

    def _list_first_mondays(self, zones: tuple[str, str]) -> list[date]:
        firsts: list[date] = []
        for monday in self.index_by_monday:
            if not firsts or relative_zone_offsets(zones, monday) != relative_zone_offsets(zones, firsts[-1]):
                firsts.append(monday)
        return firsts

    def _list_shared_starts(self, row: int, col: int, week: int) -> tuple[int, ...]:
        return tuple(list_minutes_of_half_hours(unpack_int_mask(self.rows[row, week] & self.cols[col, week])))


def build_meeting_starts(sides: BothSides, limits: MatchingLimits) -> MeetingStarts:
    """Find the clock weeks of the round, and pack the starts of both sides in each."""
    zones = sorted({person.zone for side in sides for person in side})
    weeks: dict[tuple[int, ...], date] = {}
    index_by_monday: dict[date, int] = {}
    for monday in list_mondays(limits.week_on, limits.last_day_of_round):
        offsets = relative_zone_offsets(zones, monday)
        weeks.setdefault(offsets, monday)
        index_by_monday[monday] = list(weeks).index(offsets)
    rows, cols = (pack_meeting_starts(side, tuple(weeks.values()), limits.session_minutes) for side in sides)
    moves = _build_move_codes(zones, list(weeks))
    row_moves, col_moves = (moves[:, [zones.index(person.zone) for person in side]] for side in sides)
    return MeetingStarts(tuple(weeks.values()), index_by_monday, rows, cols, row_moves, col_moves)


def _build_move_codes(zones: Sequence[str], offsets: Sequence[tuple[int, ...]]) -> IntArray:
    """A row for each clock week: how far each zone moved since the first, on Monday and on Friday, as one number."""
    by_day = np.array(offsets, np.int64).reshape(len(offsets), 2, len(zones))
    moved = by_day - by_day[:1]
    return moved[:, 0] * HALF_HOURS_A_WEEK * 30 + moved[:, 1]


def pack_meeting_starts(side: Sequence[Participant], weeks: Sequence[date], session_minutes: int) -> WordArray:
    """The starts of each person in each of these weeks."""
    numbers: dict[tuple[Slot, str], int] = {}
    slots = [[numbers.setdefault((slot, person.zone), len(numbers)) for slot in person.slots] for person in side]
    packed = []
    for monday in weeks:
        halves = [free_half_hour_bits(slot, zone, monday) for slot, zone in numbers]
        free = [reduce(or_, map(halves.__getitem__, own), 0) for own in slots]
        packed.append(pack_int_masks([meeting_start_bits(mask, session_minutes) for mask in free], HALF_HOURS_A_WEEK))
    return np.stack(packed, axis=1)


def build_opened_junior_mask(starts: MeetingStarts, wider: WordArray, cols: IntArray) -> BoolArray:
    """For people with wider starts (a row each) and these juniors: whether they share a start in every clock week."""
    juniors, opened = starts.cols[cols], np.ones((len(wider), len(cols)), np.bool_)
    for week in range(len(starts.weeks)):
        opened &= (wider[:, None, week] & juniors[None, :, week]).any(axis=2)
    return opened
