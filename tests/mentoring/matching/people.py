"""People to match: one of each side who suit each other in everything, and all that one round is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mentoring.matching.problem import Market, open_market
from mentoring.matching.reporting_tree import draw_line
from mentoring.matching.settings import Limits
from mentoring.matching.values import Offer, Past, Skill, Slot, Want, Wish

WEEK_ON = date(2026, 3, 2)
LIMITS = Limits(week_on=WEEK_ON)
MORNING = Slot(0, 9 * 60, 10 * 60)
EVENING = Slot(3, 17 * 60, 18 * 60)

WISH = Wish(
    person_id=1,
    responsibility=5,
    wants=(Want("power-bi", 1, 3),),
    languages=frozenset({"fr"}),
    slots=(MORNING,),
    site="paris",
    unit=("finance", "accounts"),
    interests=frozenset({"chess"}),
)
OFFER = Offer(
    person_id=101,
    responsibility=2,
    skills=(Skill("power-bi", 4),),
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
    limits: Limits
    managers: Mapping[int, int | None]
    past: Past

    def market(self, seed: str = "round") -> Market:
        """Opened."""
        return open_market(
            self.wishes, self.offers, self.limits, line=draw_line(self.managers), past=self.past, seed=seed
        )
