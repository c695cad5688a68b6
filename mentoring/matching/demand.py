"""The demand of seniors and the supply of juniors as matrices: their product is how much of a demand a junior meets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mentoring.matching.arrays import FloatArray, WordArray, build_multi_hot_matrix, pack_bool_columns
from mentoring.matching.values import HIGHEST_LEVEL, Offer, WantedSkill, Wish

Step = tuple[str, int]


@dataclass(frozen=True)
class DemandAndSupply:
    """One column for each thing a senior may demand; `rows` has 1 where a senior demands it, `cols` where a junior supplies it."""

    rows: FloatArray
    cols: FloatArray
    total: FloatArray
    """How much each senior demands in all; 1 for a senior who demands nothing, so that it can divide."""

    @cached_property
    def packed_demand_and_supply(self) -> tuple[WordArray, WordArray]:
        """Demand and supply as bits."""
        return pack_bool_columns(self.rows > 0), pack_bool_columns(self.cols > 0)


def build_skill_demand_and_supply(wishes: Sequence[Wish], offers: Sequence[Offer]) -> DemandAndSupply:
    """A senior demands each level from above their present one to the wanted one; a junior supplies each level up to their own."""
    demanded = [[step for want in wish.wants for step in iterate_skill_levels_to_climb(want)] for wish in wishes]
    supplied = [
        [(skill.skill, level) for skill in offer.skills for level in range(1, min(skill.level, HIGHEST_LEVEL) + 1)]
        for offer in offers
    ]
    return _build_demand_and_supply(demanded, supplied)


def iterate_skill_levels_to_climb(want: WantedSkill) -> Iterator[Step]:
    """The levels of a skill that a senior wants to climb."""
    return ((want.skill, level) for level in range(max(want.present, 0) + 1, min(want.wanted, HIGHEST_LEVEL) + 1))


def build_interest_demand_and_supply(wishes: Sequence[Wish], offers: Sequence[Offer]) -> DemandAndSupply:
    """A senior demands each of their interests; a junior supplies each of theirs."""
    demanded = [[(word, 1) for word in wish.interests] for wish in wishes]
    supplied = [[(word, 1) for word in offer.interests] for offer in offers]
    return _build_demand_and_supply(demanded, supplied)


def _build_demand_and_supply(demanded: Sequence[Sequence[Step]], supplied: Sequence[Sequence[Step]]) -> DemandAndSupply:
    vocabulary = sorted({step for person_steps in demanded for step in person_steps})
    rows = build_multi_hot_matrix(demanded, vocabulary)
    return DemandAndSupply(rows, build_multi_hot_matrix(supplied, vocabulary), np.maximum(rows.sum(axis=1), 1))
