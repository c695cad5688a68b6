"""The rules that a round sets for its matcher: kept as JSON, shown in words, read as the matcher's own limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from mentoring.matching.settings import MatchingLimits, Term, Weights
from mentoring.rounds.models import Round

ANY_DEPTH = "all"
"""How a line that is followed to its top is written."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What HR decides of a calculation; `floor` in hundredths, below which a pair is handed to the programme's team."""

    gap: int = 1
    line_depth: int | None = 2
    other_unit: bool = False
    session_minutes: int = 60
    floor: int = 50
    weights: Mapping[str, int] = field(default_factory=lambda: {term.value: Weights().weight_of(term) for term in Term})


def rules_said(rules: Rules) -> dict[str, object]:
    """The rules as a round keeps them."""
    return {
        "gap": rules.gap,
        "line_depth": rules.line_depth,
        "other_unit": rules.other_unit,
        "session_minutes": rules.session_minutes,
        "floor": rules.floor,
        "weights": dict(rules.weights),
    }


def rules_of(asked: Round) -> Rules:
    """The rules of a round, its weights in the matcher's own order; what it does not say is as usual."""
    rules = Rules(**asked.limits)
    return replace(rules, weights={term.value: rules.weights[term.value] for term in Term})


def limits_of(asked: Round) -> MatchingLimits:
    """What the matcher takes: slots are compared in the week in which the round starts."""
    rules = rules_of(asked)
    return MatchingLimits(
        week_on=asked.starts_on - timedelta(days=asked.starts_on.weekday()),
        gap=rules.gap,
        line_depth=rules.line_depth,
        other_unit=rules.other_unit,
        session_minutes=rules.session_minutes,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        floor=rules.floor / 100,
        weights=Weights(**rules.weights),
    )
