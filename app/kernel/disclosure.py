"""The gate of every aggregate over people: hides what is about too few of them, and rounds the rest in one way."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TypeVar

from app.kernel.application import current_settings

Name = TypeVar("Name", bound=Hashable)

STEP = 5
"""Counts of people are rounded down to a multiple of this: each figure stands for so many numbers, never for fewer."""

LEAST_AMOUNT = (STEP + 1) // 2
"""An amount below is rounded to zero: a page says so in words, since zero would be untrue of one and two."""

SUM_STEP = 50
"""What a group reached together is rounded down to a multiple of this: one credit of one person rarely moves it."""

COUNTED_WEEKS = 4
"""How many weeks a look at the past covers: it moves once a week, so that two looks never differ by a day."""


@dataclass(frozen=True)
class Figure:
    """A figure about a group as others may read it; `value` is None where it is not detailed, whatever the reason.

    A count is a whole number, a share is a percentage from 10 (10 or less) to 90 (90 or more).
    """

    value: float | None


HIDDEN = Figure(None)


@dataclass(frozen=True)
class DisclosureGate:
    """What may be shown of groups when `smallest` is the number of people from which a group is one.

    A number from 0 to `smallest` - 1 is never shown, nor told apart from the others of them.
    """

    smallest: int

    def is_group(self, people: int) -> bool:
        """Whether so many people are enough to speak of."""
        return people >= self.smallest

    def show_people(self, people: int, *, among: int | None = None) -> Figure:
        """A number of people. A figure that is all of `among`, or could only be that, is shown as less, or hidden."""
        shown = _round_down(people if among is None else min(people, among - 1))
        return Figure(shown) if self.is_group(shown) else HIDDEN

    def show_part(self, part: int, whole: int) -> Figure:
        """A number of people out of a whole that is known: every number that the figure stands for leaves a large rest."""
        shown = _round_down(part)
        return self.show_people(part) if self.is_group(whole - shown - STEP + 1) else HIDDEN

    def show_parts(self, sizes: Mapping[Name, int]) -> dict[Name, Figure]:
        """The parts of a whole. The hidden ones are a group together, so that no subtraction from the whole reveals one."""
        alone, _ = self.merge_small_parts(sizes)
        return {name: self.show_people(size) if name in alone else HIDDEN for name, size in sizes.items()}

    def show_share(self, part: float, whole: int) -> Figure:
        """A percentage to the nearest ten, from 10 to 90: 0 and 100 would be true of every person.

        Hidden if the part or the rest is too small, unless the whole is so large that "10 or less" spans a group.
        """
        spans_group = 0.15 * whole >= self.smallest
        is_split = part >= self.smallest and whole - part >= self.smallest
        if not (spans_group or is_split):
            return HIDDEN
        return Figure(min(90, max(10, _round_to_step(100 * part / whole, 10))))

    def show_amount(self, amount: int, people: int) -> Figure:
        """What so many people did or received together, with two significant digits."""
        if not self.is_group(people):
            return HIDDEN
        return Figure(_round_to_step(amount, max(STEP, 10 ** (len(str(abs(amount))) - 2))))

    def can_show_sum(self, people: int) -> bool:
        """Whether a group is so large that enough people who earned something leave enough others."""
        return self.is_group(people - self.smallest)

    def show_sum(self, amount: int, earners: int, people: int) -> Figure:
        """What so many people reached together, when `earners` of them earned something; it is read again and again.

        Hidden if few earned something, or if so many would be nearly everybody. Zero reads like any hidden amount.
        """
        shown = _round_down(amount, SUM_STEP)
        is_shown = shown > 0 and self.is_group(earners) and self.can_show_sum(people)
        return Figure(shown) if is_shown else HIDDEN

    def show_rate(self, amount: float, units: int, people: int, *, step: float) -> Figure:
        """An amount for each unit (a person, a pair), to the nearest `step`; `people` is how many it speaks of."""
        return Figure(round(round(amount / units / step) * step, 2)) if units and self.is_group(people) else HIDDEN

    def is_mostly(self, part: int, whole: int) -> bool:
        """Whether nine in ten or more are in the part; false as long as one in ten is no group."""
        return self.is_group(whole // 10) and 10 * part >= 9 * whole

    def merge_small_parts(self, sizes: Mapping[Name, int]) -> tuple[list[Name], list[Name]]:
        """The names that are shown alone, the smallest first, and those that are merged, or hidden together.

        While the merged ones together are too small, the next smallest joins them: subtraction would reveal them. Both
        lists are empty if all people together are too few. Parts without people are in neither list.
        """
        alone = sorted((name for name in sizes if sizes[name]), key=lambda name: (sizes[name], str(name)))
        merged = [name for name in alone if not self.is_group(sizes[name])]
        alone = alone[len(merged) :]
        while merged and alone and not self.is_group(_add_up(sizes, merged)):
            merged.append(alone.pop(0))
        return (alone, merged) if not merged or self.is_group(_add_up(sizes, merged)) else ([], [])


def get_gate() -> DisclosureGate:
    """The gate of this application, by its setting SMALLEST_GROUP."""
    return DisclosureGate(current_settings().smallest_group)


def get_counted_weeks(now: datetime, *, weeks: int = COUNTED_WEEKS) -> tuple[datetime, datetime]:
    """The first moment of the last whole weeks, Monday to Sunday, and the moment at which they ended."""
    monday = datetime.combine(now.date() - timedelta(days=now.weekday()), time(), now.tzinfo)
    return monday - timedelta(weeks=weeks), monday


def _add_up(sizes: Mapping[Name, int], names: Iterable[Name]) -> int:
    return sum(sizes[name] for name in names)


def _round_down(number: int, step: int = STEP) -> int:
    return number // step * step


def _round_to_step(number: float, step: int) -> int:
    """The nearest multiple of `step`; a half goes up."""
    return step * int((number + step / 2) // step)
