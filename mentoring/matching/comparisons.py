"""Comparisons of two values: each function returns one table, a row for each value of seniors and a column for each of juniors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import product

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import BoolArray, FloatArray, build_multi_hot_matrix
from mentoring.matching.settings import MatchingLimits

FULL_SCORE = 10_000
"""A term is counted in whole ten-thousandths, so that sums are exact in any order."""

FAR_ZONE_MINUTES = 8 * 60
"""Two clocks at least so many minutes apart count as equally far."""

Dates = tuple[date | None, date | None]
Table = NDArray[np.generic]


def build_shared_language_table(rows: Sequence[frozenset[str]], cols: Sequence[frozenset[str]]) -> BoolArray:
    """Whether two people share a language."""
    spoken = sorted(frozenset().union(*rows))
    return build_multi_hot_matrix(rows, spoken) @ build_multi_hot_matrix(cols, spoken).T > 0


def build_responsibility_compare_function(limits: MatchingLimits) -> Callable[[Sequence[int], Sequence[int]], Table]:
    """Whether the responsibility of the senior exceeds that of the junior by the gap."""
    return lambda rows, cols: np.subtract.outer(_int_array(rows), _int_array(cols)) >= limits.gap


def build_free_days_compare_function(limits: MatchingLimits) -> Callable[[Sequence[Dates], Sequence[Dates]], Table]:
    """Whether both are free during enough days of the round."""

    def build_enough_shared_days_table(rows: Sequence[Dates], cols: Sequence[Dates]) -> Table:
        (row_from, row_until), (col_from, col_until) = (
            _clip_date_ranges_to_round(rows, limits),
            _clip_date_ranges_to_round(cols, limits),
        )
        days = np.minimum.outer(row_until, col_until) - np.maximum.outer(row_from, col_from) + 1
        return days >= limits.least_days

    return build_enough_shared_days_table


def build_different_unit_table(rows: Sequence[tuple[str, ...]], cols: Sequence[tuple[str, ...]]) -> Table:
    """Whether two people belong to different units."""
    codes = {unit: code for code, unit in enumerate([*rows, *cols])}
    return np.not_equal.outer(_int_array([codes[unit] for unit in rows]), _int_array([codes[unit] for unit in cols]))


def build_unit_distance_table(rows: Sequence[tuple[str, ...]], cols: Sequence[tuple[str, ...]]) -> FloatArray:
    """FULL_SCORE where two units share nothing on the way down from the top, 0 inside one unit."""
    shared = np.zeros((len(rows), len(cols)), np.float32)
    for depth in range(1, max(map(len, [*rows, *cols]), default=0) + 1):
        ways = {unit[:depth]: code for code, unit in enumerate([*rows, *cols]) if len(unit) >= depth}
        both = (
            _int_array([ways.get(unit[:depth], missing) for unit in side]) for side, missing in ((rows, -1), (cols, -2))
        )
        shared += np.equal.outer(*both)
    longest = np.maximum.outer(_int_array([len(unit) for unit in rows]), _int_array([len(unit) for unit in cols]))
    return np.rint(FULL_SCORE * (1 - shared / np.maximum(longest, 1))).astype(np.float32)


def build_shared_meeting_way_table(rows: Sequence[tuple[str, bool]], cols: Sequence[tuple[str, bool]]) -> FloatArray:
    """FULL_SCORE at one site, or where both also meet at a distance."""
    codes = {site: code for code, (site, _) in enumerate([*rows, *cols])}
    one_site: BoolArray = np.equal.outer(
        _int_array([codes[site] for site, _ in rows]), _int_array([codes[site] for site, _ in cols])
    )
    remote: BoolArray = np.logical_and.outer([far for _, far in rows], [far for _, far in cols])
    return (FULL_SCORE * (one_site | remote)).astype(np.float32)


def build_zone_nearness_table(rows: Sequence[tuple[int, ...]], cols: Sequence[tuple[int, ...]]) -> FloatArray:
    """FULL_SCORE on the same clock in every clock week, less with each hour between in the worst one; 0 from FAR_ZONE_MINUTES on."""
    most = [max(abs(row - col) for row, col in zip(*both, strict=True)) for both in product(rows, cols)]
    between = _int_array(most).reshape(len(rows), len(cols))
    near = np.maximum(1 - between / FAR_ZONE_MINUTES, 0).astype(np.float32)
    return np.rint(FULL_SCORE * near)


def _clip_date_ranges_to_round(
    ranges: Sequence[Dates], limits: MatchingLimits
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, last = limits.first_day_of_round, limits.last_day_of_round
    return (
        _int_array([max(start or first, first).toordinal() for start, _ in ranges]),
        _int_array([min(end or last, last).toordinal() for _, end in ranges]),
    )


def _int_array(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)
