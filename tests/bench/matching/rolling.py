"""What a newcomer's suggestion costs in a rolling round, beside judging every pair of that person."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from mentoring.matching.newcomers import open_rolling_round
from mentoring.matching.values import Wish
from tests.bench.figure import Figure, at_most
from tests.bench.matching.company import make_company
from tests.bench.rounds import Rounds
from tests.mentoring.matching.plain_newcomers import list_best_plainly

NEWCOMERS, JUNIORS = 40, 150_000
LAYING_OUT = "rolling: people laid out in columns, once for all newcomers"
PLAIN = "rolling: every junior judged for one newcomer"
SUGGESTING = "rolling: suggestion for one newcomer"


def measure_rolling() -> Iterator[Figure]:
    """Processor time. The first newcomer, for whom the columns are still made ready, counts as laying out."""
    company = make_company(NEWCOMERS + 1, JUNIORS)
    first, *newcomers = company.wishes
    began = time.process_time()
    rolling = open_rolling_round(company.problem(), {})
    rolling.suggest_pairs(first.person_id)
    laying_out = time.process_time() - began
    row_by_id = {wish.person_id: row for row, wish in enumerate(rolling.problem.wishes)}

    def take_once(wish: Wish) -> Mapping[str, float]:
        rows = np.array([row_by_id[wish.person_id]])
        return {
            SUGGESTING: _measure_milliseconds(lambda: rolling.suggest_pairs(wish.person_id)),
            PLAIN: _measure_milliseconds(
                lambda: list_best_plainly(rolling.problem, rows, np.arange(JUNIORS), rolling.prices)
            ),
        }

    rounds = Rounds(tuple(take_once(wish) for wish in newcomers))
    yield Figure(name=LAYING_OUT, figure=laying_out, unit="s")
    yield rounds.figure(PLAIN, "ms")
    yield rounds.figure(SUGGESTING, "ms", against=PLAIN, target=at_most(0.03))


def _measure_milliseconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1_000 * (time.process_time() - began)
