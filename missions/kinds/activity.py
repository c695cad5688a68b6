"""The kind `activity`: so many activities of some sorts."""

from __future__ import annotations

from app.journal.counter import DistinctBy
from app.journal.counting_settings import CountingSettings
from app.kernel.schema import JsonObject
from missions.kind import MissionKind, Words, network_counting_builder


def _describe_how_often(settings: JsonObject) -> Words:
    wanted = settings["wanted"]
    return {"fr": f"{wanted} fois", "en": f"{wanted} times"} if wanted > 1 else {}


kind = MissionKind(
    name="activity",
    sentence="So many matching activities.",
    label={"fr": "Agir sur le réseau", "en": "Act on the network"},
    settings=CountingSettings,
    counting=network_counting_builder(DistinctBy.FACT),
    how_often=_describe_how_often,
)
