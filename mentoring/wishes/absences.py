"""The days on which a volunteer is away: pairs of dates as typed, as checked and as kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest

MAX_ABSENCES = 3
"""How many absences the form takes."""

TypedAbsences = tuple[tuple[str, str], ...]


def read_typed_absences(posted: Mapping[str, Sequence[str]]) -> TypedAbsences:
    """The pairs of dates of the form; a row without either is left out."""
    rows = zip_longest(posted.get("away_from", ()), posted.get("away_until", ()), fillvalue="")
    return tuple((first.strip(), last.strip()) for first, last in rows if first.strip() or last.strip())


def is_absence_list_valid(typed: TypedAbsences) -> bool:
    """Whether each row has two dates in order, in at most MAX_ABSENCES rows."""
    days = [(_parse_day_or_none(first), _parse_day_or_none(last)) for first, last in typed]
    return len(days) <= MAX_ABSENCES and all(first and last and first <= last for first, last in days)


def parse_absences(typed: TypedAbsences) -> tuple[tuple[date, date], ...]:
    """The days of valid rows, in order."""
    return tuple(sorted((date.fromisoformat(first), date.fromisoformat(last)) for first, last in typed))


def typed_from_absences(absences: Iterable[tuple[date, date]]) -> TypedAbsences:
    """The rows that stand for these days."""
    return tuple((first.isoformat(), last.isoformat()) for first, last in absences)


def _parse_day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
