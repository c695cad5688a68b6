"""Reads a posted form into an object for its schema; empty fields are left out, unreadable values stay as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import marshmallow as ma

from app.web.forms.controls import LANGUAGES, ControlType, choose_form_control

Posted = Mapping[str, Sequence[str]]
"""The values of a form by the names of its fields."""

WHOLE = re.compile(r"[+-]?\d{1,12}")
COMMAND = re.compile(r"(?P<list>[\w.]+)\.(?P<place>\d{1,4})\.(?P<what>up|down|remove)")


def parse_posted_object(schema: ma.Schema, posted: Posted, *, zone: str, prefix: str = "") -> dict[str, object]:
    """The object of the form, for `schema` to load."""
    reading = _PostedFormParser(posted, zone)
    return reading.parse_object(schema, prefix)


class _PostedFormParser:
    def __init__(self, posted: Posted, zone: str) -> None:
        self.posted, self.zone = posted, zone

    def parse_object(self, schema: ma.Schema, prefix: str) -> dict[str, object]:
        raw_value = {
            name: self.parse_field_value(schema_field, f"{prefix}{name}")
            for name, schema_field in schema.fields.items()
        }
        return {name: value for name, value in raw_value.items() if value is not None}

    def parse_field_value(self, schema_field: ma.fields.Field[object], name: str) -> object:
        control = choose_form_control(schema_field, {})
        if control is ControlType.ROWS:
            return self.parse_rows(schema_field, name)
        if control is ControlType.PAIR:
            return {tongue: text for tongue in LANGUAGES if (text := self.first_text_of(f"{name}.{tongue}"))} or None
        if control is ControlType.GROUP and isinstance(schema_field, ma.fields.Nested):
            return self.parse_object(schema_field.schema, f"{name}.") or None
        if control in (ControlType.CHECKS, ControlType.LINES):
            lines = (line.strip() for value in self.posted.get(name, ()) for line in value.splitlines())
            return [line for line in lines if line] or None
        return self.parse_single_value(control, self.first_text_of(name))

    def parse_single_value(self, control: ControlType, text: str) -> object:
        if control is ControlType.SWITCH:
            return text == "yes"
        if not text:
            return None
        if control is ControlType.NUMBER and WHOLE.fullmatch(text):
            return int(text)
        return _add_zone_to_moment_text(text, self.zone) if control is ControlType.MOMENT else text

    def parse_rows(self, schema_field: ma.fields.Field[object], name: str) -> object:
        assert isinstance(schema_field, ma.fields.List), "Rows are those of a list."
        assert isinstance(schema_field.inner, ma.fields.Nested), "Rows are those of a nested schema."
        starts = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})\.")
        places = sorted({int(match[1]) for key in self.posted if (match := starts.match(key))})
        rows = [self.parse_object(schema_field.inner.schema, f"{name}.{place}.") for place in places]
        return [row for row in rows if not _is_blank(row)] or None

    def first_text_of(self, name: str) -> str:
        return next(iter(self.posted.get(name, ())), "").strip()


def _add_zone_to_moment_text(text: str, zone: str) -> str:
    """A moment of the author's hours, with their distance from UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).isoformat()


def _is_blank(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_is_blank(inner) for inner in value.values())
    return value is None or value is False or value == []


def move_or_remove_row(raw: Mapping[str, object], command: str) -> dict[str, object]:
    """The object after `list.place.up` (or `down`, or `remove`); as it was when nothing stands there."""
    command_parts = COMMAND.fullmatch(command)
    return (
        dict(raw)
        if command_parts is None
        else _move_or_remove_in_list(
            raw, command_parts["list"].split("."), int(command_parts["place"]), command_parts["what"]
        )
    )


def _move_or_remove_in_list(
    raw: Mapping[str, object], names: Sequence[str], place: int, what: str
) -> dict[str, object]:
    raw_items = raw.get(names[0])
    if isinstance(raw_items, Mapping) and len(names) > 1:
        return {**raw, names[0]: _move_or_remove_in_list(raw_items, names[1:], place, what)}
    if not isinstance(raw_items, list) or place >= len(raw_items):
        return dict(raw)
    rows = list(raw_items)
    row = rows.pop(place)
    if what != "remove":
        rows.insert(max(place + (1 if what == "down" else -1), 0), row)
    return {**raw, names[0]: rows}
