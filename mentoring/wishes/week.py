"""Turns the ticked hours of a week into slots, and slots into ticked hours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mentoring.volunteers.preferences import DAYS, HOURS

Cell = tuple[int, int]
"""A day, and the hour at which a box starts."""


def slots_from_cells(cells: Iterable[Cell]) -> list[list[int]]:
    """[weekday, start, end] in minutes, in order; consecutive hours become one slot."""
    slots: list[list[int]] = []
    for day, hour in sorted(set(cells)):
        if slots and slots[-1][0] == day and slots[-1][2] == hour * 60:
            slots[-1][2] += 60
        else:
            slots.append([day, hour * 60, (hour + 1) * 60])
    return slots


def cells_in_slots(slots: Iterable[Iterable[int]]) -> frozenset[Cell]:
    """The hours that lie wholly inside these slots."""
    stretches = [tuple(slot) for slot in slots]
    return frozenset(
        (day, hour)
        for day in DAYS
        for hour in HOURS
        if any(weekday == day and start <= hour * 60 and (hour + 1) * 60 <= end for weekday, start, end in stretches)
    )


def encode_cell(cell: Cell) -> str:
    """The value of a box in the form."""
    return f"{cell[0]}-{cell[1]}"


CELLS_BY_FORM_VALUE = {encode_cell((day, hour)): (day, hour) for day in DAYS for hour in HOURS}
HALF_DAYS: Mapping[str, range] = {"morning": range(8, 12), "noon": range(12, 14), "afternoon": range(14, 19)}
"""The parts of a day that can be ticked whole, by the hours at which their boxes start."""


def expand_half_day(name: str) -> frozenset[str]:
    """The boxes of a part of a day, such as `0-morning`; a name that is not one stays, for the form to remark upon."""
    day, _, part = name.partition("-")
    return frozenset(f"{day}-{hour}" for hour in HALF_DAYS[part]) if part in HALF_DAYS else frozenset({name})


def list_whole_half_days(boxes: Collection[str]) -> frozenset[str]:
    """The parts of days whose boxes are all ticked."""
    names = (f"{day}-{part}" for day in DAYS for part in HALF_DAYS)
    return frozenset(name for name in names if expand_half_day(name) <= set(boxes))


def are_whole_half_days(boxes: Collection[str]) -> bool:
    """Whether these boxes are nothing but whole parts of days."""
    return frozenset(box for name in list_whole_half_days(boxes) for box in expand_half_day(name)) == frozenset(boxes)
