"""The rules that a round sets for its matcher: stored as JSON, shown in words, read as the matcher's limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mentoring.matching.settings import MatchingLimits, ScoreTerm, ScoreWeights
from mentoring.rounds.models import Round

ANY_DEPTH = "all"
"""The form's value for a line that is followed to its top."""

FLOOR_BANDS: Mapping[str, float] = {"near": 0.8, "half": 0.5, "all": 0.0}
"""The bands of pairs under the floor, each by the part of the floor that a pair must reach."""


@dataclass(frozen=True, kw_only=True)
class RoundRules:
    """HR's rules for a calculation. A pair below `floor`, in hundredths of a fit, waits for the programme's team."""

    gap: int = 1
    line_depth: int | None = 2
    other_unit: bool = False
    session_minutes: int = 60
    floor: int = 50
    weights: Mapping[str, int] = field(
        default_factory=lambda: {term.value: ScoreWeights().weight_of_term(term) for term in ScoreTerm}
    )

    def count_criteria(self) -> int:
        """How many criteria have a weight."""
        return sum(weight > 0 for weight in self.weights.values())


def encode_round_rules(rules: RoundRules) -> dict[str, object]:
    """The rules as stored in a round."""
    return {
        "gap": rules.gap,
        "line_depth": rules.line_depth,
        "other_unit": rules.other_unit,
        "session_minutes": rules.session_minutes,
        "floor": rules.floor,
        "weights": dict(rules.weights),
    }


def build_round_rules(round_: Round) -> RoundRules:
    """The rules of a round, with defaults, and weights in the matcher's order."""
    rules = RoundRules(**round_.limits)
    return replace(rules, weights={term.value: rules.weights[term.value] for term in ScoreTerm})


def compute_first_day_left(round_: Round, today: date) -> date:
    """The first day of the round that is not past: its first one, today, or its last one once it is over."""
    return min(max(round_.starts_on, today), round_.ends_on)


def compute_least_shared_days(round_: Round, today: date) -> int:
    """On how many days of the round, from `today` on, both people of a pair must be there.

    A week for each session, or half of the days that are left if that is less.
    """
    days_left = (round_.ends_on - compute_first_day_left(round_, today)).days + 1
    return max(min(7 * round_.sessions, days_left // 2), 1)


def build_matching_limits(round_: Round, today: date) -> MatchingLimits:
    """The matcher's limits from `today` on; slots are compared in the week in which the round starts, or in this one."""
    rules, first = build_round_rules(round_), compute_first_day_left(round_, today)
    return MatchingLimits(
        week_on=first - timedelta(days=first.weekday()),
        gap=rules.gap,
        line_depth=rules.line_depth,
        other_unit=rules.other_unit,
        session_minutes=rules.session_minutes,
        starts_on=first,
        ends_on=round_.ends_on,
        least_days=compute_least_shared_days(round_, today),
        floor=rules.floor / 100,
        weights=ScoreWeights(**rules.weights),
    )


def compute_least_fit_of_band(band: str, floor: float) -> float:
    """The least fit of a pair in this band."""
    return round(FLOOR_BANDS[band] * floor, 4)
