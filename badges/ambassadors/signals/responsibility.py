"""The two responsibilities that counts earn, beside that of an ambassador, which comes with a term."""

from __future__ import annotations

from enum import StrEnum

from badges.ambassadors.signals.scoring import SignalAmounts


class Level(StrEnum):
    """CONTRIBUTOR helped several people or wrote often; ANIMATOR helped, and keeps a community going."""

    CONTRIBUTOR = "contributor"
    ANIMATOR = "animator"


LEAST_HELPED = 3
"""How many people marked an answer as useful, for either level."""
LEAST_WEEKS = 8
"""In how many weeks somebody writes a post who becomes a contributor that way."""
LEAST_COMMUNITIES = 1


def find_earned_level(amounts: SignalAmounts) -> Level | None:
    """The level that these counts earn by themselves."""
    if amounts.helped >= LEAST_HELPED and amounts.animated >= LEAST_COMMUNITIES:
        return Level.ANIMATOR
    if amounts.helped >= LEAST_HELPED or amounts.wrote >= LEAST_WEEKS:
        return Level.CONTRIBUTOR
    return None


def keep_higher_level(kept: str | None, earned: Level | None) -> Level | None:
    """The level of a person who had one: lower counts take none away."""
    levels = [Level(level) for level in (kept, earned) if level is not None]
    return max(levels, key=list(Level).index, default=None)
