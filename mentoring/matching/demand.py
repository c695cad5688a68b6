"""What seniors ask and juniors give, as a sum of products: the share of what was asked that a junior gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mentoring.matching.arrays import Numbers, Words, as_bit_words, many_hot
from mentoring.matching.values import HIGHEST_LEVEL, Offer, Want, Wish

Step = tuple[str, int]


@dataclass(frozen=True)
class Asked:
    """One column for each thing that may be asked: 1 where a senior asks it, 1 where a junior gives it."""

    rows: Numbers
    cols: Numbers
    whole: Numbers
    """How much each senior asks in all; 1 for who asks nothing, and is given nothing."""

    @cached_property
    def words(self) -> tuple[Words, Words]:
        """What each senior asks and each junior gives, as bits."""
        return as_bit_words(self.rows > 0), as_bit_words(self.cols > 0)


def add_up_skills(wishes: Sequence[Wish], offers: Sequence[Offer]) -> Asked:
    """A level above the senior's present one, up to the wanted one, is asked; every level up to their own, a junior gives."""
    asked = [[step for want in one.wants for step in steps(want)] for one in wishes]
    given = [
        [(skill.skill, level) for skill in one.skills for level in range(1, min(skill.level, HIGHEST_LEVEL) + 1)]
        for one in offers
    ]
    return _together(asked, given)


def steps(want: Want) -> Iterator[Step]:
    """The levels that somebody wishes to climb."""
    return ((want.skill, level) for level in range(max(want.present, 0) + 1, min(want.wanted, HIGHEST_LEVEL) + 1))


def add_up_interests(wishes: Sequence[Wish], offers: Sequence[Offer]) -> Asked:
    """Each interest of the senior asks for a junior who has it too."""
    asked = [[(word, 1) for word in one.interests] for one in wishes]
    given = [[(word, 1) for word in one.interests] for one in offers]
    return _together(asked, given)


def _together(asked: Sequence[Sequence[Step]], given: Sequence[Sequence[Step]]) -> Asked:
    vocabulary = sorted({step for one in asked for step in one})
    rows = many_hot(asked, vocabulary)
    return Asked(rows, many_hot(given, vocabulary), np.maximum(rows.sum(axis=1), 1))
