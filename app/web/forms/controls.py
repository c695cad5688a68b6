"""Which control fills in a field of a schema, and what may be chosen in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import marshmallow as ma

Words = Mapping[str, str]
"""The same text in French and in English."""

MAX_RADIO_CHOICES, MAX_CHECKBOX_CHOICES = 5, 300
"""Up to so many choices are boxes to tick; from so many on, one writes names."""

LANGUAGES = {"fr": {"fr": "En français", "en": "In French"}, "en": {"fr": "En anglais", "en": "In English"}}


class ControlType(StrEnum):
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
class FormChoice:
    """One value that may be chosen, and its name for people."""

    value: str
    name: Words


FormChoices = Mapping[str, Sequence[FormChoice]]
"""What only the database knows, by the name that a field gives in its `form`: missions, regions, units."""


def choose_form_control(schema_field: ma.fields.Field[object], choices: FormChoices) -> ControlType:
    """How a field is filled in; the same when it is drawn and when it is read."""
    inner = schema_field.inner if isinstance(schema_field, ma.fields.List) else None
    if inner is not None:
        return _choose_list_control(schema_field, inner, choices)
    if isinstance(schema_field, ma.fields.Dict):
        return ControlType.PAIR
    if isinstance(schema_field, ma.fields.Nested):
        return ControlType.PAIR if schema_field.schema.fields.keys() == LANGUAGES.keys() else ControlType.GROUP
    for kind, control in CONTROL_BY_TYPE.items():
        if isinstance(schema_field, kind):
            return control
    offered = list_offered_choices(schema_field, choices)
    if offered:
        return (
            ControlType.RADIOS
            if len(offered) <= MAX_RADIO_CHOICES and not _has_database_choices(schema_field, choices)
            else ControlType.SELECT
        )
    return ControlType.TEXT if schema_field.metadata.get("form") == "text" else ControlType.LINE


CONTROL_BY_TYPE: Mapping[type, ControlType] = {
    ma.fields.Bool: ControlType.SWITCH,
    ma.fields.Int: ControlType.NUMBER,
    ma.fields.DateTime: ControlType.MOMENT,
    ma.fields.Date: ControlType.DATE,
}


def list_offered_choices(schema_field: ma.fields.Field[object], choices: FormChoices) -> tuple[FormChoice, ...]:
    """What may be chosen: what the database knows, or the values of the schema under the names it gives them.

    Where the schema names its values, one without a name is not offered.
    """
    if _has_database_choices(schema_field, choices):
        return tuple(choices[str(schema_field.metadata["form"])])
    inner = schema_field.inner if isinstance(schema_field, ma.fields.List) else schema_field
    names = schema_field.metadata.get("names") or inner.metadata.get("names")
    values = [str(value) for rule in inner.validators if isinstance(rule, ma.validate.OneOf) for value in rule.choices]
    if isinstance(names, Mapping):
        return tuple(FormChoice(value, names[value]) for value in names if value in values)
    return tuple(FormChoice(value, {"fr": value, "en": value}) for value in values)


def _choose_list_control(schema_field: ma.fields.Field[object], inner: object, choices: FormChoices) -> ControlType:
    if isinstance(inner, ma.fields.Nested):
        return ControlType.ROWS
    offered = len(list_offered_choices(schema_field, choices))
    return (
        ControlType.CHECKS
        if 0 < offered <= MAX_CHECKBOX_CHOICES or (not offered and _has_database_choices(schema_field, choices))
        else ControlType.LINES
    )


def _has_database_choices(schema_field: ma.fields.Field[object], choices: FormChoices) -> bool:
    return str(schema_field.metadata.get("form", "")) in choices
