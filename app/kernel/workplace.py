"""The clock of a place of work: its zone, its hours and its public holidays, and why a moment is outside of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.kernel.hours import WorkingHours
from app.kernel.public_holidays import NO_HOLIDAYS, is_public_holiday


class OutsideWork(StrEnum):
    """Why a stretch of time is not working time."""

    HOLIDAY = "holiday"
    DAY = "day"
    HOURS = "hours"


@dataclass(frozen=True, kw_only=True)
class PlaceOfWork:
    """When people of a site work. `holidays` is a calendar of public holidays ("FR", "DE-BY", "none")."""

    zone: str
    hours: WorkingHours
    holidays: str = NO_HOLIDAYS
    name: str = ""

    def to_local_time(self, moment: datetime) -> datetime:
        """That moment on the clock of the site."""
        return moment.astimezone(ZoneInfo(self.zone))

    def is_working_day(self, day: date) -> bool:
        """Whether people work there on that day: a day of the week with work, and no public holiday."""
        return day.isoweekday() in self.hours.days and not is_public_holiday(day, self.holidays)

    def find_reason_outside_work(self, start: datetime, end: datetime) -> OutsideWork | None:
        """Why people do not work there for all of that time; None if they do."""
        first, last = self.to_local_time(start), self.to_local_time(end - timedelta(minutes=1))
        # A night shift belongs to the day on which it begins.
        shift_on = (first - timedelta(minutes=self.hours.starts)).date()
        if is_public_holiday(first.date(), self.holidays) or is_public_holiday(last.date(), self.holidays):
            return OutsideWork.HOLIDAY
        if self.hours.is_open_at_local_time(first) and self.hours.is_open_at_local_time(last):
            return None
        is_work_day = first.isoweekday() in self.hours.days or shift_on.isoweekday() in self.hours.days
        return OutsideWork.HOURS if is_work_day else OutsideWork.DAY

    def is_working_time(self, start: datetime, end: datetime) -> bool:
        """Whether people work there for all of that time."""
        return self.find_reason_outside_work(start, end) is None
