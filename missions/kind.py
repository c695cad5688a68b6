"""The contract of a mission kind: settings that its schema validates, and what they make it count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import marshmallow as ma

from app.journal.kinds import KINDS
from app.journal.tally import Counting
from app.kernel.discovery import discover
from app.kernel.errors import Invalid
from app.kernel.schema import JsonInt, JsonObject, Schema, settings_read


@dataclass(frozen=True)
class MissionKind:
    """A kind: its name, its sentence in the reference, its settings, and how they become a count."""

    name: str
    sentence: str
    settings: type[Schema]
    counting: Callable[[JsonObject], Counting]


class CountingSettings(Schema):
    """The settings that every counting kind shares."""

    facts = ma.fields.List(
        ma.fields.Str(validate=ma.validate.OneOf(sorted(KINDS))),
        required=True,
        validate=ma.validate.Length(min=1),
        metadata={"description": "The kinds of facts that count."},
    )
    wanted = JsonInt(
        required=True,
        validate=ma.validate.Range(1, 1000),
        metadata={"description": "How many make the mission complete."},
    )
    within_days = JsonInt(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(1, 366),
        metadata={"description": "Days from arrival in which it counts; without end when absent."},
    )


def kinds() -> dict[str, MissionKind]:
    """Every mission kind by name: one file of `missions/kinds` each."""
    return discover("missions.kinds", MissionKind)


def counting_of(kind: str, settings: JsonObject) -> tuple[JsonObject, Counting]:
    """The settings as the kind reads them, and what they count; Invalid, with pointers, when it cannot."""
    if kind not in kinds():
        raise Invalid(f"No mission kind is called {kind}: choose one of {', '.join(kinds())}.")
    chosen = kinds()[kind]
    read = settings_read(chosen.settings, settings, f"These settings do not suit the kind {kind}.")
    return read, chosen.counting(read)
