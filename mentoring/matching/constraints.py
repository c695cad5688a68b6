"""The hard limits as masks, in the order in which they are explained to a person."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import BoolArray
from mentoring.matching.settings import HardLimit
from mentoring.matching.views import PairList, PairSelection

COSTLY_LIMITS = (HardLimit.LINE, HardLimit.APART, HardLimit.SLOT)


def iterate_allowed_masks_by_hard_limit(view: PairSelection) -> Iterator[tuple[HardLimit, BoolArray]]:
    """Each limit of the round with the mask of pairs that it allows. Engines handle capacity themselves."""
    for limit in HardLimit:
        mask = _build_limit_mask(view, limit)
        if mask is not None:
            yield limit, mask


def _build_limit_mask(view: PairSelection, limit: HardLimit) -> BoolArray | None:
    """The pairs that one limit allows; None where the round has no such limit."""
    if limit is HardLimit.SLOT:
        return view.shared_meeting_start_counts > 0
    if limit is HardLimit.LINE:
        return ~_build_reporting_line_mask(view) if view.problem.limits.line_depth != 0 else None
    if limit is HardLimit.APART:
        return ~view.membership_in_pair_set(view.problem.forbidden)
    table = view.problem.limit_tables.get(limit)
    return None if table is None else view.comparison_by_pair(table) > 0


def build_allowed_pairs_mask(view: PairSelection) -> BoolArray:
    """The mask of pairs that every limit allows."""
    (_, is_allowed), *others = iterate_allowed_masks_by_hard_limit(view)
    for _, mask in others:
        is_allowed &= mask
    return is_allowed


def keep_allowed_pairs(view: PairList) -> PairList:
    """The pairs that every limit allows. Each limit judges only the pairs that the limits before it left."""
    for limit in (*(limit for limit in HardLimit if limit not in COSTLY_LIMITS), *COSTLY_LIMITS):
        mask = _build_limit_mask(view, limit)
        if mask is not None:
            view = view.keep_pairs(mask)
    return view


def _build_reporting_line_mask(view: PairSelection) -> BoolArray:
    """Whether one is above the other within the line depth of the round."""
    rows, cols = view.problem.row_intervals, view.problem.col_intervals
    row, col = view.spread_senior_values(rows.enter), view.spread_junior_values(cols.enter)
    above = (row <= col) & (col < view.spread_senior_values(rows.leave))
    below = (col <= row) & (row < view.spread_junior_values(cols.leave))
    in_line: BoolArray = above | below
    depth = view.problem.limits.line_depth
    if depth is None or not in_line.any():
        return in_line
    near: BoolArray = np.abs(view.spread_senior_values(rows.depth) - view.spread_junior_values(cols.depth)) <= depth
    return in_line & near
