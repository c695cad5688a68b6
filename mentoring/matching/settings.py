"""What a round decides before it is calculated: its limits and its weights, shown to everybody who takes part."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from datetime import date, timedelta
from enum import Enum
from http import HTTPStatus

from app.kernel.errors import ServiceError


class Limit(Enum):
    """What no pair may break. Avoided, earlier and declined pairs are told as one: who avoids whom stays private."""

    LANGUAGE = "language"
    SLOT = "slot"
    DATES = "dates"
    RESPONSIBILITY = "responsibility"
    LINE = "line"
    UNIT = "unit"
    APART = "apart"


class Term(Enum):
    """What makes a pair better; the order breaks ties between reasons."""

    SKILLS = "skills"
    INTERESTS = "interests"
    PLACE = "place"
    DISTANCE = "distance"
    ZONE = "zone"
    SLOTS = "slots"
    LIKES = "likes"


class WeightsAreNoHundred(ServiceError):
    """Weights are hundredths of the whole."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each term counts, in hundredths."""

    skills: int = 50
    interests: int = 12
    place: int = 12
    distance: int = 10
    zone: int = 6
    slots: int = 6
    likes: int = 4

    def __post_init__(self) -> None:
        if sum(astuple(self)) != 100 or min(astuple(self)) < 0:
            raise WeightsAreNoHundred("The weights must add up to 100, none of them below 0.")

    def of(self, term: Term) -> int:
        """The weight of one term."""
        weight: int = getattr(self, term.value)
        return weight


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The settings of one round.

    Slots are compared in the week of `week_on`, a Monday, so that zones and clock changes mean one thing. A gap is one
    of responsibility, never of age. A line is followed over `line_depth` levels: 0 not at all, None to its top. A pair
    whose fit is below the floor is handed to the programme's manager.
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
    weights: Weights = field(default_factory=Weights)

    @property
    def first_on(self) -> date:
        """The first day of the round."""
        return self.starts_on or self.week_on

    @property
    def last_on(self) -> date:
        """The last day of the round: half a year where none is said."""
        return self.ends_on or self.first_on + timedelta(weeks=26)
