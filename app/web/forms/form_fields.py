"""Builds a form from a marshmallow schema: one form field for each schema field, with its value and its errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import marshmallow as ma

from app.kernel.errors import FieldError
from app.web.forms.controls import (
    LANGUAGES,
    ControlType,
    FormChoice,
    FormChoices,
    Words,
    choose_form_control,
    list_offered_choices,
)

RawObject = Mapping[str, object]
"""What a form holds, as JSON would: what cannot be read stays as it was typed."""


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One field of a page. `value` is what stands in it, `chosen` what is ticked; `inner` are those of a group, `rows` those of each row."""

    name: str
    label: Words
    hint: Words
    control: ControlType
    is_required: bool
    is_needed_to_publish: bool = False
    value: str = ""
    chosen: frozenset[str] = frozenset()
    choices: tuple[FormChoice, ...] = ()
    inner: tuple[FormField, ...] = ()
    rows: tuple[tuple[FormField, ...], ...] = ()
    errors: tuple[str, ...] = ()
    is_open: bool = False
    """Whether one may add to the choices what they lack."""


FormFields = Mapping[str, FormField]


@dataclass(frozen=True, kw_only=True)
class FormContext:
    """What a form needs beside its schema and values: errors, choices from the database by name, and the author's time zone."""

    errors: Sequence[FieldError] = ()
    choices: FormChoices = field(default_factory=dict)
    zone: str = "Europe/Paris"

    def list_field_errors(self, name: str, *, below: bool) -> tuple[str, ...]:
        """What is wrong with the field of that name; with what is in it too, if `below`."""
        errors = [(error.pointer.strip("/").replace("/", "."), error.detail) for error in self.errors]
        return tuple(
            dict.fromkeys(detail for at, detail in errors if at == name or (below and at.startswith(f"{name}.")))
        )


def iterate_wrong_fields(fields: Iterable[FormField]) -> Iterator[FormField]:
    """The fields with errors, those inside others too."""
    for form_field in fields:
        if form_field.errors:
            yield form_field
        yield from iterate_wrong_fields((*form_field.inner, *(inner for row in form_field.rows for inner in row)))


def build_form_fields(schema: ma.Schema, raw: RawObject, context: FormContext, prefix: str = "") -> FormFields:
    """Every field of `schema` by its name, filled in with `raw`."""
    return {
        name: _build_field(schema_field, f"{prefix}{name}", raw.get(name, _default_value(schema_field)), context)
        for name, schema_field in schema.fields.items()
    }


def _build_field(
    schema_field: ma.fields.Field[object], name: str, raw_value: object, context: FormContext
) -> FormField:
    control = choose_form_control(schema_field, context.choices)
    return FormField(
        name=name,
        label=_build_text_by_language(schema_field.metadata.get("label"), name.rpartition(".")[2]),
        hint=_build_text_by_language(schema_field.metadata.get("hint"), ""),
        control=control,
        is_required=schema_field.required,
        is_needed_to_publish=bool(schema_field.metadata.get("is_needed_to_publish")),
        value=_format_field_value(control, raw_value, context.zone),
        chosen=_chosen_values(control, raw_value),
        choices=_list_offered_and_chosen(schema_field, _chosen_values(control, raw_value), context),
        inner=_build_inner_fields(schema_field, name, raw_value, context),
        rows=_build_row_fields(schema_field, name, raw_value, context),
        errors=context.list_field_errors(name, below=control in (ControlType.LINES, ControlType.CHECKS)),
        is_open=bool(schema_field.metadata.get("is_open")),
    )


def _list_offered_and_chosen(
    schema_field: ma.fields.Field[object], chosen: frozenset[str], context: FormContext
) -> tuple[FormChoice, ...]:
    """The choices, with those that were chosen and are no longer offered: nothing typed is lost."""
    offered = list_offered_choices(schema_field, context.choices)
    lost = sorted(chosen - {choice.value for choice in offered}) if offered else []
    return (*offered, *(FormChoice(value, {"fr": value, "en": value}) for value in lost))


