"""Writes the Markdown of the reference: pages, tables, and the fields of a schema."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import marshmallow as ma

from app.journal.counted_events import COUNTED_EVENTS, DECIDED, FREE_KINDS
from app.kernel.reference import ReferencePart, ReferenceTable, format_markdown_code, format_markdown_codes

GENERATED = "<!-- Written by `passerelle reference` from the code: change the code, then run it again. -->"
COUNTED_EVENTS_LINK = (
    f"[kinds of facts](facts.md) that do not begin with {format_markdown_codes(DECIDED)}, without {format_markdown_codes(sorted(FREE_KINDS))}; "
    f"{format_markdown_codes(name for name in COUNTED_EVENTS if ':' in name)}"
)
"""All that may be counted, without writing the long list again."""


def render_page(title: str, *parts: str) -> str:
    """A whole page; empty parts are left out."""
    return "\n\n".join([GENERATED, f"# {title}", *(part.strip("\n") for part in parts if part)]) + "\n"


def render_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, empty when there are no rows."""
    lines = [f"| {' | '.join(_escape_table_cell(text) for text in row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}", *lines]) if lines else ""


def _escape_table_cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def render_reference_part(part: ReferencePart) -> str:
    """One part of a page that a feature offers."""
    if isinstance(part, str):
        return part
    return render_table(part.columns, part.rows) if isinstance(part, ReferenceTable) else render_schema(part)


def render_schema(schema: type[ma.Schema]) -> str:
    """Each field of a schema: its name, its meaning, the values it may have, and whether it is required."""
    rows = [
        (
            format_markdown_code(name),
            str(field.metadata.get("description", "")),
            _render_allowed_values(field),
            "yes" if field.required else "no",
        )
        for name, field in schema().fields.items()
    ]
    return render_table(("setting", "meaning", "values", "needed"), rows)


def _render_allowed_values(field: ma.fields.Field[object]) -> str:
    inner = field.inner if isinstance(field, ma.fields.List) else field
    rules = (rule for rule in inner.validators if isinstance(rule, ma.validate.OneOf | ma.validate.Range))
    return "; ".join(_render_validation_rule(rule) for rule in rules)


def _render_validation_rule(rule: ma.validate.OneOf | ma.validate.Range) -> str:
    if isinstance(rule, ma.validate.Range):
        return f"{rule.min} to {rule.max}" if rule.max is not None else f"{rule.min} or more"
    return COUNTED_EVENTS_LINK if set(rule.choices) == set(COUNTED_EVENTS) else format_markdown_codes(rule.choices)
