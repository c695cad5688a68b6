"""Why not, for one senior: how many juniors each limit leaves, what alone stands in the way, and what one change would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import Mask, Whole, as_bits
from mentoring.matching.constraints import masks
from mentoring.matching.demand import steps
from mentoring.matching.outcome import Outcome
from mentoring.matching.problem import Market, places_of
from mentoring.matching.settings import Limit
from mentoring.matching.values import Slot
from mentoring.matching.views import Block
from mentoring.matching.week import HALF, HALVES, local_slots


@dataclass(frozen=True)
class Diagnosis:
    """What stands between a senior and the juniors of the round, told by the masks that the engines obey."""

    senior_id: int
    left_after: Mapping[Limit, int]
    """How many juniors are left after each limit, one after the other."""
    free: int
    """How many of those who are left have a place free."""
    only_blocked_by: Mapping[Limit, int]
    """How many more would be left if this one limit alone were lifted."""
    offered: Mapping[str, int]
    """How many of those who are left offer each wanted skill, above the senior's level."""
    best_slot: tuple[Slot, int] | None
    """The session to add, on the senior's clock, and how many juniors it would bring."""
    best_language: tuple[str, int] | None
    competing: tuple[int, int] | None
    """So many seniors compete for so many places, the senior among them."""


def diagnose(market: Market, outcome: Outcome, senior_id: int) -> Diagnosis:
    """Read off one row of the market; the juniors' free places follow from the outcome."""
    row = places_of(market.wishes)[senior_id]
    found = {limit: mask[0] for limit, mask in masks(Block(market, np.array([row]), np.arange(len(market.offers))))}
    failed = np.array([~mask for mask in found.values()]).sum(axis=0)
    free = _free(market, outcome)
    left = failed == 0
    only = {limit: ~mask & (failed == 1) for limit, mask in found.items()}
    return Diagnosis(
        senior_id=senior_id,
        left_after=_waterfall(found),
        free=int((left & free).sum()),
        only_blocked_by={limit: int(mask.sum()) for limit, mask in only.items() if mask.any()},
        offered=_offered(market, row, np.flatnonzero(left)),
        best_slot=_best_slot(market, row, _rather_free(only[Limit.SLOT], free)),
        best_language=_best_language(market, _rather_free(only[Limit.LANGUAGE], free)),
        competing=_competing(outcome, senior_id),
    )


def _waterfall(found: Mapping[Limit, Mask]) -> dict[Limit, int]:
    left = np.logical_and.accumulate(np.array(list(found.values())), axis=0)
    return dict(zip(found, left.sum(axis=1).tolist(), strict=True))


def _free(market: Market, outcome: Outcome) -> Mask:
    places = places_of(market.offers)
    taken = [places[pair.junior_id] for pair in (*outcome.pairs, *outcome.under_floor)]
    return np.bincount(np.array(taken, np.int64), minlength=len(places)) < market.capacity


def _rather_free(mask: Mask, free: Mask) -> Whole:
    return np.flatnonzero(mask & free if (mask & free).any() else mask)


def _offered(market: Market, row: int, cols: Whole) -> dict[str, int]:
    levels = [{skill.skill: skill.level for skill in market.offers[col].skills} for col in cols.tolist()]
    return {
        want.skill: sum(one.get(want.skill, 0) > want.present for one in levels)
        for want in market.wishes[row].wants
        if any(steps(want))
    }


def _best_slot(market: Market, row: int, cols: Whole) -> tuple[Slot, int] | None:
    counts = as_bits(market.col_starts[cols]).sum(axis=0)[:HALVES]
    if not counts.any():
        return None
    best, limits = int(counts.argmax()), market.limits
    (slot,) = local_slots(
        [best * HALF], market.wishes[row].zone, week_on=limits.week_on, session_minutes=limits.session_minutes
    )
    return slot, int(counts[best])


def _best_language(market: Market, cols: Whole) -> tuple[str, int] | None:
    counts: dict[str, int] = {}
    for col in cols.tolist():
        for language in market.offers[col].languages:
            counts[language] = counts.get(language, 0) + 1
    return max(sorted(counts.items()), key=lambda one: one[1], default=None)


def _competing(outcome: Outcome, senior_id: int) -> tuple[int, int] | None:
    there = outcome.competition
    return (len(there.senior_ids), there.places) if senior_id in there.senior_ids else None
