"""Diagnoses why a senior has no pair: what each limit leaves, what alone blocks, and which change would surely help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentoring.matching.arrays import BoolArray, IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.constraints import iterate_allowed_masks_by_hard_limit
from mentoring.matching.meeting_starts import build_opened_junior_mask, pack_meeting_starts
from mentoring.matching.problem import MatchingProblem, index_people_by_id
from mentoring.matching.scoring import pair_fits
from mentoring.matching.settings import HardLimit
from mentoring.matching.shortage import Competition, MissingPlaces
from mentoring.matching.values import Slot
from mentoring.matching.views import PairGrid, PairList


@dataclass(frozen=True)
class UnmatchedSeniorDiagnosis:
    """What stands between a senior and the juniors of the round, from the masks that the engines use."""

    senior_id: int
    left_after: Mapping[HardLimit, int]
    """How many juniors are left after each limit in turn."""
    only_blocked_by: Mapping[HardLimit, int]
    """How many juniors only this limit blocks."""
    best_slot: tuple[Slot, int] | None
    """The slot to add, on the senior's clock, and how many juniors it would add. Granted, it gives this senior a pair."""
    best_language: tuple[str, int] | None
    """The language to add, likewise."""
    competing: Competition
    """How many seniors compete for how many places with this senior, who is among them."""


def diagnose_unmatched_senior(
    problem: MatchingProblem, shortage: MissingPlaces, senior_id: int, *, addable_slots: Sequence[Slot]
) -> UnmatchedSeniorDiagnosis:
    """Diagnose an unmatched senior. Only `addable_slots`, on the clock of any person, are proposed to be added.

    A change counts the juniors who then suit well enough and whose place can be freed by a chain of moves: with one of
    them, one more senior is matched, and every solution that matches one more matches this one.
    """
    row = index_people_by_id(problem.wishes)[senior_id]
    masks_by_limit = {
        limit: mask[0]
        for limit, mask in iterate_allowed_masks_by_hard_limit(
            PairGrid(problem, np.array([row]), np.arange(len(problem.offers)))
        )
    }
    failed = np.array([~mask for mask in masks_by_limit.values()]).sum(axis=0)
    only = {limit: ~mask & (failed == 1) for limit, mask in masks_by_limit.items()}
    helpful = {
        limit: _list_helpful_juniors(problem, row, only[limit] & shortage.can_be_freed)
        for limit in (HardLimit.SLOT, HardLimit.LANGUAGE)
    }
    return UnmatchedSeniorDiagnosis(
        senior_id=senior_id,
        left_after=_count_juniors_left_after_each_limit(masks_by_limit),
        only_blocked_by={limit: int(mask.sum()) for limit, mask in only.items() if mask.any()},
        best_slot=_find_most_helpful_slot(problem, row, helpful[HardLimit.SLOT], addable_slots),
        best_language=_find_most_helpful_language(problem, helpful[HardLimit.LANGUAGE]),
        competing=shortage.by_senior[senior_id],
    )


def _count_juniors_left_after_each_limit(masks_by_limit: Mapping[HardLimit, BoolArray]) -> dict[HardLimit, int]:
    left = np.logical_and.accumulate(np.array(list(masks_by_limit.values())), axis=0)
    return dict(zip(masks_by_limit, left.sum(axis=1).tolist(), strict=True))


def _list_helpful_juniors(problem: MatchingProblem, row: int, mask: BoolArray) -> IntArray:
    """The juniors of a mask with a place at all, and with a fit that would be proposed; a change only adds to a fit."""
    cols = np.flatnonzero(mask & (problem.capacity > 0))
    fits = pair_fits(PairList(problem, np.full(len(cols), row), cols))
    return cols[fits >= problem.limits.floor * FULL_SCORE]


def _find_most_helpful_slot(
    problem: MatchingProblem, row: int, cols: IntArray, addable_slots: Sequence[Slot]
) -> tuple[Slot, int] | None:
    if not len(cols) or not addable_slots:
        return None
    wish = problem.wishes[row]
    wider = [replace(wish, slots=(*wish.slots, slot)) for slot in addable_slots]
    starts = pack_meeting_starts(wider, problem.starts.weeks, problem.limits.session_minutes)
    counts = build_opened_junior_mask(problem.starts, starts, cols).sum(axis=1)
    best = int(counts.argmax())
    return (addable_slots[best], int(counts[best])) if counts[best] else None


def _find_most_helpful_language(problem: MatchingProblem, cols: IntArray) -> tuple[str, int] | None:
    counts: dict[str, int] = {}
    for col in cols.tolist():
        for language in problem.offers[col].languages:
            counts[language] = counts.get(language, 0) + 1
    return max(sorted(counts.items()), key=lambda entry: entry[1], default=None)
