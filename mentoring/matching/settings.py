"""The settings of a calculation: hard limits and weights, shown to every participant."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from datetime import date, timedelta
from enum import Enum
from http import HTTPStatus

from app.kernel.errors import ServiceError


class HardLimit(Enum):
    """What no pair may break. Avoided, earlier and declined pairs are one limit, so that avoidances stay private."""

    LANGUAGE = "language"
    SLOT = "slot"
    DATES = "dates"
    RESPONSIBILITY = "responsibility"
    LINE = "line"
    UNIT = "unit"
    APART = "apart"


class ScoreTerm(Enum):
    """What improves a pair; the order breaks ties between reasons."""

    SKILLS = "skills"
    INTERESTS = "interests"
    PLACE = "place"
    DISTANCE = "distance"
    ZONE = "zone"
    SLOTS = "slots"


class WeightsNotHundred(ServiceError):
    """The weights do not add up to 100."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, kw_only=True)
class ScoreWeights:
    """The weight of each term, in hundredths."""

    skills: int = 54
    interests: int = 12
    place: int = 12
    distance: int = 10
    zone: int = 6
    slots: int = 6

    def __post_init__(self) -> None:
        if sum(astuple(self)) != 100 or min(astuple(self)) < 0:
            raise WeightsNotHundred("The weights must add up to 100, none of them below 0.")

    def weight_of_term(self, term: ScoreTerm) -> int:
        """The weight of one term."""
        weight: int = getattr(self, term.value)
        return weight


@dataclass(frozen=True, kw_only=True)
class MatchingLimits:
    """The settings of one round.

    Slots are compared in the week of `week_on`, a Monday, so that zones and clock changes are well defined. `gap` is
    of responsibility, never of age. A line is followed over `line_depth` levels: 0 not at all, None to its top. A pair
    whose fit is below `floor` waits for the programme's manager.
    """

    week_on: date
    gap: int = 1
    line_depth: int | None = 2
    other_unit: bool = False
    session_minutes: int = 60
    starts_on: date | None = None
    ends_on: date | None = None
    least_days: int = 1
    floor: float = 0.5
    weights: ScoreWeights = field(default_factory=ScoreWeights)

    @property
    def first_day_of_round(self) -> date:
        """The first day of the round."""
        return self.starts_on or self.week_on

    @property
    def last_day_of_round(self) -> date:
        """The last day of the round; by default 26 weeks after the first."""
        return self.ends_on or self.first_day_of_round + timedelta(weeks=26)
