"""The forms of payroll's files: a period in months, or a year, and a format; with their faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.kernel.texts import N_
from missions.contests.payroll.formats import PAYROLL_FORMATS

NO_MONTH = N_("Choisissez un mois de la liste.")
FUTURE_MONTH = N_("Choisissez un mois qui a commencé.")
FORGOTTEN_MONTH = N_("Choisissez un mois plus récent : ces remises sont effacées.")
BEFORE_FIRST = N_("Choisissez un mois qui ne précède pas le premier.")
NO_FORMAT = N_("Choisissez un format.")


@dataclass(frozen=True, kw_only=True)
class ExportQuestion:
    """The days of which a file is asked, the name of its format, and whether letters that it lacks may be replaced."""

    first_on: date
    last_on: date
    format_name: str
    replaces_letters: bool = False


@dataclass(frozen=True)
class ExportForm:
    """What was sent, its faults by field, and the question when there are none."""

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    question: ExportQuestion | None = None


def list_months(oldest: date, today: date) -> list[date]:
    """The first days of the months from `oldest` to this one, the newest first."""
    count = (today.year - oldest.year) * 12 + today.month - oldest.month + 1
    return [_add_months(oldest, number) for number in reversed(range(count))]


def make_default_form(today: date) -> ExportForm:
    """The month before this one, in the usual format."""
    last_month = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    return ExportForm({"first": last_month, "last": last_month, "format": next(iter(PAYROLL_FORMATS))})


def parse_period_form(sent: Mapping[str, str], *, oldest: date, today: date) -> ExportForm:
    """The form of a period from one month to another, both included."""
    values = {name: sent.get(name, "") for name in ("first", "last", "format", "letters")}
    first, last = _parse_month(values["first"]), _parse_month(values["last"])
    faults = {"first": _find_fault_of_month(first, oldest, today), "last": _find_fault_of_month(last, oldest, today)}
    if first and last and not any(faults.values()) and last < first:
        faults["last"] = BEFORE_FIRST
    faults["format"] = None if values["format"] in PAYROLL_FORMATS else NO_FORMAT
    errors = {name: fault for name, fault in faults.items() if fault}
    if errors or first is None or last is None:
        return ExportForm(values, errors)
    return ExportForm(values, question=_build_question(first, _add_months(last, 1) - timedelta(days=1), values))


def parse_year_form(sent: Mapping[str, str], year: int) -> ExportForm:
    """The form of the register of that year."""
    values = {name: sent.get(name, "") for name in ("format", "letters")}
    if values["format"] not in PAYROLL_FORMATS:
        return ExportForm(values, {"format": NO_FORMAT})
    return ExportForm(values, question=_build_question(date(year, 1, 1), date(year, 12, 31), values))


def _build_question(first_on: date, last_on: date, values: Mapping[str, str]) -> ExportQuestion:
    replaces_letters = values["letters"] == "replace"
    return ExportQuestion(
        first_on=first_on, last_on=last_on, format_name=values["format"], replaces_letters=replaces_letters
    )


def _parse_month(text: str) -> date | None:
    if not re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])", text):
        return None
    return date(int(text[:4]), int(text[5:]), 1)


def _find_fault_of_month(month: date | None, oldest: date, today: date) -> str | None:
    if month is None:
        return NO_MONTH
    if month > today:
        return FUTURE_MONTH
    return FORGOTTEN_MONTH if month < oldest else None


def _add_months(month: date, count: int) -> date:
    years, rest = divmod(month.month - 1 + count, 12)
    return date(month.year + years, rest + 1, 1)
