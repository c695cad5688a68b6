"""Events out of JSON: halves of surrogate pairs are mended, and an event that is not valid is rejected with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import ValidationError, convert

from app.intake.activities import CloudEvent, Rejection

_ESCAPE = re.compile(
    rb"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"  # a whole pair
    rb"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # half of one
    rb"|\\."  # any other escape, a backslash's own included
)
_STEP = re.compile(r"\.([^.\[]+)|\[([^\]]*)\]")


def parse_cloud_event(members: Mapping[str, object], event_id: str | None) -> CloudEvent | Rejection:
    """The event with these members, or its rejection with the pointer of what is wrong."""
    try:
        return convert(members, CloudEvent)
    except ValidationError as wrong:
        return build_rejection(wrong, event_id)


def build_rejection(wrong: ValidationError, event_id: str | None) -> Rejection:
    """The rejection that a validation error means."""
    pointer, reason = parse_validation_error(wrong)
    return Rejection("refused", reason, pointer, event_id)


def replace_lone_surrogates(text: bytes) -> bytes:
    """`text` with each half of a surrogate pair turned into NUL.

    Programs that cut a message short cut emoji in two. In a text that nobody keeps, such a half must not cost an
    activity; in an id it is refused as NUL is.
    """
    if b"\\ud" not in text and b"\\uD" not in text:
        return text
    return _ESCAPE.sub(lambda escape: b"\\u0000" if escape[2] else escape[0], text)


def parse_validation_error(error: Exception) -> tuple[str | None, str]:
    """The JSON pointer (RFC 6901) and the sentence of a validation error."""
    reason, _, place = str(error).partition(" - at `$")
    steps = [name or index for name, index in _STEP.findall(place.rstrip("`"))]
    return ("".join(f"/{step}" for step in steps) or None), f"{reason.replace('`', '')}."
