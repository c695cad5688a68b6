"""Diagnoses why a senior has no pair: what each limit leaves, what alone blocks, and which change would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import BoolArray, IntArray, unpack_bool_columns
from mentoring.matching.constraints import iterate_allowed_masks_by_hard_limit
from mentoring.matching.demand import iterate_skill_levels_to_climb
from mentoring.matching.outcome import MatchingOutcome
from mentoring.matching.problem import MatchingProblem, index_people_by_id
from mentoring.matching.settings import HardLimit
from mentoring.matching.values import Slot
from mentoring.matching.views import PairGrid
from mentoring.matching.week import HALF_HOUR, HALF_HOURS_A_WEEK, list_local_meeting_slots


@dataclass(frozen=True)
class UnmatchedSeniorDiagnosis:
    """What stands between a senior and the juniors of the round, from the masks that the engines use."""

    senior_id: int
    left_after: Mapping[HardLimit, int]
    """How many juniors are left after each limit in turn."""
    free: int
    """How many of the juniors left have a free place."""
    only_blocked_by: Mapping[HardLimit, int]
    """How many juniors only this limit blocks."""
    offered: Mapping[str, int]
    """How many of the juniors left offer each wanted skill above the senior's level."""
    best_slot: tuple[Slot, int] | None
    """The session to add, on the senior's clock, and how many juniors it would add."""
    best_language: tuple[str, int] | None
    competing: tuple[int, int] | None
    """How many seniors compete for how many places, where this senior is among them."""


def diagnose_unmatched_senior(
    problem: MatchingProblem, outcome: MatchingOutcome, senior_id: int
) -> UnmatchedSeniorDiagnosis:
    """Diagnose one row of the problem; the free places of juniors follow from the outcome."""
    row = index_people_by_id(problem.wishes)[senior_id]
    masks_by_limit = {
        limit: mask[0]
        for limit, mask in iterate_allowed_masks_by_hard_limit(
            PairGrid(problem, np.array([row]), np.arange(len(problem.offers)))
        )
    }
    failed = np.array([~mask for mask in masks_by_limit.values()]).sum(axis=0)
    free = _build_free_junior_mask(problem, outcome)
    left = failed == 0
    only = {limit: ~mask & (failed == 1) for limit, mask in masks_by_limit.items()}
    return UnmatchedSeniorDiagnosis(
        senior_id=senior_id,
        left_after=_count_juniors_left_after_each_limit(masks_by_limit),
        free=int((left & free).sum()),
        only_blocked_by={limit: int(mask.sum()) for limit, mask in only.items() if mask.any()},
        offered=_count_juniors_offering_each_skill(problem, row, np.flatnonzero(left)),
        best_slot=_find_most_helpful_slot(problem, row, _prefer_free_juniors(only[HardLimit.SLOT], free)),
        best_language=_find_most_helpful_language(problem, _prefer_free_juniors(only[HardLimit.LANGUAGE], free)),
        competing=_find_competitor_and_place_counts(outcome, senior_id),
    )


def _count_juniors_left_after_each_limit(masks_by_limit: Mapping[HardLimit, BoolArray]) -> dict[HardLimit, int]:
    left = np.logical_and.accumulate(np.array(list(masks_by_limit.values())), axis=0)
    return dict(zip(masks_by_limit, left.sum(axis=1).tolist(), strict=True))


def _build_free_junior_mask(problem: MatchingProblem, outcome: MatchingOutcome) -> BoolArray:
    places = index_people_by_id(problem.offers)
    taken = [places[pair.junior_id] for pair in (*outcome.pairs, *outcome.under_floor)]
    return np.bincount(np.array(taken, np.int64), minlength=len(places)) < problem.capacity


def _prefer_free_juniors(mask: BoolArray, free: BoolArray) -> IntArray:
    return np.flatnonzero(mask & free if (mask & free).any() else mask)


def _count_juniors_offering_each_skill(problem: MatchingProblem, row: int, cols: IntArray) -> dict[str, int]:
    levels = [{skill.skill: skill.level for skill in problem.offers[col].skills} for col in cols.tolist()]
    return {
        want.skill: sum(offered.get(want.skill, 0) > want.present for offered in levels)
        for want in problem.wishes[row].wants
        if any(iterate_skill_levels_to_climb(want))
    }


def _find_most_helpful_slot(problem: MatchingProblem, row: int, cols: IntArray) -> tuple[Slot, int] | None:
    counts = unpack_bool_columns(problem.col_starts[cols]).sum(axis=0)[:HALF_HOURS_A_WEEK]
    if not counts.any():
        return None
    best, limits = int(counts.argmax()), problem.limits
    (slot,) = list_local_meeting_slots(
        [best * HALF_HOUR], problem.wishes[row].zone, week_on=limits.week_on, session_minutes=limits.session_minutes
    )
    return slot, int(counts[best])


def _find_most_helpful_language(problem: MatchingProblem, cols: IntArray) -> tuple[str, int] | None:
    counts: dict[str, int] = {}
    for col in cols.tolist():
        for language in problem.offers[col].languages:
            counts[language] = counts.get(language, 0) + 1
    return max(sorted(counts.items()), key=lambda entry: entry[1], default=None)


def _find_competitor_and_place_counts(outcome: MatchingOutcome, senior_id: int) -> tuple[int, int] | None:
    competition = outcome.competition
    return (len(competition.senior_ids), competition.places) if senior_id in competition.senior_ids else None
