"""The kind `rhythm`: active in so many different weeks, of the person's own calendar."""

from __future__ import annotations

from app.journal.tally import CountedBy, Counting
from app.kernel.schema import JsonObject
from missions.kind import CountingSettings, MissionKind


def _counting(settings: JsonObject) -> Counting:
    return Counting(tuple(settings["facts"]), CountedBy.WEEK, settings["wanted"], within_days=settings["within_days"])


kind = MissionKind(
    "rhythm", "Active in so many different weeks, Monday to Sunday where the person works.", CountingSettings, _counting
)
