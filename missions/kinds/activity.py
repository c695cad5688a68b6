"""The kind `activity`: so many activities of some sorts."""

from __future__ import annotations

from app.journal.tally import CountedBy, Counting
from app.kernel.schema import JsonObject
from missions.kind import CountingSettings, MissionKind


def _counting(settings: JsonObject) -> Counting:
    return Counting(tuple(settings["facts"]), CountedBy.FACT, settings["wanted"], within_days=settings["within_days"])


kind = MissionKind("activity", "So many matching activities.", CountingSettings, _counting)
