"""Groups seniors by their set of languages, each with the juniors who share one and have a place."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mentoring.matching.arrays import IntArray
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.settings import HardLimit


def iterate_groups_by_languages(problem: MatchingProblem) -> Iterator[tuple[IntArray, IntArray]]:
    """Rows and columns of each group; a group without juniors is left out."""
    spoken = problem.limit_tables[HardLimit.LANGUAGE]
    has_place = problem.capacity > 0
    for code in range(len(spoken.table)):
        cols = np.flatnonzero((spoken.table[code] > 0)[spoken.cols] & has_place)
        if len(cols):
            yield np.flatnonzero(spoken.rows == code), cols
