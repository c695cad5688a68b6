"""The register of hand-overs: what each person received in a calendar year, and how near that is to the ceiling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.paging import Page, encode_cursor, parse_cursor
from missions.contests.prizes.models import PrizeHandOver
from missions.contests.terms import PrizeClass

NEAR_PERCENT = 80
"""From this part of the ceiling on, a total is near it."""


class CeilingAlert(StrEnum):
    """How near a total is to the yearly ceiling."""

    NONE = "none"
    NEAR = "near"
    ABOVE = "above"


@dataclass(frozen=True)
class RegisterLine:
    """A hand-over, and what its receiver had received with it in that calendar year by prizes that the ceiling counts."""

    hand_over: PrizeHandOver
    counted_cents: int

    @property
    def is_above(self) -> bool:
        """Whether the total passes the ceiling."""
        return self.counted_cents > self.hand_over.ceiling_cents


@dataclass(frozen=True)
class YearOfPerson:
    """What a person received in a calendar year, in order; never nothing."""

    lines: Sequence[RegisterLine]

    @property
    def last(self) -> RegisterLine:
        """The line that has the total of the year."""
        return self.lines[-1]

    @property
    def work_cents(self) -> int:
        """What prizes that reward work were worth: pay, without a ceiling."""
        return sum(line.hand_over.value_cents for line in self.lines if line.hand_over.prize_class == PrizeClass.WORK)

    @property
    def alert(self) -> CeilingAlert:
        """Whether the total is above the ceiling, or near it."""
        if self.last.is_above:
            return CeilingAlert.ABOVE
        is_near = self.last.counted_cents * 100 >= self.last.hand_over.ceiling_cents * NEAR_PERCENT
        return CeilingAlert.NEAR if is_near and self.last.counted_cents else CeilingAlert.NONE


@dataclass(frozen=True)
class RegisterPage:
    """Some people of a year, and how many of all its people are above the ceiling, or near it."""

    people: Page[YearOfPerson]
    above: int
    near: int


def add_running_totals(hand_overs: Iterable[PrizeHandOver]) -> list[RegisterLine]:
    """Each of whole years of hand-overs, in the order in which they were recorded, with its running total.

    A later hand-over changes no earlier total, so the same question always has the same answer.
    """
    totals: dict[tuple[int, int], int] = {}
    lines = []
    for hand_over in sorted(hand_overs, key=lambda record: record.id):
        key = hand_over.person_id, hand_over.handed_over_on.year
        is_counted = hand_over.prize_class != PrizeClass.WORK
        totals[key] = totals.get(key, 0) + (hand_over.value_cents if is_counted else 0)
        lines.append(RegisterLine(hand_over, totals[key]))
    return lines


def group_by_person(lines: Iterable[RegisterLine]) -> list[YearOfPerson]:
    """The lines of one year by person, by their names."""
    people: dict[int, list[RegisterLine]] = {}
    for line in lines:
        people.setdefault(line.hand_over.person_id, []).append(line)
    return sorted((YearOfPerson(own) for own in people.values()), key=_name_key)


def build_register_page(people: Sequence[YearOfPerson], after: str | None, size: int) -> RegisterPage:
    """The next people after the cursor `after`, from the first without one; BadCursor for one that is not ours."""
    ids: list[int | str] = [year.last.hand_over.person_id for year in people]
    (last_id,) = parse_cursor(after, parts=1) if after else (0,)
    start = ids.index(last_id) + 1 if last_id in ids else 0
    end = start + size
    shown = Page(people[start:end], encode_cursor([ids[end - 1]]) if end < len(ids) else None)
    alerts = [year.alert for year in people]
    return RegisterPage(shown, above=alerts.count(CeilingAlert.ABOVE), near=alerts.count(CeilingAlert.NEAR))


def _name_key(year: YearOfPerson) -> tuple[str, str, int]:
    record = year.last.hand_over
    return record.family_name.casefold(), record.given_name.casefold(), record.person_id
