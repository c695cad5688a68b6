"""The kind `rhythm`: active in so many different weeks, of the person's own calendar."""

from __future__ import annotations

from app.journal.counter import DistinctBy
from app.journal.counting_settings import CountingSettings
from app.kernel.schema import JsonObject
from missions.kind import MissionKind, Words, network_counting_builder


def _describe_how_often(settings: JsonObject) -> Words:
    wanted = settings["wanted"]
    return {
        "fr": f"une fois au moins dans chacune de {wanted} semaines",
        "en": f"once at least in each of {wanted} weeks",
    }


kind = MissionKind(
    name="rhythm",
    sentence="Active in so many different weeks, Monday to Sunday where the person works; a pause moves the end.",
    label={"fr": "Être actif plusieurs semaines", "en": "Be active for several weeks"},
    settings=CountingSettings,
    counting=network_counting_builder(DistinctBy.WEEK),
    how_often=_describe_how_often,
)
