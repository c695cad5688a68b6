"""One engine alone in its process, so that its memory is its own: `python -m tests.bench.matching.alone ENGINE SENIORS JUNIORS`."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace

import numpy as np

from mentoring.matching.engines import propose
from mentoring.matching.problem import Market
from mentoring.matching.solution import Engine
from tests.bench.matching.company import make_company
from tests.bench.matching.memory import peak_megabytes


def a_place_each(market: Market) -> Market:
    """The open peer knows no capacities, so nobody has more than one place where it takes part."""
    return replace(market, capacity=np.ones_like(market.capacity))


def main(engine: str, seniors: int, juniors: int) -> None:
    """Print what the engine reached, as JSON."""
    propose(make_company(2, 3).market(), engine=Engine(engine))  # A worker loads the solver once, not for each round.
    company = make_company(seniors, juniors)
    began = time.perf_counter()
    market = a_place_each(company.market())
    opened, used = time.perf_counter(), time.process_time()
    outcome = propose(market, engine=Engine(engine))
    ended = time.perf_counter()
    assert outcome.engine.value == engine, "The engine that is measured is the one that was asked for."
    pairs = outcome.pairs + outcome.under_floor
    reached = {
        "matched": len(pairs),
        "total": outcome.total,
        "worst": min((pair.fit for pair in pairs), default=0.0),
        "seconds": ended - opened,
        "cpu": time.process_time() - used,
        "opening": opened - began,
        "peak": peak_megabytes(),
        "gap": 100 * outcome.short_of_best,
    }
    sys.stdout.write(json.dumps(reached))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
