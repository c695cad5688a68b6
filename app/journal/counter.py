"""What a kind of mission or badge counts: which events, different by what, how many, where and how long."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WHOLE = "once"
"""The period of a request that is counted once, over its whole window."""


class DistinctBy(StrEnum):
    """What makes two events different for a count."""

    FACT = "fact"
    KIND = "kind"
    PERSON = "person"
    COMMUNITY = "community"
    UNIT = "unit"
    WEEK = "week"
    OBJECT = "object"


WAYS_OF_COUNTING = ", ".join(f"'{way}'" for way in DistinctBy)
"""For the constraints of the tables that keep one."""


@dataclass(frozen=True)
class CountRequirement:
    """What a kind of mission or badge counts: different keys among effective events; `kinds` are their written names.

    Only about `among` (None: any object), only in `communities` (None: anywhere), and within so many
    days of the opening (None: without end).
    """

    kinds: tuple[str, ...]
    by: DistinctBy
    wanted: int
    among: tuple[str, ...] | None = None
    communities: tuple[str, ...] | None = None
    within_days: int | None = None
