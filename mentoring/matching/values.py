"""The input of the matcher: wishes, offers, and pairs that are not proposed again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

HIGHEST_LEVEL = 5
"""Levels of a skill go from 0, never met, to this one."""

ReportProgress = Callable[[str, int, int], None]
"""Called with each step, the work done and the whole work; an exception from it stops the calculation."""


def ignore_progress(step: str, done: int, whole: int) -> None:
    """Report to no one."""


@dataclass(frozen=True, slots=True)
class WantedSkill:
    """A skill, the level that a senior has, and the level they want."""

    skill: str
    present: int
    wanted: int


@dataclass(frozen=True, slots=True)
class OfferedSkill:
    """A skill, and the level that a junior offers."""

    skill: str
    level: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly slot on the clock of the person: Monday is 0, minutes count from midnight."""

    weekday: int
    start: int
    end: int


DateSpan = tuple[date, date]
"""A first and a last day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """What both sides have. `unit` is the path from the top of the company down; `away` are days without a session, on both sides a hard limit. `avoids` is private."""

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
    away: tuple[DateSpan, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish(Participant):
    """A senior and the skills they want."""

    wants: tuple[WantedSkill, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer(Participant):
    """A junior, the skills they offer, and to how many seniors at most."""

    skills: tuple[OfferedSkill, ...]
    capacity: int = 1


@dataclass(frozen=True, slots=True)
class EarlierAndDeclinedPairs:
    """Pairs (senior, junior) that are not proposed again: earlier pairs and declined ones."""

    earlier: frozenset[tuple[int, int]] = frozenset()
    declined: frozenset[tuple[int, int]] = frozenset()
