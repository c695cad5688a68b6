"""A market of its own: unmatched seniors bid for their best place until nobody is outbid; prices and a sharing come out.

All bid at once (Jacobi). Each bid lowers what its junior leaves to the bidder to just under the second best, and the
highest bid of a junior takes their cheapest place. It ends within one step a senior of the best sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentoring.matching.arrays import Whole
from mentoring.matching.comparisons import FULL
from mentoring.matching.edges import Edges
from mentoring.matching.scoring import Fits
from mentoring.matching.values import Tell

STEP, PATIENCE = 2.0, 250
"""In ten-thousandths: bids rise by this at least, or two equals would outbid each other for ever. Where many fight for few,
the step doubles each so many rounds: the fight ends soon, and only those still in it are shared out more roughly."""

LEAVES = -float(FULL)
"""Whoever is left with this or less by each of their candidates bids no more, and nobody bids beyond it."""

ROUNDS = 16 * PATIENCE


@dataclass(frozen=True)
class Sold:
    """For each senior the junior, or -1, and the price of each junior's cheapest place."""

    partner: Whole
    prices: Fits


@dataclass
class _Floor:
    """Each senior's candidates as rows of one width; each junior's places with their prices and holders."""

    cols: Whole
    fits: Fits
    prices: Fits
    holders: Whole
    partner: Whole


def auction(edges: Edges, rows: int, capacity: Whole, tell: Tell) -> Sold:
    """Bid until everybody who still bids holds a place."""
    floor = _open(edges, rows, capacity)
    bidding = np.flatnonzero(np.isfinite(floor.fits[:, 0]))
    for turn in range(ROUNDS):
        bidding = _bid(floor, bidding, STEP * 2 ** (turn // PATIENCE))
        if not len(bidding):
            break
        if turn % 100 == 0:
            tell("auction", rows - len(bidding), rows)
    cheapest = floor.prices.min(axis=1)
    return Sold(floor.partner, np.where(np.isfinite(cheapest), cheapest, 0))


def _open(edges: Edges, rows: int, capacity: Whole) -> _Floor:
    counts = np.bincount(edges.rows, minlength=rows)
    nth = np.arange(len(edges.rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    shape = rows, max(int(counts.max(initial=0)), 2)
    cols, fits = np.zeros(shape, np.int64), np.full(shape, -np.inf)
    cols[edges.rows, nth], fits[edges.rows, nth] = edges.cols, edges.fits
    most = np.minimum(capacity, rows)
    places = np.arange(max(int(most.max(initial=0)), 1))
    prices = np.where(places < most[:, None], 0, np.inf)
    return _Floor(cols, fits, prices, np.full(prices.shape, -1), np.full(rows, -1, np.int64))


def _bid(floor: _Floor, bidding: Whole, step: float) -> Whole:
    """One round; returns who bids in the next one."""
    cheapest = floor.prices.min(axis=1)
    net = floor.fits[bidding] - cheapest[floor.cols[bidding]]
    best = net.argmax(axis=1)
    every = np.arange(len(bidding))
    first = net[every, best]
    net[every, best] = -np.inf
    second = np.maximum(net.max(axis=1), LEAVES)
    stays = first > LEAVES
    bidding, cols = bidding[stays], floor.cols[bidding, best][stays]
    rises = np.minimum(first - second + step, first - LEAVES)[stays]
    bids = cheapest[cols] + rises
    order = np.lexsort((bidding, bids, cols))
    wins = np.append(cols[order][1:] != cols[order][:-1], True)[: len(order)]
    return np.append(bidding[order][~wins], _take(floor, bidding[order][wins], cols[order][wins], bids[order][wins]))


def _take(floor: _Floor, rows: Whole, cols: Whole, bids: Fits) -> Whole:
    """The cheapest place of each of these juniors changes hands; returns those who held them."""
    places = floor.prices[cols].argmin(axis=1)
    outbid: Whole = floor.holders[cols, places]
    floor.prices[cols, places], floor.holders[cols, places] = bids, rows
    outbid = outbid[outbid >= 0]
    floor.partner[outbid] = -1
    floor.partner[rows] = cols
    return outbid
