"""The objects that forms hold: loaded by their schemas with every error, written for the next form, named in addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

import marshmallow as ma

from app.kernel.errors import FieldError
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject, Schema, flatten_field_errors
from app.people.directory.cells import make_slug
from app.web.forms.schema_fields import RESERVED_SLUGS, SLUG

REFUSED = "Something here cannot be kept yet."
TAKEN = ErrorMessage("This name is taken: choose another one.", french="Ce nom est déjà pris : choisissez-en un autre.")
MAX_SLUG_BASE = 55
"""Letters of a title that its address keeps: a number may follow."""


def parse_object_with_errors(schema: ma.Schema, raw: object) -> tuple[JsonObject, list[FieldError]]:
    """What a schema reads, or nothing and what is wrong."""
    try:
        read = schema.load(raw)  # type: ignore[arg-type]  # what is no object is refused by the schema
    except ma.ValidationError as wrong:
        return {}, flatten_field_errors(wrong.messages)
    assert isinstance(read, dict), "A schema without a model reads into a dict."
    return read, []


def parse_settings_with_errors(schema: Schema, raw: object) -> tuple[dict[str, object], list[FieldError]]:
    """The settings of a kind as JSON, or nothing and what is wrong in `/settings`; what is no object is left to its field."""
    read, wrong = parse_object_with_errors(schema, raw) if isinstance(raw, Mapping) else ({}, [])
    errors = [FieldError(f"/settings{error.pointer.rstrip('/')}", error.detail) for error in wrong]
    dumped = schema.dump(read)
    assert isinstance(dumped, dict), "One object is dumped as one."
    return without_none(dumped), errors


def without_none(settings: JsonObject) -> dict[str, object]:
    """The settings that say something."""
    return {name: value for name, value in settings.items() if value is not None}


def in_language_order(words: Mapping[str, str]) -> dict[str, str]:
    """French first: the database forgets the order."""
    return {tongue: words[tongue] for tongue in ("fr", "en") if tongue in words}


def fill_in_slug(
    raw: Mapping[str, object], title: object, *, otherwise: str, is_taken: Callable[[str], bool]
) -> dict[str, object]:
    """`raw` with its slug: what was typed as an address writes it, else a free one after the French title."""
    typed = str(raw.get("slug") or "")
    if typed.strip():
        return {**raw, "slug": make_slug(typed) or typed}
    base = make_slug(str(title.get("fr") or "") if isinstance(title, Mapping) else "")[:MAX_SLUG_BASE].strip("-")
    base = base if SLUG.fullmatch(base) else otherwise
    candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return {**raw, "slug": next(slug for slug in candidates if slug not in RESERVED_SLUGS and not is_taken(slug))}
