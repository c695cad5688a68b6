"""The best suggestions for somebody who has just volunteered, at once: ranked by the fit that the last round's prices leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from mentoring.matching.comparisons import FULL
from mentoring.matching.constraints import allowed
from mentoring.matching.outcome import Proposal
from mentoring.matching.problem import Market, open_market
from mentoring.matching.reporting_tree import Line
from mentoring.matching.scoring import fits
from mentoring.matching.settings import Limits
from mentoring.matching.values import Offer, Past, Wish
from mentoring.matching.views import Block

Prices = Mapping[int, float]
SUGGESTIONS = 5


def suggest(
    newcomer: Wish | Offer,
    others: Sequence[Wish | Offer],
    limits: Limits,
    *,
    prices: Prices,
    line: Line | None = None,
    past: Past | None = None,
) -> list[Proposal]:
    """The others are those of the other side who are still free. A junior in demand is kept for whom few others fit."""
    wishes = [one for one in (newcomer, *others) if isinstance(one, Wish)]
    offers = [one for one in (newcomer, *others) if isinstance(one, Offer)]
    return rank(open_market(wishes, offers, limits, line=line, past=past), prices)


def rank(market: Market, prices: Prices, *, most: int = SUGGESTIONS) -> list[Proposal]:
    """The best pairs of a market of which one side is a single person; the same fit with more left comes first."""
    view = Block(market, np.arange(len(market.wishes)), np.arange(len(market.offers)))
    found = fits(view)
    dear = np.array([prices.get(one.person_id, 0.0) for one in market.offers]) * FULL
    net = np.where(allowed(view) & (market.capacity > 0), found - dear, -np.inf)
    order = np.argsort(-net, axis=None, kind="stable")[:most]
    rows, cols = np.unravel_index(order[np.isfinite(net.flat[order])], net.shape)
    return [
        Proposal(market.wishes[row].person_id, market.offers[col].person_id, float(found[row, col]) / FULL)
        for row, col in zip(rows.tolist(), cols.tolist(), strict=True)
    ]
