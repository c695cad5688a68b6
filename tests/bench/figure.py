"""What a benchmark answers: figures, most of them beside another one that was taken in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

Say = Callable[[str], None]


class Sense(Enum):
    """On which side of its bound a number is well."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


@dataclass(frozen=True)
class Target:
    """What the ratio of a figure, or the figure itself where it has no ratio, should reach."""

    sense: Sense
    bound: float

    def is_reached_by(self, number: float) -> bool:
        """Whether a number is on the right side."""
        return number >= self.bound if self.sense is Sense.AT_LEAST else number <= self.bound

    def __str__(self) -> str:
        return f"{self.sense.value} {self.bound:g}"


def at_least(bound: float) -> Target:
    """The more the better."""
    return Target(Sense.AT_LEAST, bound)


def at_most(bound: float) -> Target:
    """The less the better."""
    return Target(Sense.AT_MOST, bound)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the report. Without a target nothing is promised, and nothing holds or fails."""

    name: str
    figure: float
    unit: str
    ratio: float | None = None
    against: str | None = None
    target: Target | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if self.target is None:
            return None
        return self.target.is_reached_by(self.figure if self.ratio is None else self.ratio)


@dataclass(frozen=True)
class Group:
    """Figures that belong together: their name for `--only`, and how to take them. Some take so long that they wait to be named."""

    name: str
    take: Callable[[Say], Iterable[Figure]]
    waits_to_be_named: bool = False
