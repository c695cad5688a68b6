"""The matching problem of one round: its people in a fair, repeatable order, as the arrays that engines read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from mentoring.matching.arrays import (
    BothSides,
    ComparisonTable,
    IntArray,
    PairSet,
    build_cell_set,
    build_comparison_table,
)
from mentoring.matching.comparisons import (
    build_different_unit_table,
    build_free_days_compare_function,
    build_responsibility_compare_function,
    build_shared_language_table,
    build_shared_meeting_way_table,
    build_unit_distance_table,
    build_zone_nearness_table,
)
from mentoring.matching.demand import DemandAndSupply, build_interest_demand_and_supply, build_skill_demand_and_supply
from mentoring.matching.meeting_starts import MeetingStarts, build_meeting_starts
from mentoring.matching.reporting_tree import ReportingTree, TreeInterval
from mentoring.matching.settings import HardLimit, MatchingLimits, ScoreTerm
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, Participant, Wish
from mentoring.matching.week import zone_offset_minutes

Side = TypeVar("Side", bound=Participant)


@dataclass(frozen=True)
class ReportingIntervalArrays:
    """The interval of each person of a side in the reporting tree."""

    enter: IntArray
    leave: IntArray
    depth: IntArray

    def interval_at(self, index: int) -> TreeInterval:
        """The interval of the person at this index."""
        return TreeInterval(int(self.enter[index]), int(self.leave[index]), int(self.depth[index]))


@dataclass(frozen=True, kw_only=True)
class MatchingProblem:
    """The arrays of a round: row i is the senior of `wishes[i]`, column j the junior of `offers[j]`."""

    wishes: tuple[Wish, ...]
    offers: tuple[Offer, ...]
    limits: MatchingLimits
    capacity: IntArray
    demands: Mapping[ScoreTerm, DemandAndSupply]
    term_tables: Mapping[ScoreTerm, ComparisonTable]
    limit_tables: Mapping[HardLimit, ComparisonTable]
    starts: MeetingStarts
    row_intervals: ReportingIntervalArrays
    col_intervals: ReportingIntervalArrays
    forbidden: PairSet


def build_problem(
    wishes: Sequence[Wish],
    offers: Sequence[Offer],
    limits: MatchingLimits,
    *,
    tree: ReportingTree | None = None,
    past: EarlierAndDeclinedPairs | None = None,
    seed: str = "",
) -> MatchingProblem:
    """Build the arrays. The order of people in the input has no effect: the seed and the ids alone break ties."""
    sides = shuffle_people_by_seed(wishes, seed), shuffle_people_by_seed(offers, seed)
    starts = build_meeting_starts(sides, limits)
    numbers = _IndexesByPersonId(index_people_by_id(sides[0]), index_people_by_id(sides[1]))
    return MatchingProblem(
        wishes=sides[0],
        offers=sides[1],
        limits=limits,
        capacity=np.array([max(offer.capacity, 0) for offer in sides[1]], np.int64),
        demands={
            ScoreTerm.SKILLS: build_skill_demand_and_supply(*sides),
            ScoreTerm.INTERESTS: build_interest_demand_and_supply(*sides),
        },
        term_tables=_build_term_tables(sides, starts.weeks),
        limit_tables=_build_hard_limit_tables(sides, limits),
        starts=starts,
        row_intervals=_build_reporting_intervals(sides[0], tree or ReportingTree()),
        col_intervals=_build_reporting_intervals(sides[1], tree or ReportingTree()),
        forbidden=numbers.build_cell_set(_list_forbidden_pairs(sides, past or EarlierAndDeclinedPairs())),
    )


def shuffle_people_by_seed(side: Sequence[Side], seed: str) -> tuple[Side, ...]:
    """Order people by a hash of the seed and their id, so that neither name nor date of joining decides."""
    return tuple(sorted(side, key=lambda person: (_hash_seed_and_person(seed, person.person_id), person.person_id)))


def index_people_by_id(side: Sequence[Participant]) -> dict[int, int]:
    """The index of each person in the order of the round."""
    return {person.person_id: index for index, person in enumerate(side)}


def _hash_seed_and_person(seed: str, person_id: int) -> bytes:
    return hashlib.blake2b(f"{seed}:{person_id}".encode(), digest_size=8).digest()


def _build_term_tables(sides: BothSides, weeks: Sequence[date]) -> dict[ScoreTerm, ComparisonTable]:
    return {
        ScoreTerm.PLACE: build_comparison_table(
            sides, lambda person: (person.site, person.remote), build_shared_meeting_way_table
        ),
        ScoreTerm.DISTANCE: build_comparison_table(sides, lambda person: person.unit, build_unit_distance_table),
        ScoreTerm.ZONE: build_comparison_table(
            sides,
            lambda person: tuple(zone_offset_minutes(person.zone, monday) for monday in weeks),
            build_zone_nearness_table,
        ),
    }


def _build_hard_limit_tables(sides: BothSides, limits: MatchingLimits) -> dict[HardLimit, ComparisonTable]:
    tables = {
        HardLimit.LANGUAGE: build_comparison_table(sides, lambda person: person.languages, build_shared_language_table),
        HardLimit.DATES: build_comparison_table(
            sides, lambda person: person.away, build_free_days_compare_function(limits)
        ),
        HardLimit.RESPONSIBILITY: build_comparison_table(
            sides, lambda person: person.responsibility, build_responsibility_compare_function(limits)
        ),
    }
    if limits.other_unit:
        tables[HardLimit.UNIT] = build_comparison_table(sides, lambda person: person.unit, build_different_unit_table)
    return tables


def _build_reporting_intervals(side: Sequence[Participant], tree: ReportingTree) -> ReportingIntervalArrays:
    intervals = [tree.interval_of_person(person.person_id) for person in side]
    enter, leave, depth = (
        np.array([(interval.enter, interval.leave, interval.depth) for interval in intervals], np.int64)
        .reshape(-1, 3)
        .T
    )
    return ReportingIntervalArrays(enter, leave, depth)


def _list_forbidden_pairs(sides: BothSides, past: EarlierAndDeclinedPairs) -> Iterator[tuple[int, int]]:
    yield from past.earlier
    yield from past.declined
    yield from ((person.person_id, other) for person in sides[0] for other in (*person.avoids, person.person_id))
    yield from ((other, person.person_id) for person in sides[1] for other in person.avoids)


@dataclass(frozen=True)
class _IndexesByPersonId:
    """The row and column of each person; a pair with a person outside the problem is left out."""

    rows: Mapping[int, int]
    cols: Mapping[int, int]

    def build_cell_set(self, pairs: Iterator[tuple[int, int]]) -> PairSet:
        here = ((self.rows[row], self.cols[col]) for row, col in pairs if row in self.rows and col in self.cols)
        return build_cell_set(here, len(self.cols))
