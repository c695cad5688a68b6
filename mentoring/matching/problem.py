"""The matching problem of one round: its people in a fair, repeatable order, as the arrays that engines read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from mentoring.matching.arrays import (
    BothSides,
    IntArray,
    LookupTable,
    PairSet,
    WordArray,
    build_lookup,
    build_pair_set,
    pack_masks,
)
from mentoring.matching.comparisons import (
    compare_days,
    compare_responsibility,
    differ_in_unit,
    shares_language,
    unit_distance,
    ways_to_meet,
    zone_nearness,
)
from mentoring.matching.demand import DemandMatrix, build_interest_demand, build_skill_demand
from mentoring.matching.reporting_tree import ReportingTree
from mentoring.matching.settings import HardLimit, MatchingLimits, Term
from mentoring.matching.values import Offer, Participant, PastPairs, Wish
from mentoring.matching.week import HALF_HOURS_A_WEEK, free_half_hours, session_starts, zone_offset

Side = TypeVar("Side", bound=Participant)


@dataclass(frozen=True)
class ReportingIntervals:
    """The interval of each person of a side in the reporting tree."""

    enter: IntArray
    leave: IntArray
    depth: IntArray


@dataclass(frozen=True, kw_only=True)
class MatchingProblem:
    """The arrays of a round: row i is the senior of `wishes[i]`, column j the junior of `offers[j]`."""

    wishes: tuple[Wish, ...]
    offers: tuple[Offer, ...]
    limits: MatchingLimits
    capacity: IntArray
    demands: Mapping[Term, DemandMatrix]
    term_tables: Mapping[Term, LookupTable]
    limit_tables: Mapping[HardLimit, LookupTable]
    row_starts: WordArray
    col_starts: WordArray
    row_intervals: ReportingIntervals
    col_intervals: ReportingIntervals
    forbidden: PairSet
    likes: tuple[PairSet, PairSet]


def build_problem(
    wishes: Sequence[Wish],
    offers: Sequence[Offer],
    limits: MatchingLimits,
    *,
    tree: ReportingTree | None = None,
    past: PastPairs | None = None,
    seed: str = "",
) -> MatchingProblem:
    """Build the arrays. The order of people in the input has no effect: the seed and the ids alone break ties."""
    sides = order_by_lot(wishes, seed), order_by_lot(offers, seed)
    numbers = _PairNumbers(index_by_id(sides[0]), index_by_id(sides[1]))
    return MatchingProblem(
        wishes=sides[0],
        offers=sides[1],
        limits=limits,
        capacity=np.array([max(offer.capacity, 0) for offer in sides[1]], np.int64),
        demands={Term.SKILLS: build_skill_demand(*sides), Term.INTERESTS: build_interest_demand(*sides)},
        term_tables=_build_term_tables(sides, limits),
        limit_tables=_build_limit_tables(sides, limits),
        row_starts=_pack_starts(sides[0], limits),
        col_starts=_pack_starts(sides[1], limits),
        row_intervals=_build_intervals(sides[0], tree or ReportingTree()),
        col_intervals=_build_intervals(sides[1], tree or ReportingTree()),
        forbidden=numbers.build_pair_set(_list_forbidden_pairs(sides, past or PastPairs())),
        likes=(
            numbers.build_pair_set((person.person_id, other) for person in sides[0] for other in person.likes),
            numbers.build_pair_set((other, person.person_id) for person in sides[1] for other in person.likes),
        ),
    )


def order_by_lot(side: Sequence[Side], seed: str) -> tuple[Side, ...]:
    """Order people by a hash of the seed and their id, so that neither name nor date of joining decides."""
    return tuple(sorted(side, key=lambda person: (_lot_hash(seed, person.person_id), person.person_id)))


def index_by_id(side: Sequence[Participant]) -> dict[int, int]:
    """The index of each person in the order of the round."""
    return {person.person_id: index for index, person in enumerate(side)}


def _lot_hash(seed: str, person_id: int) -> bytes:
    return hashlib.blake2b(f"{seed}:{person_id}".encode(), digest_size=8).digest()


def _build_term_tables(sides: BothSides, limits: MatchingLimits) -> dict[Term, LookupTable]:
    return {
        Term.PLACE: build_lookup(sides, lambda person: (person.site, person.remote), ways_to_meet),
        Term.DISTANCE: build_lookup(sides, lambda person: person.unit, unit_distance),
        Term.ZONE: build_lookup(sides, lambda person: zone_offset(person.zone, limits.week_on), zone_nearness),
    }


def _build_limit_tables(sides: BothSides, limits: MatchingLimits) -> dict[HardLimit, LookupTable]:
    tables = {
        HardLimit.LANGUAGE: build_lookup(sides, lambda person: person.languages, shares_language),
        HardLimit.DATES: build_lookup(
            sides, lambda person: (person.free_from, person.free_until), compare_days(limits)
        ),
        HardLimit.RESPONSIBILITY: build_lookup(
            sides, lambda person: person.responsibility, compare_responsibility(limits)
        ),
    }
    if limits.other_unit:
        tables[HardLimit.UNIT] = build_lookup(sides, lambda person: person.unit, differ_in_unit)
    return tables


def _pack_starts(side: Sequence[Participant], limits: MatchingLimits) -> WordArray:
    slots = {(slot, person.zone) for person in side for slot in person.slots}
    halves = {(slot, zone): free_half_hours(slot, zone, limits.week_on) for slot, zone in slots}
    free = [_combine_masks(halves[slot, person.zone] for slot in person.slots) for person in side]
    return pack_masks([session_starts(mask, limits.session_minutes) for mask in free], HALF_HOURS_A_WEEK)


def _combine_masks(masks: Iterator[int]) -> int:
    mask_union = 0
    for mask in masks:
        mask_union |= mask
    return mask_union


def _build_intervals(side: Sequence[Participant], tree: ReportingTree) -> ReportingIntervals:
    intervals = [tree.find_interval(person.person_id) for person in side]
    enter, leave, depth = (
        np.array([(interval.enter, interval.leave, interval.depth) for interval in intervals], np.int64)
        .reshape(-1, 3)
        .T
    )
    return ReportingIntervals(enter, leave, depth)


def _list_forbidden_pairs(sides: BothSides, past: PastPairs) -> Iterator[tuple[int, int]]:
    yield from past.earlier
    yield from past.declined
    yield from ((person.person_id, other) for person in sides[0] for other in (*person.avoids, person.person_id))
    yield from ((other, person.person_id) for person in sides[1] for other in person.avoids)


@dataclass(frozen=True)
class _PairNumbers:
    """The row and column of each person; a pair with a person outside the problem is left out."""

    rows: Mapping[int, int]
    cols: Mapping[int, int]

    def build_pair_set(self, pairs: Iterator[tuple[int, int]]) -> PairSet:
        here = ((self.rows[row], self.cols[col]) for row, col in pairs if row in self.rows and col in self.cols)
        return build_pair_set(here, len(self.cols))
