"""Takes several measures by turns, so that whatever else the machine does falls on all of them alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from tests.bench.figure import Figure, Target

Round = Callable[[], Mapping[str, float]]
"""Takes each measure once, one after the other."""


@dataclass(frozen=True)
class Rounds:
    """What was measured, round by round."""

    taken: tuple[Mapping[str, float], ...]

    def median(self, name: str) -> float:
        """The middle one of the rounds."""
        return median(round_[name] for round_ in self.taken)

    def ratio(self, name: str, against: str) -> float:
        """The middle one of the ratios within a round: a slow minute slows both sides of it."""
        return median(round_[name] / round_[against] for round_ in self.taken)

    def figure(self, name: str, unit: str, *, against: str | None = None, target: Target | None = None) -> Figure:
        """The line of one measure."""
        ratio = None if against is None else self.ratio(name, against)
        return Figure(name=name, figure=self.median(name), unit=unit, ratio=ratio, against=against, target=target)


def by_turns(once: Round, times: int) -> Rounds:
    """So many rounds."""
    return Rounds(tuple(once() for _ in range(times)))
