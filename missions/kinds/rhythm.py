"""The kind `rhythm`: active in so many different weeks, of the person's own calendar."""

from __future__ import annotations

from app.journal.counter import DistinctBy
from app.journal.counting_settings import CountingSettings
from missions.kind import MissionKind, network_counting_builder

kind = MissionKind(
    name="rhythm",
    sentence="Active in so many different weeks, Monday to Sunday where the person works; a pause moves the end.",
    label={"fr": "Être actif plusieurs semaines", "en": "Be active for several weeks"},
    settings=CountingSettings,
    counting=network_counting_builder(DistinctBy.WEEK),
)
