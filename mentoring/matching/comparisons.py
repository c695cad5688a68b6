"""How two values are compared: each function makes one table of every value of the seniors with every value of the juniors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import Mask, Numbers, many_hot
from mentoring.matching.settings import Limits

FULL = 10_000
"""A term is counted in whole ten-thousandths, so that sums are exact in any order."""

FAR_ZONE = 8 * 60
"""From so many minutes between two clocks on, no zone is any nearer than another."""

Dates = tuple[date | None, date | None]
Table = NDArray[np.generic]


def share_language(rows: Sequence[frozenset[str]], cols: Sequence[frozenset[str]]) -> Mask:
    """Whether two people speak one language at least."""
    spoken = sorted(frozenset().union(*rows))
    return many_hot(rows, spoken) @ many_hot(cols, spoken).T > 0


def enough_gap(limits: Limits) -> Callable[[Sequence[int], Sequence[int]], Table]:
    """Whether the senior carries enough more responsibility than the junior."""
    return lambda rows, cols: np.subtract.outer(_whole(rows), _whole(cols)) >= limits.gap


def dates_meet(limits: Limits) -> Callable[[Sequence[Dates], Sequence[Dates]], Table]:
    """Whether both are free during enough days of the round."""

    def compare(rows: Sequence[Dates], cols: Sequence[Dates]) -> Table:
        (row_from, row_until), (col_from, col_until) = _days(rows, limits), _days(cols, limits)
        days = np.minimum.outer(row_until, col_until) - np.maximum.outer(row_from, col_from) + 1
        return days >= limits.least_days

    return compare


def other_unit(rows: Sequence[tuple[str, ...]], cols: Sequence[tuple[str, ...]]) -> Table:
    """Whether two people belong to different units."""
    codes = {unit: code for code, unit in enumerate([*rows, *cols])}
    return np.not_equal.outer(_whole([codes[unit] for unit in rows]), _whole([codes[unit] for unit in cols]))


def unit_distance(rows: Sequence[tuple[str, ...]], cols: Sequence[tuple[str, ...]]) -> Numbers:
    """Full where nothing of the way down from the top is shared, nothing inside one unit."""
    shared = np.zeros((len(rows), len(cols)), np.float32)
    for depth in range(1, max(map(len, [*rows, *cols]), default=0) + 1):
        ways = {unit[:depth]: code for code, unit in enumerate([*rows, *cols]) if len(unit) >= depth}
        both = (
            _whole([ways.get(unit[:depth], missing) for unit in side]) for side, missing in ((rows, -1), (cols, -2))
        )
        shared += np.equal.outer(*both)
    longest = np.maximum.outer(_whole([len(unit) for unit in rows]), _whole([len(unit) for unit in cols]))
    return np.rint(FULL * (1 - shared / np.maximum(longest, 1))).astype(np.float32)


def ways_to_meet(rows: Sequence[tuple[str, bool]], cols: Sequence[tuple[str, bool]]) -> Numbers:
    """Full at one site, or where both meet at a distance too."""
    codes = {site: code for code, (site, _) in enumerate([*rows, *cols])}
    one_site: Mask = np.equal.outer(
        _whole([codes[site] for site, _ in rows]), _whole([codes[site] for site, _ in cols])
    )
    remote: Mask = np.logical_and.outer([far for _, far in rows], [far for _, far in cols])
    return (FULL * (one_site | remote)).astype(np.float32)


def zone_nearness(rows: Sequence[int], cols: Sequence[int]) -> Numbers:
    """Full on the same clock, less with each hour between."""
    between: NDArray[np.int64] = np.abs(np.subtract.outer(_whole(rows), _whole(cols)))
    near = np.maximum(1 - between / FAR_ZONE, 0).astype(np.float32)
    return np.rint(FULL * near)


def _days(said: Sequence[Dates], limits: Limits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, last = limits.first_on, limits.last_on
    return (
        _whole([max(start or first, first).toordinal() for start, _ in said]),
        _whole([min(end or last, last).toordinal() for _, end in said]),
    )


def _whole(values: Sequence[int]) -> NDArray[np.int64]:
    return np.array(values, np.int64)
