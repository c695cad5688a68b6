"""Which control fills in a field of a schema, and what may be chosen in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import marshmallow as ma

from missions.kind import Words

MAX_RADIO_CHOICES, MAX_CHECKBOX_CHOICES = 5, 39
"""Up to so many choices are all in sight; from so many on, one writes names."""

LANGUAGES = {"fr": {"fr": "En français", "en": "In French"}, "en": {"fr": "En anglais", "en": "In English"}}


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


ROLES = (
    Choice("ambassador", {"fr": "Ambassadrices et ambassadeurs", "en": "Ambassadors"}),
    Choice("animator", {"fr": "Animatrices et animateurs de communautés", "en": "Community animation"}),
    Choice("hr", {"fr": "Ressources humaines", "en": "Human resources"}),
    Choice("representative", {"fr": "Représentants du personnel", "en": "Staff representatives"}),
    Choice("it", {"fr": "Informatique", "en": "IT"}),
)
"""The roles that may be an audience."""

Choices = Mapping[str, Sequence[Choice]]
"""What only the database knows, by the name that a field gives in its `form`: missions, regions, units."""


def choose_control(schema_field: ma.fields.Field[object], choices: Choices) -> Control:
    """How a field is filled in; the same when it is drawn and when it is read."""
    inner = schema_field.inner if isinstance(schema_field, ma.fields.List) else None
    if inner is not None:
        return _choose_list_control(schema_field, inner, choices)
    if isinstance(schema_field, ma.fields.Dict):
        return Control.PAIR
    if isinstance(schema_field, ma.fields.Nested):
        return Control.PAIR if schema_field.schema.fields.keys() == LANGUAGES.keys() else Control.GROUP
    for kind, control in CONTROL_BY_TYPE.items():
        if isinstance(schema_field, kind):
            return control
    offered = list_choices(schema_field, choices)
    if offered:
        return (
            Control.RADIOS
            if len(offered) <= MAX_RADIO_CHOICES and not _is_from_database(schema_field, choices)
            else Control.SELECT
        )
    return Control.TEXT if schema_field.metadata.get("form") == "text" else Control.LINE


CONTROL_BY_TYPE: Mapping[type, Control] = {
    ma.fields.Bool: Control.SWITCH,
    ma.fields.Int: Control.NUMBER,
    ma.fields.DateTime: Control.MOMENT,
    ma.fields.Date: Control.DATE,
}


def list_choices(schema_field: ma.fields.Field[object], choices: Choices) -> tuple[Choice, ...]:
    """What may be chosen: what the database knows, or the values of the schema under the names it gives them.

    Where the schema names its values, one without a name is not offered.
    """
    if _is_from_database(schema_field, choices):
        return tuple(choices[str(schema_field.metadata["form"])])
    inner = schema_field.inner if isinstance(schema_field, ma.fields.List) else schema_field
    names = schema_field.metadata.get("names") or inner.metadata.get("names")
    values = [str(value) for rule in inner.validators if isinstance(rule, ma.validate.OneOf) for value in rule.choices]
    if isinstance(names, Mapping):
        return tuple(Choice(value, names[value]) for value in names if value in values)
    return tuple(Choice(value, {"fr": value, "en": value}) for value in values)


def _choose_list_control(schema_field: ma.fields.Field[object], inner: object, choices: Choices) -> Control:
    if isinstance(inner, ma.fields.Nested):
        return Control.ROWS
    offered = len(list_choices(schema_field, choices))
    return (
        Control.CHECKS
        if 0 < offered <= MAX_CHECKBOX_CHOICES or (not offered and _is_from_database(schema_field, choices))
        else Control.LINES
    )


def _is_from_database(schema_field: ma.fields.Field[object], choices: Choices) -> bool:
    return str(schema_field.metadata.get("form", "")) in choices
