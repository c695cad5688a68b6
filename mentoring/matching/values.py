"""What people say when they volunteer, and who must stay apart: the values that the matcher takes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

HIGHEST_LEVEL = 5
"""Levels of a skill go from 0, never met, to this one."""

Tell = Callable[[str, int, int], None]
"""Hears of each step, how much of it is done and how much there is; what it raises stops the calculation."""


def tell_nobody(step: str, done: int, whole: int) -> None:
    """For a calculation that nobody waits for."""


@dataclass(frozen=True, slots=True)
class Want:
    """A skill, the level that a senior has and the one that they wish for."""

    skill: str
    present: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill, and the level that a junior offers."""

    skill: str
    level: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of every week on the clock of the person: Monday is 0, minutes count from midnight."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Volunteer:
    """What both sides say. The unit is named from the top of the company down; who is avoided or liked is private."""

    person_id: int
    responsibility: int
    languages: frozenset[str]
    slots: tuple[Slot, ...]
    site: str
    unit: tuple[str, ...]
    zone: str = "Europe/Paris"
    remote: bool = True
    interests: frozenset[str] = frozenset()
    avoids: frozenset[int] = frozenset()
    likes: frozenset[int] = frozenset()
    free_from: date | None = None
    free_until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish(Volunteer):
    """What a senior asks for."""

    wants: tuple[Want, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer(Volunteer):
    """What a junior offers, and to how many seniors at most."""

    skills: tuple[Skill, ...]
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class Past:
    """Pairs of a senior and a junior that are not proposed again: those that were, and those that either declined."""

    earlier: frozenset[tuple[int, int]] = frozenset()
    declined: frozenset[tuple[int, int]] = frozenset()
