"""Proves that no more people can be matched, on every pair that the limits allow, or matches them; says who is in shortage.

A search from all unmatched seniors at once: through juniors who may meet them, on to the seniors who hold those. Where it
comes upon a free place, everybody along the way moves on by one, and one more senior is matched. Where it comes upon
none, the seniors it met share fewer places than they are (Hall's condition), and that is the proof.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from mentoring.matching.arrays import Mask, Whole
from mentoring.matching.constraints import allowed
from mentoring.matching.problem import Market
from mentoring.matching.solution import loads
from mentoring.matching.values import Tell, tell_nobody
from mentoring.matching.views import Block, blocks


@dataclass(frozen=True)
class Shortage:
    """Seniors whom one place more would help, and the juniors, all taken, who are the only ones they may meet."""

    rows: Whole
    cols: Whole


@dataclass
class _Search:
    """One search: who was met so far, from whom, and in whose tree."""

    market: Market
    partner: Whole
    free: Whole
    root: Whole
    origin: Whole
    done: Mask
    found: int = 0
    held: dict[int, list[int]] = field(default_factory=dict)


def match_more(market: Market, partner: Whole, tell: Tell = tell_nobody) -> tuple[Whole, Shortage]:
    """As many matched as can be, and who is in shortage; empty when everybody is matched."""
    partner = partner.copy()
    while True:
        search = _search(market, partner)
        tell("prove", int((partner >= 0).sum()), len(partner))
        if not search.found:
            return partner, Shortage(np.flatnonzero(search.root >= 0), np.flatnonzero(search.origin >= 0))


def _search(market: Market, partner: Whole) -> _Search:
    rows, cols = len(market.wishes), len(market.offers)
    unmatched = np.flatnonzero(partner < 0)
    search = _Search(
        market=market,
        partner=partner,
        free=market.capacity - loads(partner, cols),
        root=np.full(rows, -1),
        origin=np.full(cols, -1),
        done=np.zeros(rows, np.bool_),
    )
    search.root[unmatched] = unmatched
    for row in np.flatnonzero(partner >= 0).tolist():
        search.held.setdefault(int(partner[row]), []).append(row)
    frontier = unmatched
    while len(frontier):
        frontier = np.array([row for block in blocks(frontier) for row in _meet(search, block)], np.int64)
    return search


def _meet(search: _Search, rows: Whole) -> list[int]:
    """Let these seniors look for juniors whom nobody met yet; the seniors whom those hold are the next to look."""
    rows = rows[~search.done[search.root[rows]]]
    unmet = np.flatnonzero((search.origin < 0) & (search.market.capacity > 0))
    if not len(rows) or not len(unmet):
        return []
    open_to = allowed(Block(search.market, rows, unmet))
    reached = np.flatnonzero(open_to.any(axis=0))
    origin = rows[open_to[:, reached].argmax(axis=0)]
    following: list[int] = []
    for col, row in zip(unmet[reached].tolist(), origin.tolist(), strict=True):
        following += _reach(search, row, col)
    return following


def _reach(search: _Search, row: int, col: int) -> list[int]:
    root = int(search.root[row])
    if search.done[root]:
        return []
    search.origin[col] = row
    if search.free[col] > 0:
        _move_on(search, row, col)
        search.done[root] = True
        search.found += 1
        return []
    held = search.held.get(col, [])
    search.root[held] = root
    return held


def _move_on(search: _Search, row: int, col: int) -> None:
    while col >= 0:
        left = int(search.partner[row])
        search.partner[row] = col
        if left >= 0:
            row, col = int(search.origin[left]), left
        else:
            col = -1
