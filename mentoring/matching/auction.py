"""An auction: unmatched seniors bid for their best place until all hold one; it yields prices and partners.

All bid at once (Jacobi). A bid raises the price until the bidder's net is just under their second best, and the
highest bid for a junior takes their cheapest place. The sum ends within one step for each senior of the best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.arrays import FloatArray, IntArray
from mentoring.matching.comparisons import FULL_SCORE
from mentoring.matching.edges import CandidatePairs
from mentoring.matching.scoring import FitArray
from mentoring.matching.values import ReportProgress

BID_STEP, ROUNDS_PER_STEP = 2.0, 250
"""The least rise of a bid, in ten-thousandths, so that two equals do not outbid each other for ever. The step doubles after
each so many rounds: a contest of many for few places ends soon, at a coarser result for those still in it."""

LOWEST_NET = -float(FULL_SCORE)
"""A senior whose every candidate nets this or less stops bidding, and no bid goes beyond it."""

MAX_BID_ROUNDS = 16 * ROUNDS_PER_STEP

BIDS_PER_SENIOR = 64
"""Candidates for which a senior bids where prices are all that is wanted. A scan finds hundreds for a few seniors, and
every senior's row is as wide as the widest."""


@dataclass(frozen=True)
class AuctionResult:
    """The junior of each senior, or -1, and the price of each junior's cheapest place."""

    partner: IntArray
    prices: FitArray


@dataclass
class _AuctionState:
    """The candidates of each senior as rows of equal width; the places of each junior with their prices and holders.

    The rows are the largest arrays of a round: their numbers are whole, so half the width holds them exactly.
    """

    cols: NDArray[np.int32]
    fits: FloatArray
    prices: FitArray
    holders: IntArray
    partner: IntArray


def run_auction(edges: CandidatePairs, rows: int, capacity: IntArray, report: ReportProgress) -> AuctionResult:
    """Run rounds of bids until no senior still bids."""
    state = _build_auction_state(edges, rows, capacity)
    bidding = np.flatnonzero(np.isfinite(state.fits[:, 0]))
    for turn in range(MAX_BID_ROUNDS):
        bidding = _run_bidding_round(state, bidding, BID_STEP * 2 ** (turn // ROUNDS_PER_STEP))
        if not len(bidding):
            break
        if turn % 100 == 0:
            report("auction", rows - len(bidding), rows)
    cheapest_prices = state.prices.min(axis=1)
    return AuctionResult(state.partner, np.where(np.isfinite(cheapest_prices), cheapest_prices, 0))


def compute_auction_prices(
    edges: CandidatePairs, prices: FitArray, capacity: IntArray, report: ReportProgress
) -> FitArray:
    """The prices after an auction among each senior's best candidates by `prices`, those before it."""
    rows = int(edges.rows[-1]) + 1 if len(edges.rows) else 0
    return run_auction(edges.best_for_each_senior(prices, BIDS_PER_SENIOR), rows, capacity, report).prices


def _build_auction_state(edges: CandidatePairs, rows: int, capacity: IntArray) -> _AuctionState:
    counts = np.bincount(edges.rows, minlength=rows)
    nth = np.arange(len(edges.rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    shape = rows, max(int(counts.max(initial=0)), 2)
    cols, fits = np.zeros(shape, np.int32), np.full(shape, -np.inf, np.float32)
    cols[edges.rows, nth], fits[edges.rows, nth] = edges.cols, edges.fits
    most = np.minimum(capacity, rows)
    places = np.arange(max(int(most.max(initial=0)), 1))
    prices = np.where(places < most[:, None], 0, np.inf)
    return _AuctionState(cols, fits, prices, np.full(prices.shape, -1), np.full(rows, -1, np.int64))


def _run_bidding_round(state: _AuctionState, bidding: IntArray, step: float) -> IntArray:
    """Run one round; returns the seniors who bid in the next one."""
    cheapest_prices = state.prices.min(axis=1)
    net = state.fits[bidding] - cheapest_prices[state.cols[bidding]]
    best = net.argmax(axis=1)
    every = np.arange(len(bidding))
    first = net[every, best]
    net[every, best] = -np.inf
    second = np.maximum(net.max(axis=1), LOWEST_NET)
    stays = first > LOWEST_NET
    bidding, cols = bidding[stays], state.cols[bidding, best][stays]
    rises = np.minimum(first - second + step, first - LOWEST_NET)[stays]
    bids = cheapest_prices[cols] + rises
    order = np.lexsort((bidding, bids, cols))
    wins = np.append(cols[order][1:] != cols[order][:-1], True)[: len(order)]
    return np.append(
        bidding[order][~wins],
        _replace_outbid_seniors(state, bidding[order][wins], cols[order][wins], bids[order][wins]),
    )


def _replace_outbid_seniors(state: _AuctionState, rows: IntArray, cols: IntArray, bids: FitArray) -> IntArray:
    """Give each of these seniors the cheapest place of their junior; returns the outbid seniors."""
    places = state.prices[cols].argmin(axis=1)
    outbid: IntArray = state.holders[cols, places]
    state.prices[cols, places], state.holders[cols, places] = bids, rows
    outbid = outbid[outbid >= 0]
    state.partner[outbid] = -1
    state.partner[rows] = cols
    return outbid
