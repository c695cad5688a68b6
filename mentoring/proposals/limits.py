"""Reads the settings of a round as the matcher wants them; what a round does not say is as the matcher has it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from app.kernel.schema import JsonObject
from mentoring.matching.settings import Limits, Weights

SAID = frozenset(one.name for one in fields(Limits)) - {"week_on", "starts_on", "ends_on", "weights", "floor"}


def read_limits(written: JsonObject, *, starts_on: date, ends_on: date) -> Limits:
    """Slots are compared in the week in which the round starts; the floor is written in hundredths."""
    said = {name: value for name, value in written.items() if name in SAID}
    if "floor" in written:
        said["floor"] = written["floor"] / 100
    return Limits(
        week_on=starts_on - timedelta(days=starts_on.weekday()),
        starts_on=starts_on,
        ends_on=ends_on,
        weights=Weights(**written.get("weights", {})),
        **said,
    )
