"""Prices of an auction: what a round of a hundred thousand keeps in memory for them."""

from __future__ import annotations

import tracemalloc

import numpy as np

from mentoring.matching.auction import compute_auction_prices
from mentoring.matching.edges import CandidatePairs
from mentoring.matching.values import ignore_progress

PEOPLE = 5_000
MOST_BYTES = 40_000_000
"""A row as wide as that of the senior with 5,000 candidates, for each of 5,000 seniors, would be 200 MB."""


def test_a_senior_with_thousands_of_candidates_makes_no_other_row_wider() -> None:
    everybody = np.arange(PEOPLE)
    rows = np.concatenate([np.zeros(PEOPLE, np.int64), everybody[1:]])
    cols = np.concatenate([everybody, everybody[1:]])
    edges = CandidatePairs(rows, cols, np.full(len(rows), 5_000.0))
    tracemalloc.start()
    prices = compute_auction_prices(edges, np.zeros(PEOPLE), np.ones(PEOPLE, np.int64), ignore_progress)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MOST_BYTES
    assert len(prices) == PEOPLE
    assert np.isfinite(prices).all()
