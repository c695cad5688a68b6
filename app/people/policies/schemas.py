"""The forms of a switch, and of the working hours of a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from app.kernel.hours import ALWAYS, WHOLE_DAY, WorkingHours
from app.people.policies.switches import PolicyScope, SwitchableFeature

OFFERED = (SwitchableFeature.POINTS, SwitchableFeature.BOARDS, SwitchableFeature.BADGES)
"""The features that can be switched off today; prizes come with contests."""


class SwitchFault(StrEnum):
    """The field that is wrong."""

    FEATURE = "feature"
    PLACE = "place"
    REASON = "reason"


@dataclass(frozen=True)
class SwitchForm:
    """The form as it was filled in."""

    feature: str = ""
    where: str = ""
    reason: str = ""

    @property
    def scope(self) -> PolicyScope | None:
        """How far the switch reaches."""
        word = self.where.partition(":")[0]
        return PolicyScope(word) if word in set(PolicyScope) else None

    @property
    def scope_id(self) -> int | None:
        """Which region, site or unit."""
        number = self.where.partition(":")[2]
        return int(number) if number.isdecimal() and len(number) < 18 else None

    def list_faults(self) -> set[SwitchFault]:
        """The fields that need another answer."""
        wrong = {
            SwitchFault.FEATURE: self.feature not in OFFERED,
            SwitchFault.PLACE: self.scope is None or (self.scope is PolicyScope.COMPANY) != (self.scope_id is None),
            SwitchFault.REASON: not 1 <= len(self.reason.strip()) <= 300,
        }
        return {fault for fault, is_wrong in wrong.items() if is_wrong}


def parse_switch_form(form: Mapping[str, str]) -> SwitchForm:
    """Read the fields that were sent."""
    return SwitchForm(form.get("feature", ""), form.get("where", ""), form.get("reason", ""))


class HoursChoice(StrEnum):
    """Whose hours a site has."""

    COMPANY = "company"
    OWN = "own"
    ALWAYS = "always"


class HoursFault(StrEnum):
    """The field of the hours that is wrong."""

    CHOICE = "choice"
    DAYS = "days"
    STARTS = "starts"
    ENDS = "ends"
    HOLIDAYS = "holidays"


@dataclass(frozen=True)
class HoursForm:
    """The hours and public holidays of a site as they were filled in: days by their number (1 is Monday), times as "05:00"."""

    choice: str
    days: frozenset[str] = frozenset()
    starts: str = ""
    ends: str = ""
    holidays: str = ""

    def list_faults(self) -> set[HoursFault]:
        """The fields that need another answer."""
        is_own = self.choice == HoursChoice.OWN
        wrong = {
            HoursFault.CHOICE: self.choice not in set(HoursChoice),
            HoursFault.DAYS: is_own and not (self.days and self.days <= set("1234567")),
            HoursFault.STARTS: is_own and _find_minute_of_day(self.starts) is None,
            HoursFault.ENDS: is_own and _find_minute_of_day(self.ends) is None,
        }
        return {fault for fault, is_wrong in wrong.items() if is_wrong}

    def build_hours(self) -> WorkingHours | None:
        """The hours of a form without faults; None for those of the company. An end before the start is on the next day."""
        if self.choice != HoursChoice.OWN:
            return ALWAYS if self.choice == HoursChoice.ALWAYS else None
        starts, ends = _find_minute_of_day(self.starts) or 0, _find_minute_of_day(self.ends) or 0
        return WorkingHours(tuple(sorted(map(int, self.days))), starts, (ends - starts) % WHOLE_DAY or WHOLE_DAY)


def parse_hours_form(form: Mapping[str, Sequence[str]]) -> HoursForm:
    """Read the fields that were sent."""
    names = ("choice", "starts", "ends", "holidays")
    choice, starts, ends, holidays = (next(iter(form.get(name, ())), "") for name in names)
    return HoursForm(choice, frozenset(form.get("days", ())), starts, ends, holidays)


def hours_form_from_hours(hours: WorkingHours | None, holidays: str = "") -> HoursForm:
    """The form that stands for these hours; those of the company when there are none."""
    if hours is None or hours == ALWAYS:
        return HoursForm(HoursChoice.COMPANY if hours is None else HoursChoice.ALWAYS, holidays=holidays)
    starts, ends = (_format_minute_of_day(minute) for minute in (hours.starts, hours.starts + hours.minutes))
    return HoursForm(HoursChoice.OWN, frozenset(map(str, hours.days)), starts, ends, holidays)


def _find_minute_of_day(written: str) -> int | None:
    try:
        read = time.fromisoformat(written)
    except ValueError:
        return None
    return read.hour * 60 + read.minute


def _format_minute_of_day(minute: int) -> str:
    return f"{minute % WHOLE_DAY // 60:02}:{minute % 60:02}"
