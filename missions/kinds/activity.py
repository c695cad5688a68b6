"""The kind `activity`: so many activities of some sorts."""

from __future__ import annotations

from app.journal.counter import DistinctBy
from app.journal.counting_settings import CountingSettings
from missions.kind import MissionKind, network_counting_builder

kind = MissionKind(
    name="activity",
    sentence="So many matching activities.",
    label={"fr": "Agir sur le réseau", "en": "Act on the network"},
    settings=CountingSettings,
    counting=network_counting_builder(DistinctBy.FACT),
)
