"""Everybody of one round, in an order that is fair and always the same, as the columns that engines read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from mentoring.matching.arrays import Coded, Links, Sides, Whole, Words, as_words, coded, links
from mentoring.matching.comparisons import (
    dates_meet,
    enough_gap,
    other_unit,
    share_language,
    unit_distance,
    ways_to_meet,
    zone_nearness,
)
from mentoring.matching.demand import Asked, add_up_interests, add_up_skills
from mentoring.matching.reporting_tree import Line
from mentoring.matching.settings import Limit, Limits, Term
from mentoring.matching.values import Offer, Past, Volunteer, Wish
from mentoring.matching.week import HALVES, free_halves, offset, starts

Side = TypeVar("Side", bound=Volunteer)


@dataclass(frozen=True)
class Stands:
    """Where each person of a side stands in the reporting line."""

    enter: Whole
    leave: Whole
    depth: Whole


@dataclass(frozen=True, kw_only=True)
class Market:
    """The columns of a round: rows are seniors, columns juniors, each by their place among `wishes` and `offers`."""

    wishes: tuple[Wish, ...]
    offers: tuple[Offer, ...]
    limits: Limits
    capacity: Whole
    asked: Mapping[Term, Asked]
    terms: Mapping[Term, Coded]
    allowed: Mapping[Limit, Coded]
    row_starts: Words
    col_starts: Words
    row_stands: Stands
    col_stands: Stands
    apart: Links
    likes: tuple[Links, Links]


def open_market(
    wishes: Sequence[Wish],
    offers: Sequence[Offer],
    limits: Limits,
    *,
    line: Line | None = None,
    past: Past | None = None,
    seed: str = "",
) -> Market:
    """Whatever order people come in, the seed and their ids alone decide who comes first where all else is equal."""
    sides = in_order(wishes, seed), in_order(offers, seed)
    numbered = _Numbered(places_of(sides[0]), places_of(sides[1]))
    return Market(
        wishes=sides[0],
        offers=sides[1],
        limits=limits,
        capacity=np.array([max(offer.capacity, 0) for offer in sides[1]], np.int64),
        asked={Term.SKILLS: add_up_skills(*sides), Term.INTERESTS: add_up_interests(*sides)},
        terms=_terms(sides, limits),
        allowed=_allowed(sides, limits),
        row_starts=_starts(sides[0], limits),
        col_starts=_starts(sides[1], limits),
        row_stands=_stands(sides[0], line or Line()),
        col_stands=_stands(sides[1], line or Line()),
        apart=numbered.links(_apart(sides, past or Past())),
        likes=(
            numbered.links((one.person_id, other) for one in sides[0] for other in one.likes),
            numbered.links((other, one.person_id) for one in sides[1] for other in one.likes),
        ),
    )


def in_order(side: Sequence[Side], seed: str) -> tuple[Side, ...]:
    """Drawn by a hash of the seed and the id: nobody comes first because of their name or of the date they joined."""
    return tuple(sorted(side, key=lambda one: (_lot(seed, one.person_id), one.person_id)))


def places_of(side: Sequence[Volunteer]) -> dict[int, int]:
    """Where each person of a side stands in the order of the round."""
    return {one.person_id: place for place, one in enumerate(side)}


def _lot(seed: str, person_id: int) -> bytes:
    return hashlib.blake2b(f"{seed}:{person_id}".encode(), digest_size=8).digest()


def _terms(sides: Sides, limits: Limits) -> dict[Term, Coded]:
    return {
        Term.PLACE: coded(sides, lambda one: (one.site, one.remote), ways_to_meet),
        Term.DISTANCE: coded(sides, lambda one: one.unit, unit_distance),
        Term.ZONE: coded(sides, lambda one: offset(one.zone, limits.week_on), zone_nearness),
    }


def _allowed(sides: Sides, limits: Limits) -> dict[Limit, Coded]:
    allowed = {
        Limit.LANGUAGE: coded(sides, lambda one: one.languages, share_language),
        Limit.DATES: coded(sides, lambda one: (one.free_from, one.free_until), dates_meet(limits)),
        Limit.RESPONSIBILITY: coded(sides, lambda one: one.responsibility, enough_gap(limits)),
    }
    if limits.other_unit:
        allowed[Limit.UNIT] = coded(sides, lambda one: one.unit, other_unit)
    return allowed


def _starts(side: Sequence[Volunteer], limits: Limits) -> Words:
    slots = {(slot, one.zone) for one in side for slot in one.slots}
    halves = {(slot, zone): free_halves(slot, zone, limits.week_on) for slot, zone in slots}
    free = [_together(halves[slot, one.zone] for slot in one.slots) for one in side]
    return as_words([starts(mask, limits.session_minutes) for mask in free], HALVES)


def _together(masks: Iterator[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


def _stands(side: Sequence[Volunteer], line: Line) -> Stands:
    found = [line.place(one.person_id) for one in side]
    enter, leave, depth = np.array([(one.enter, one.leave, one.depth) for one in found], np.int64).reshape(-1, 3).T
    return Stands(enter, leave, depth)


def _apart(sides: Sides, past: Past) -> Iterator[tuple[int, int]]:
    yield from past.earlier
    yield from past.declined
    yield from ((one.person_id, other) for one in sides[0] for other in (*one.avoids, one.person_id))
    yield from ((other, one.person_id) for one in sides[1] for other in one.avoids)


@dataclass(frozen=True)
class _Numbered:
    """The place of each person; pairs of which either side is not there are left out."""

    rows: Mapping[int, int]
    cols: Mapping[int, int]

    def links(self, pairs: Iterator[tuple[int, int]]) -> Links:
        here = ((self.rows[row], self.cols[col]) for row, col in pairs if row in self.rows and col in self.cols)
        return links(here, len(self.cols))
