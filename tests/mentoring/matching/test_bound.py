"""The look at all pairs skips what cannot matter, and proves what looking at each of them proves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.arrays import links
from mentoring.matching.bound import ROUNDING, look_at_all
from mentoring.matching.comparisons import FULL
from mentoring.matching.constraints import allowed
from mentoring.matching.edges import NO_EDGES, Edges, judged
from mentoring.matching.factors import make_factors
from mentoring.matching.problem import Market
from mentoring.matching.scoring import Fits, fits
from mentoring.matching.values import tell_nobody
from mentoring.matching.views import Block, everybody
from tests.bench.matching.company import make_company
from tests.mentoring.matching.drawing import crowds
from tests.mentoring.matching.people import Company


def plainly(market: Market, prices: Fits) -> float:
    """What each place is worth at its price, and what each senior would be left with by whichever junior leaves them most."""
    view = Block(market, *everybody(market))
    can = allowed(view) & (market.capacity > 0)
    left = np.where(can, FULL + fits(view) - prices, 0).max(axis=1, initial=0)
    return float((market.capacity * prices).sum() + left.sum())


def drawn_prices(market: Market, seed: int) -> Fits:
    return np.random.default_rng(seed).integers(0, FULL, len(market.offers)).astype(np.float64)


def some_known(market: Market, seed: int) -> Edges:
    chance = np.random.default_rng(seed)
    every = len(market.wishes) * len(market.offers)
    return judged(market, [chance.integers(0, every, 3 * len(market.wishes))]) if every else NO_EDGES


@pytest.mark.property
@settings(max_examples=60)
@given(company=crowds, seed=st.integers(0, 9))
def test_whatever_the_prices_and_what_is_known_the_bound_is_never_below_the_plain_one(
    company: Company, seed: int
) -> None:
    market = company.market()
    prices = drawn_prices(market, seed)
    for known in (NO_EDGES, some_known(market, seed)):
        bound = look_at_all(market, make_factors(market), prices, known=known, tell=tell_nobody)
        assert bound.lifted >= plainly(market, prices)


@pytest.mark.parametrize("seed", range(4))
def test_where_nothing_is_left_out_of_the_product_the_bound_is_the_plain_one(seed: int) -> None:
    company = make_company(300, 450, seed=seed)
    market = company.market()
    nobody = links([], len(market.offers))
    bare = replace(market, likes=(nobody, nobody), apart=nobody, limits=replace(market.limits, line_depth=0))
    prices = drawn_prices(bare, seed) / 8
    for known in (NO_EDGES, some_known(bare, seed)):
        bound = look_at_all(bare, make_factors(bare), prices, known=known, tell=tell_nobody)
        assert 0 <= bound.lifted - plainly(bare, prices) <= 2 * ROUNDING * len(bare.wishes)
