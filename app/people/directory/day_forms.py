"""Reads the days of a people file in the forms of HR systems; whether the day or the month comes first is never guessed silently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from app.kernel.messages import ErrorMessage
from app.people.directory.cells import UnreadableCell, make_slug


class DayOrder(StrEnum):
    """What comes first in 02/11/2026."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


NO_DAYS = frozenset({"0000-00-00", "00000000", "31.12.9999", "31/12/9999", "12/31/9999", "9999-12-31", "99991231"})
"""What HR systems write for a day that is not."""

EXCEL_DAY_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(18_264, 80_000)
"""1950 to 2119, as Excel counts days."""

_TIME = re.compile(r"(?:[T ]\d{1,2}:\d\d.*|[+-]\d\d:\d\d|Z)$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?")
_NAMED_MONTH = re.compile(r"(\d{1,2})[ -]([^\W\d_]{3,9})\.?[ -](\d{4})")
_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan janv janvier january januar",
            "feb fev fevr fevrier february februar",
            "mar mars march mrz marz",
            "apr avr avril april",
            "may mai",
            "jun juin june juni",
            "jul juil juillet july juli",
            "aug aout august",
            "sep sept septembre september",
            "oct octobre october okt oktober",
            "nov novembre november",
            "dec decembre december dez dezember",
        ),
        start=1,
    )
    for name in names.split()
}

NOT_A_DAY = ErrorMessage(
    "“{cell}” is not a date: write 2026-01-31 or 31/01/2026.",
    french="« {cell} » n’est pas une date : écrivez 2026-01-31 ou 31/01/2026.",
)
NO_SUCH_DAY = ErrorMessage(
    "“{cell}” is not a day of the calendar.", french="« {cell} » n’est pas un jour du calendrier."
)


def find_day_orders(cells: Iterable[str]) -> set[DayOrder]:
    """The orders in which every day can be read: both when the cells do not tell, none when they contradict each other.

    02.11.2026 is always read with the day first.
    """
    orders = set(DayOrder)
    for cell in cells:
        match = _YEAR_LAST.fullmatch(_TIME.sub("", cell))
        if match and match[2] != "." and match[1] != match[3]:
            orders -= {DayOrder.MONTH_FIRST} if int(match[1]) > 12 else set()
            orders -= {DayOrder.DAY_FIRST} if int(match[3]) > 12 else set()
    return orders


def has_undecided_day(cells: Iterable[str]) -> bool:
    """Whether some cell is another day when the month comes first."""
    matches = (_YEAR_LAST.fullmatch(_TIME.sub("", cell)) for cell in cells)
    return any(match and match[2] != "." and match[1] != match[3] for match in matches)


@cache
def parse_day(cell: str, order: DayOrder = DayOrder.DAY_FIRST) -> date:
    """A day of the calendar in any of the forms; UnreadableCell otherwise."""
    written = _TIME.sub("", cell)
    if match := _SERIAL.fullmatch(written):
        return _parse_excel_day(cell, int(match[1]))
    if match := _YEAR_FIRST.fullmatch(written):
        return _build_day(cell, match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(written):
        return _build_day(cell, *match.groups())
    if match := _NAMED_MONTH.fullmatch(written):
        return _build_day(cell, match[3], str(_MONTHS.get(make_slug(match[2]), 0)), match[1])
    match = _YEAR_LAST.fullmatch(written)
    if match is None:
        raise UnreadableCell(NOT_A_DAY.format(cell=cell))
    is_month_first = order is DayOrder.MONTH_FIRST and match[2] != "."
    day, month = (match[3], match[1]) if is_month_first else (match[1], match[3])
    return _build_day(cell, match[4], month, day)


def _parse_excel_day(cell: str, number: int) -> date:
    if number not in EXCEL_DAYS:
        raise UnreadableCell(NOT_A_DAY.format(cell=cell))
    return EXCEL_DAY_ZERO + timedelta(days=number)


def _build_day(cell: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise UnreadableCell(NO_SUCH_DAY.format(cell=cell)) from None
