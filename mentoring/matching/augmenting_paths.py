"""Matches more people by augmenting paths over all allowed pairs, or proves that no more can be matched.

The search starts from all unmatched seniors: through the juniors they may meet, to the seniors who hold those juniors.
At a free place, each senior along the path moves on by one, and one more senior is matched. Without a free place, the
visited seniors outnumber the places they can reach (Hall's condition), and that is the proof.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mentoring.matching.arrays import BoolArray, IntArray
from mentoring.matching.constraints import build_allowed_pairs_mask
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.solution import count_seniors_by_junior
from mentoring.matching.values import ReportProgress, ignore_progress
from mentoring.matching.views import PairGrid, split_rows


@dataclass(frozen=True)
class JuniorShortage:
    """Seniors whom one more place would help, and the juniors, all taken, whom alone they may meet."""

    rows: IntArray
    cols: IntArray


@dataclass
class _PathSearchState:
    """The state of one search: visited juniors, the senior they were reached from, and the root of each tree."""

    problem: MatchingProblem
    partner: IntArray
    free: IntArray
    root: IntArray
    origin: IntArray
    done: BoolArray
    matched_count: int = 0
    seniors_by_junior: dict[int, list[int]] = field(default_factory=dict)


def match_remaining_seniors(
    problem: MatchingProblem, partner: IntArray, report: ReportProgress = ignore_progress
) -> tuple[IntArray, JuniorShortage]:
    """The partners with as many matched as possible, and the shortage, empty when all are matched."""
    partner = partner.copy()
    while True:
        search = _match_along_paths(problem, partner)
        report("prove", int((partner >= 0).sum()), len(partner))
        if not search.matched_count:
            return partner, JuniorShortage(np.flatnonzero(search.root >= 0), np.flatnonzero(search.origin >= 0))


def _match_along_paths(problem: MatchingProblem, partner: IntArray) -> _PathSearchState:
    rows, cols = len(problem.wishes), len(problem.offers)
    unmatched = np.flatnonzero(partner < 0)
    search = _PathSearchState(
        problem=problem,
        partner=partner,
        free=problem.capacity - count_seniors_by_junior(partner, cols),
        root=np.full(rows, -1),
        origin=np.full(cols, -1),
        done=np.zeros(rows, np.bool_),
    )
    search.root[unmatched] = unmatched
    for row in np.flatnonzero(partner >= 0).tolist():
        search.seniors_by_junior.setdefault(int(partner[row]), []).append(row)
    frontier = unmatched
    while len(frontier):
        frontier = np.array(
            [row for block in split_rows(frontier) for row in _expand_search_from_seniors(search, block)], np.int64
        )
    return search


def _expand_search_from_seniors(search: _PathSearchState, rows: IntArray) -> list[int]:
    """Visit the juniors whom these seniors may meet; returns the seniors who hold them, to look next."""
    rows = rows[~search.done[search.root[rows]]]
    unmet = np.flatnonzero((search.origin < 0) & (search.problem.capacity > 0))
    if not len(rows) or not len(unmet):
        return []
    open_to = build_allowed_pairs_mask(PairGrid(search.problem, rows, unmet))
    reached = np.flatnonzero(open_to.any(axis=0))
    origin = rows[open_to[:, reached].argmax(axis=0)]
    following: list[int] = []
    for col, row in zip(unmet[reached].tolist(), origin.tolist(), strict=True):
        following += _match_or_follow_junior(search, row, col)
    return following


def _match_or_follow_junior(search: _PathSearchState, row: int, col: int) -> list[int]:
    root = int(search.root[row])
    if search.done[root]:
        return []
    search.origin[col] = row
    if search.free[col] > 0:
        _shift_partners_along_path(search, row, col)
        search.done[root] = True
        search.matched_count += 1
        return []
    seniors = search.seniors_by_junior.get(col, [])
    search.root[seniors] = root
    return seniors


def _shift_partners_along_path(search: _PathSearchState, row: int, col: int) -> None:
    while col >= 0:
        left = int(search.partner[row])
        search.partner[row] = col
        if left >= 0:
            row, col = int(search.origin[left]), left
        else:
            col = -1
