"""The largest round that is promised: a hundred thousand seniors, and what is proved of the answer."""

from __future__ import annotations

from collections.abc import Iterator

from mentoring.matching.solution import MatchingEngine
from tests.bench.figure import Figure, Target, at_least, at_most
from tests.bench.matching.side_by_side import UNITS, run_engine

SENIORS, JUNIORS = 100_000, 150_000
TARGETS: dict[str, Target] = {
    "matched": at_least(SENIORS),
    "seconds": at_most(47),
    "peak": at_most(1_400),
    "gap": at_most(0.62),
}


def measure_largest() -> Iterator[Figure]:
    """Once: it takes minutes."""
    for what, value in run_engine(MatchingEngine.FLOW, SENIORS, JUNIORS).items():
        name = f"{SENIORS:,} × {JUNIORS:,}: {MatchingEngine.FLOW.value}, {what}"
        yield Figure(name=name, figure=value, unit=UNITS[what], target=TARGETS.get(what))