def _default_value(schema_field: ma.fields.Field[object]) -> object:
    default = schema_field.load_default
    return None if default is ma.missing or callable(default) else default


def _format_field_value(control: ControlType, raw_value: object, zone: str) -> str:
    if raw_value is None or isinstance(raw_value, bool | Mapping):
        return ""
    if isinstance(raw_value, list | tuple):
        return "\n".join(str(item) for item in raw_value) if control is ControlType.LINES else ""
    return _format_local_moment(str(raw_value), zone) if control is ControlType.MOMENT else str(raw_value)


def _format_local_moment(moment: str, zone: str) -> str:
    """A moment as a browser's own control writes it, in the author's hours."""
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    local = read.astimezone(ZoneInfo(zone)) if read.tzinfo else read
    return local.strftime("%Y-%m-%dT%H:%M")


def _chosen_values(control: ControlType, raw_value: object) -> frozenset[str]:
    if control is ControlType.SWITCH:
        return frozenset({"yes"}) if raw_value is True else frozenset()
    if isinstance(raw_value, list | tuple):
        return frozenset(str(item) for item in raw_value)
    return frozenset() if raw_value is None or isinstance(raw_value, Mapping) else frozenset({str(raw_value)})


def _build_inner_fields(
    schema_field: ma.fields.Field[object], name: str, raw_value: object, context: FormContext
) -> tuple[FormField, ...]:
    control = choose_form_control(schema_field, context.choices)
    raw_items = raw_value if isinstance(raw_value, Mapping) else {}
    if control is ControlType.PAIR:
        return tuple(
            _build_language_field(schema_field, f"{name}.{tongue}", raw_items.get(tongue), context)
            for tongue in LANGUAGES
        )
    if control is ControlType.GROUP and isinstance(schema_field, ma.fields.Nested):
        return tuple(build_form_fields(schema_field.schema, raw_items, context, f"{name}.").values())
    return ()


def _build_language_field(
    schema_field: ma.fields.Field[object], name: str, raw_value: object, context: FormContext
) -> FormField:
    return FormField(
        name=name,
        label=LANGUAGES[name.rpartition(".")[2]],
        hint={},
        control=ControlType.TEXT if schema_field.metadata.get("form") == "text" else ControlType.LINE,
        is_required=schema_field.required,
        is_needed_to_publish=bool(schema_field.metadata.get("is_needed_to_publish")),
        value=str(raw_value or ""),
        errors=context.list_field_errors(name, below=True),
    )


def _build_row_fields(
    schema_field: ma.fields.Field[object], name: str, raw_value: object, context: FormContext
) -> tuple[tuple[FormField, ...], ...]:
    """A row for each thing in the list, and an empty one."""
    if choose_form_control(schema_field, context.choices) is not ControlType.ROWS or not isinstance(
        schema_field, ma.fields.List
    ):
        return ()
    assert isinstance(schema_field.inner, ma.fields.Nested), "Rows are those of a nested schema."
    raw_items = [row if isinstance(row, Mapping) else {} for row in raw_value] if isinstance(raw_value, list) else []
    schema = schema_field.inner.schema
    filled = [
        tuple(build_form_fields(schema, row, context, f"{name}.{place}.").values())
        for place, row in enumerate(raw_items)
    ]
    blank = dict.fromkeys(schema.fields)
    return (*filled, tuple(build_form_fields(schema, blank, context, f"{name}.{len(raw_items)}.").values()))


def _build_text_by_language(label: object, otherwise: str) -> Words:
    if isinstance(label, Mapping):
        return {str(tongue): str(text) for tongue, text in label.items()}
    if otherwise in LANGUAGES:
        return LANGUAGES[otherwise]
    return {"fr": otherwise, "en": otherwise} if otherwise else {}
