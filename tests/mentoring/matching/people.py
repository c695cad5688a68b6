"""People to match: one of each side who suit each other in everything, and all that one round is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.matching.problem import MatchingProblem, build_problem
from mentoring.matching.reporting_tree import build_reporting_tree
from mentoring.matching.settings import MatchingLimits
from mentoring.matching.values import EarlierAndDeclinedPairs, Offer, OfferedSkill, Slot, WantedSkill, Wish

WEEK_ON = date(2026, 3, 2)
LIMITS = MatchingLimits(week_on=WEEK_ON)
MORNING = Slot(0, 9 * 60, 10 * 60)
EVENING = Slot(3, 17 * 60, 18 * 60)

WISH = Wish(
    person_id=1,
    responsibility=5,
    wants=(WantedSkill("power-bi", 1, 3),),
    languages=frozenset({"fr"}),
    slots=(MORNING,),
    site="paris",
    unit=("finance", "accounts"),
    interests=frozenset({"chess"}),
)
OFFER = Offer(
    person_id=101,
    responsibility=2,
    skills=(OfferedSkill("power-bi", 4),),
    languages=frozenset({"fr", "en"}),
    slots=(MORNING, EVENING),
    site="paris",
    unit=("sales", "north"),
    interests=frozenset({"chess", "cooking"}),
)


@dataclass(frozen=True)
class Company:
    """All that one round is made of."""

    wishes: tuple[Wish, ...]
    offers: tuple[Offer, ...]
    limits: MatchingLimits
    managers: Mapping[int, int | None]
    past: EarlierAndDeclinedPairs

    def problem(self, seed: str = "round") -> MatchingProblem:
        """Opened."""
        return build_problem(
            self.wishes, self.offers, self.limits, tree=build_reporting_tree(self.managers), past=self.past, seed=seed
        )
