"""One engine alone in its process, so that its memory is its own: `python -m tests.bench.matching.alone ENGINE SENIORS JUNIORS`."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace

import numpy as np

from mentoring.matching.engines import compute_matching_outcome
from mentoring.matching.problem import MatchingProblem
from mentoring.matching.solution import MatchingEngine
from tests.bench.matching.company import make_company
from tests.bench.matching.memory import peak_megabytes


def with_one_place_each(problem: MatchingProblem) -> MatchingProblem:
    """The open peer knows no capacities, so nobody has more than one place where it takes part."""
    return replace(problem, capacity=np.ones_like(problem.capacity))


def main(engine: str, seniors: int, juniors: int) -> None:
    """Print what the engine reached, as JSON."""
    compute_matching_outcome(
        make_company(2, 3).problem(), engine=MatchingEngine(engine)
    )  # A worker loads the solver once, not for each round.
    company = make_company(seniors, juniors)
    began = time.perf_counter()
    problem = with_one_place_each(company.problem())
    opened, used = time.perf_counter(), time.process_time()
    outcome = compute_matching_outcome(problem, engine=MatchingEngine(engine))
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
