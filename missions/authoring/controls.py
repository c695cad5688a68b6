"""Which control fills in a field of a schema, and what may be chosen in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import marshmallow as ma

from missions.kind import Words

FEW, MANY = 6, 40
"""Up to so many choices are all in sight; from so many on, one writes names."""

TONGUES = {"fr": {"fr": "En français", "en": "In French"}, "en": {"fr": "En anglais", "en": "In English"}}


class Control(StrEnum):
    """What a field is filled in with."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "moment"
    SWITCH = "switch"
    RADIOS = "radios"
    SELECT = "select"
    CHECKS = "checks"
    PAIR = "pair"
    GROUP = "group"
    ROWS = "rows"


@dataclass(frozen=True)
class Choice:
    """One value that may be chosen, and its name for people."""

    value: str
    name: Words


Choices = Mapping[str, Sequence[Choice]]
"""What only the database knows, by the name that a field gives in its `form`: missions, regions, units."""


def control_of(known: ma.fields.Field[object], choices: Choices) -> Control:
    """How a field is filled in; the same when it is drawn and when it is read."""
    inner = known.inner if isinstance(known, ma.fields.List) else None
    if inner is not None:
        return _control_of_list(known, inner, choices)
    if isinstance(known, ma.fields.Dict):
        return Control.PAIR
    if isinstance(known, ma.fields.Nested):
        return Control.PAIR if known.schema.fields.keys() == TONGUES.keys() else Control.GROUP
    for kind, control in SIMPLE.items():
        if isinstance(known, kind):
            return control
    offered = choices_of(known, choices)
    if offered:
        return Control.RADIOS if len(offered) < FEW and not _is_known_elsewhere(known, choices) else Control.SELECT
    return Control.TEXT if known.metadata.get("form") == "text" else Control.LINE


SIMPLE: Mapping[type, Control] = {
    ma.fields.Bool: Control.SWITCH,
    ma.fields.Int: Control.NUMBER,
    ma.fields.DateTime: Control.MOMENT,
    ma.fields.Date: Control.DATE,
}


def choices_of(known: ma.fields.Field[object], choices: Choices) -> tuple[Choice, ...]:
    """What may be chosen: what the database knows, or the values of the schema under the names it gives them.

    Where the schema names its values, one without a name is not offered.
    """
    if _is_known_elsewhere(known, choices):
        return tuple(choices[str(known.metadata["form"])])
    inner = known.inner if isinstance(known, ma.fields.List) else known
    names = known.metadata.get("names") or inner.metadata.get("names")
    values = [str(value) for rule in inner.validators if isinstance(rule, ma.validate.OneOf) for value in rule.choices]
    if isinstance(names, Mapping):
        return tuple(Choice(value, names[value]) for value in names if value in values)
    return tuple(Choice(value, {"fr": value, "en": value}) for value in values)


def _control_of_list(known: ma.fields.Field[object], inner: object, choices: Choices) -> Control:
    if isinstance(inner, ma.fields.Nested):
        return Control.ROWS
    offered = len(choices_of(known, choices))
    return (
        Control.CHECKS if 0 < offered < MANY or (not offered and _is_known_elsewhere(known, choices)) else Control.LINES
    )


def _is_known_elsewhere(known: ma.fields.Field[object], choices: Choices) -> bool:
    return str(known.metadata.get("form", "")) in choices
