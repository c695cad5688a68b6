"""Reads a posted form into an object for its schema; empty fields are left out, unreadable values stay as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import marshmallow as ma

from missions.authoring.controls import LANGUAGES, Control, choose_control

Posted = Mapping[str, Sequence[str]]
"""The values of a form by the names of its fields."""

WHOLE = re.compile(r"[+-]?\d{1,12}")
COMMAND = re.compile(r"(?P<list>[\w.]+)\.(?P<place>\d{1,4})\.(?P<what>up|down|remove)")


def gather_object(schema: ma.Schema, posted: Posted, *, zone: str, prefix: str = "") -> dict[str, object]:
    """The object of the form, for `schema` to load."""
    reading = _FormReader(posted, zone)
    return reading.object_of(schema, prefix)


class _FormReader:
    def __init__(self, posted: Posted, zone: str) -> None:
        self.posted, self.zone = posted, zone

    def object_of(self, schema: ma.Schema, prefix: str) -> dict[str, object]:
        raw_value = {
            name: self.value_of(schema_field, f"{prefix}{name}") for name, schema_field in schema.fields.items()
        }
        return {name: value for name, value in raw_value.items() if value is not None}

    def value_of(self, schema_field: ma.fields.Field[object], name: str) -> object:
        control = choose_control(schema_field, {})
        if control is Control.ROWS:
            return self.rows_of(schema_field, name)
        if control is Control.PAIR:
            return {tongue: text for tongue in LANGUAGES if (text := self.text_of(f"{name}.{tongue}"))} or None
        if control is Control.GROUP and isinstance(schema_field, ma.fields.Nested):
            return self.object_of(schema_field.schema, f"{name}.") or None
        if control in (Control.CHECKS, Control.LINES):
            lines = (line.strip() for value in self.posted.get(name, ()) for line in value.splitlines())
            return [line for line in lines if line] or None
        return self.single_value(control, self.text_of(name))

    def single_value(self, control: Control, text: str) -> object:
        if control is Control.SWITCH:
            return text == "yes"
        if not text:
            return None
        if control is Control.NUMBER and WHOLE.fullmatch(text):
            return int(text)
        return _moment_with_zone(text, self.zone) if control is Control.MOMENT else text

    def rows_of(self, schema_field: ma.fields.Field[object], name: str) -> object:
        assert isinstance(schema_field, ma.fields.List), "Rows are those of a list."
        assert isinstance(schema_field.inner, ma.fields.Nested), "Rows are those of a nested schema."
        starts = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})\.")
        places = sorted({int(match[1]) for key in self.posted if (match := starts.match(key))})
        rows = [self.object_of(schema_field.inner.schema, f"{name}.{place}.") for place in places]
        return [row for row in rows if not _is_blank(row)] or None

    def text_of(self, name: str) -> str:
        return next(iter(self.posted.get(name, ())), "").strip()


def _moment_with_zone(text: str, zone: str) -> str:
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


def reorder_rows(raw: Mapping[str, object], command: str) -> dict[str, object]:
    """The object after `list.place.up` (or `down`, or `remove`); as it was when nothing stands there."""
    command_parts = COMMAND.fullmatch(command)
    return (
        dict(raw)
        if command_parts is None
        else _move_row(raw, command_parts["list"].split("."), int(command_parts["place"]), command_parts["what"])
    )


def _move_row(raw: Mapping[str, object], names: Sequence[str], place: int, what: str) -> dict[str, object]:
    raw_items = raw.get(names[0])
    if isinstance(raw_items, Mapping) and len(names) > 1:
        return {**raw, names[0]: _move_row(raw_items, names[1:], place, what)}
    if not isinstance(raw_items, list) or place >= len(raw_items):
        return dict(raw)
    rows = list(raw_items)
    row = rows.pop(place)
    if what != "remove":
        rows.insert(max(place + (1 if what == "down" else -1), 0), row)
    return {**raw, names[0]: rows}
