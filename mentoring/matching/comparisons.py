"""Comparisons of two values: each function returns one table, a row for each value of seniors and a column for each of juniors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import BoolArray, FloatArray, build_multi_hot_matrix
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import DateSpan

FULL_SCORE = 10_000
"""A term is counted in whole ten-thousandths, so that sums are exact in any order."""

FAR_ZONE_MINUTES = 8 * 60
"""Two clocks at least so many minutes apart count as equally far."""

Absences = tuple[DateSpan, ...]
Table = NDArray[np.generic]


def build_shared_language_table(rows: Sequence[frozenset[str]], cols: Sequence[frozenset[str]]) -> BoolArray:
    """Whether two people share a language."""
    spoken = sorted(frozenset().union(*rows))
    return build_multi_hot_matrix(rows, spoken) @ build_multi_hot_matrix(cols, spoken).T > 0


def build_responsibility_compare_function(limits: MatchingLimits) -> Callable[[Sequence[int], Sequence[int]], Table]:
    """Whether the responsibility of the senior exceeds that of the junior by the gap."""
    return lambda rows, cols: np.subtract.outer(_int_array(rows), _int_array(cols)) >= limits.gap


def build_free_days_compare_function(
    limits: MatchingLimits,
) -> Callable[[Sequence[Absences], Sequence[Absences]], Table]:
    """Whether both are there on enough days of the round."""

    def build_enough_shared_days_table(rows: Sequence[Absences], cols: Sequence[Absences]) -> Table:
        row_days, col_days = (_build_presence_matrix(side, limits) for side in (rows, cols))
        return row_days @ col_days.T >= limits.least_days

    return build_enough_shared_days_table


def build_different_unit_table(rows: Sequence[tuple[str, ...]], cols: Sequence[tuple[str, ...]]) -> Table:
    """Whether two people belong to different units, which are the last names of their paths, in any region."""
    codes = {unit[-1:]: code for code, unit in enumerate([*rows, *cols])}
    row_codes, col_codes = (_int_array([codes[unit[-1:]] for unit in side]) for side in (rows, cols))
    return np.not_equal.outer(row_codes, col_codes)


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


def _build_presence_matrix(side: Sequence[Absences], limits: MatchingLimits) -> FloatArray:
    """A row for each list of absences: 1 on each day of the round that none of them covers."""
    first = limits.first_day_of_round
    days = np.ones((len(side), max((limits.last_day_of_round - first).days + 1, 0)), np.float32)
    for row, absences in enumerate(side):
        for away_from, away_until in absences:
            days[row, max((away_from - first).days, 0) : max((away_until - first).days + 1, 0)] = 0
    return days


def _int_array(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)
