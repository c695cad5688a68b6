"""The SQL condition that a moment was in the working hours of a person, on their own clock."""

from __future__ import annotations

from app.kernel.hours import WorkingHours


def working_time_condition(moment: str, *, member: str = "p") -> str:
    """The condition for the `member` of this alias; its parameters are those of `company_hours_parameters`."""
    local = f"({moment} at time zone {member}.time_zone - make_interval(mins => coalesce({member}.work_starts, :work_starts)::int))"
    return f"""
    (extract(isodow from {local})::smallint = any(coalesce({member}.work_days, cast(:work_days as smallint[])))
     and extract(hour from {local}) * 60 + extract(minute from {local}) < coalesce({member}.work_minutes, :work_minutes))
    """


def company_hours_parameters(hours: WorkingHours) -> dict[str, object]:
    """What `at_work` asks for: the hours of every site that has none of its own."""
    return {"work_days": list(hours.days), "work_starts": hours.starts, "work_minutes": hours.minutes}
