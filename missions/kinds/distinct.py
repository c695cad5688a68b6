"""The kind `distinct`: so many different people or communities."""

from __future__ import annotations

import marshmallow as ma

from app.journal.tally import CountedBy, Counting
from app.kernel.schema import JsonObject
from missions.kind import CountingSettings, MissionKind

OF = {"people": CountedBy.PERSON, "communities": CountedBy.COMMUNITY}


class DistinctSettings(CountingSettings):
    """What must differ from one activity to the next."""

    of = ma.fields.Str(
        required=True, validate=ma.validate.OneOf(sorted(OF)), metadata={"description": "What must be different."}
    )


def _counting(settings: JsonObject) -> Counting:
    return Counting(
        tuple(settings["facts"]), OF[settings["of"]], settings["wanted"], within_days=settings["within_days"]
    )


kind = MissionKind(
    "distinct", "Activities towards so many different people or communities.", DistinctSettings, _counting
)
