"""The hard limits, one mask each, in the order in which a person is told of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import Mask
from mentoring.matching.settings import Limit
from mentoring.matching.views import View


def masks(view: View) -> Iterator[tuple[Limit, Mask]]:
    """For each limit that the round has, whom it lets through. Capacity is the engines' own."""
    for limit in Limit:
        if limit is Limit.SLOT:
            yield limit, view.meetings > 0
        elif limit is Limit.LINE and view.market.limits.line_depth != 0:
            yield limit, ~_is_one_line(view)
        elif limit is Limit.APART:
            yield limit, ~view.linked(view.market.apart)
        elif limit in view.market.allowed:
            yield limit, view.looked_up(view.market.allowed[limit]) > 0


def allowed(view: View) -> Mask:
    """Who may be paired with whom."""
    (_, found), *others = masks(view)
    for _, mask in others:
        found &= mask
    return found


def _is_one_line(view: View) -> Mask:
    """Whether either stands above the other, near enough: two comparisons of intervals, and one of depths."""
    rows, cols = view.market.row_stands, view.market.col_stands
    row, col = view.of_row(rows.enter), view.of_col(cols.enter)
    above = (row <= col) & (col < view.of_row(rows.leave))
    below = (col <= row) & (row < view.of_col(cols.leave))
    found: Mask = above | below
    depth = view.market.limits.line_depth
    if depth is None or not found.any():
        return found
    near: Mask = np.abs(view.of_row(rows.depth) - view.of_col(cols.depth)) <= depth
    return found & near
