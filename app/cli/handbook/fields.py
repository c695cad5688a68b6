"""Tells the fields of a schema as a table of the reference."""

from __future__ import annotations

import marshmallow as ma

from app.cli.handbook.markdown import code, codes, table
from app.journal.counted_events import COUNTED_EVENTS

COUNTED_EVENTS_LINK = f"[kinds of facts](facts.md), {codes(name for name in COUNTED_EVENTS if ':' in name)}"
"""All that may be counted, without saying the long list again."""


def settings_table(schema: type[ma.Schema]) -> str:
    """Each field: its name, what it means, what it may be, and whether it must be said."""
    rows = [
        (code(name), str(field.metadata.get("description", "")), _choices(field), "yes" if field.required else "no")
        for name, field in schema().fields.items()
    ]
    return table(("setting", "meaning", "values", "needed"), rows)


def _choices(field: ma.fields.Field[object]) -> str:
    inner = field.inner if isinstance(field, ma.fields.List) else field
    return "; ".join(
        _told(rule) for rule in inner.validators if isinstance(rule, ma.validate.OneOf | ma.validate.Range)
    )


def _told(rule: ma.validate.OneOf | ma.validate.Range) -> str:
    if isinstance(rule, ma.validate.Range):
        return f"{rule.min} to {rule.max}" if rule.max is not None else f"{rule.min} or more"
    return COUNTED_EVENTS_LINK if set(rule.choices) == set(COUNTED_EVENTS) else codes(rule.choices)
