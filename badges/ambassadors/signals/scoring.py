"""What the five signals weigh, and when a person is one of those whom they point at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SUPPORTED_FROM = 4
"""From this many points of ten the signals point at a person, if they also helped somebody."""


@dataclass(frozen=True)
class SignalWeight:
    """The points of a signal at most, and the amount from which it has them all: more of the same adds nothing."""

    points: int
    full_at: int


WEIGHTS: Mapping[str, SignalWeight] = {
    "helped": SignalWeight(4, 10),
    "animated": SignalWeight(2, 2),
    "wrote": SignalWeight(1, 8),
    "thanked": SignalWeight(1, 8),
    "breadth": SignalWeight(2, 4),
}
"""People helped, communities animated, weeks with a post, weeks with thanks, and teams reached. Likes and followers are in none."""


@dataclass(frozen=True, kw_only=True)
class SignalAmounts:
    """What was counted of one person over a year. `reached` has the size of each other team that they helped, each once."""

    helped: int
    animated: int
    wrote: int
    thanked: int
    reached: tuple[int, ...]
    outside: int
    """How many people work in other teams than the person's own."""

    @property
    def breadth(self) -> float:
        """For each team reached, the part of the people outside one's own team that work elsewhere than in it.

        A colleague outside who is drawn by chance is from a team as often as it is large, so a tie with a large one says less.
        """
        return sum(1 - size / self.outside for size in self.reached if 0 < size <= self.outside)


def score_signals(amounts: SignalAmounts) -> dict[str, float]:
    """The points of each signal, to a tenth."""
    return {
        name: round(weight.points * min(1, getattr(amounts, name) / weight.full_at), 1)
        for name, weight in WEIGHTS.items()
    }


def is_supported(amounts: SignalAmounts) -> bool:
    """Whether the signals point at this person: never without somebody who was helped."""
    return amounts.helped > 0 and sum(score_signals(amounts).values()) >= SUPPORTED_FROM
